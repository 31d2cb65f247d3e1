// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "plugins/email/imap_session.hpp"
#include "plugins/email/mailbox_choice.hpp"

namespace kith::email {

/// What to look for in the folders that are not read.
struct HintSearch {
    std::vector<std::string> keys;  ///< as search_keys() makes them
    std::string day;                ///< the window's beginning, as SEARCH writes it
    std::function<bool()> has_time; ///< asked before every search
};

/// For who looks closely (`kith plugin try --all`, `kith doctor`): the folders that `chosen` leaves
/// out and that hold mail of the connections, counted by the server's search, which may find a
/// little too much. Each folder is searched in pieces, newest first, as far as its share of the
/// time goes. Throws what the session throws; what was found before has been handed over.
void hint_at_folders(const plugin::Host& host, ImapSession& session, const Listing& listing,
                     std::span<const ChosenMailbox> chosen, const HintSearch& search);

} // namespace kith::email
