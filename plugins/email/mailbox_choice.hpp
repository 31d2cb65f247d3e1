// SPDX-License-Identifier: MIT
#pragma once

#include <set>
#include <span>
#include <string>
#include <vector>

#include "plugins/email/imap_answers.hpp"
#include "plugins/email/namespaces.hpp"
#include "plugins/email/settings.hpp"

namespace kith::email {

struct ChosenMailbox {
    std::string name; ///< as the server spells it
    bool sent = false;
    bool always = true; ///< is asked for at every look: all but the archive
    bool named = false; ///< by the person, in `folders`
};

struct MailboxChoice {
    std::vector<ChosenMailbox> mailboxes;
    std::vector<std::string> missing; ///< `folders` the person named and the server does not have
    std::vector<std::string> missing_sent; ///< likewise of `sent`, where none of them is there
                                           ///< and the server marks none
    bool all_in_one = false;               ///< it is the one that holds all mail
    bool shows_sent = false;               ///< what the person wrote is surely among it
};

/// What a server told of its folders.
struct Listing {
    std::vector<ListedMailbox> mailboxes;
    Namespaces namespaces;
};

/// Which mailboxes are read: the one that holds all mail where there is one, else INBOX, the
/// archive with what lies in it, what was sent, and the folders the person named. Never junk,
/// drafts or trash, nor a folder of other people, unless named. The standard's marks count first
/// (RFC 6154), usual names only where there is no mark, and then only at the top. A name of the
/// person's fits as the server spells it or from the top, with `.` or `/` between its parts.
/// `refused`: what the server would not open; all mail is not looked for there.
MailboxChoice choose_mailboxes(const Listing& listing, const MailSettings& settings,
                               const std::set<std::string>& refused = {});

/// Folders of one's own worth a look that `chosen` leaves out: where mail from people may have been
/// sorted to. None where `chosen` has all mail; never one that is aside by its mark or its name.
std::vector<std::string> other_mailboxes(const Listing& listing,
                                         std::span<const ChosenMailbox> chosen);

} // namespace kith::email
