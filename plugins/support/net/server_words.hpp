// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace kith::net {

/// One line of an IMAP or SMTP server, without the protocol around it.
struct ServerWords {
    int number = 0;     ///< SMTP's three digits; 0 where it is IMAP
    std::string status; ///< IMAP's OK, NO, BAD, BYE or PREAUTH
    std::string code;   ///< the first word of IMAP's [CODE], in upper case
    std::string text;   ///< for a person: cleaned, 120 characters at most; empty where it asks for
                        ///< more (SMTP's 3xx, IMAP's `+`), and where there is none
};

/// Pure. A line that is neither gives nothing at all.
ServerWords server_words(std::string_view line);

} // namespace kith::net
