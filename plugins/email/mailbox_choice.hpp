// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <vector>

#include "plugins/email/imap_answers.hpp"
#include "plugins/email/settings.hpp"

namespace kith::email {

struct ChosenMailbox {
    std::string name; ///< as the server spells it
    bool sent = false;
};

struct MailboxChoice {
    std::vector<ChosenMailbox> mailboxes;
    std::vector<std::string> missing; ///< folders the person named and the server does not have
};

/// Which mailboxes are read: the one that holds all mail where there is one, else INBOX, the
/// archive, what was sent, and the folders the person named. Never junk, drafts or trash, unless
/// named. The standard's marks count first (RFC 6154), usual names only where there is no mark.
MailboxChoice choose_mailboxes(std::span<const ListedMailbox> listed, const MailSettings& settings);

/// Folders worth a look that `chosen` leaves out: where mail from people may have been sorted to.
std::vector<std::string> other_mailboxes(std::span<const ListedMailbox> listed,
                                         std::span<const ChosenMailbox> chosen);

} // namespace kith::email
