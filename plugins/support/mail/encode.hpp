// SPDX-License-Identifier: MIT
// Text made fit for a mail that is sent. All pure.
#pragma once

#include <string>
#include <string_view>

namespace kith::mail {

/// A header's unstructured text (RFC 2047): as it is where it is short ASCII, else as UTF-8 encoded
/// words, folded. Control characters are gone: no text can begin another header.
std::string encode_header(std::string_view text);

/// A body of UTF-8 text with `\n` as quoted-printable with CRLF (RFC 2045). No line begins with a
/// dot or with `From `, so that nothing on the way has to change it.
std::string quoted_printable(std::string_view text);

/// An address as a mail server takes it: ASCII, the domain in its ASCII form; empty where it cannot
/// be written so, or is none.
std::string sendable_address(std::string_view address);

} // namespace kith::mail
