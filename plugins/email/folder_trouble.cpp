// SPDX-License-Identifier: MIT
#include "plugins/email/folder_trouble.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "base/text.hpp"
#include "plugins/support/mail/mailbox_name.hpp"

namespace kith::email {
namespace {

using plugin::FailKind;
using plugin::Failure;

/// A sentence about the first of them.
std::string of_first(const std::map<std::string, std::string>& folders, std::string_view before,
                     std::string_view behind) {
    const auto& [name, words] = *folders.begin();
    return fmt::format("{} {}{}{}{}", before, clean_line(mail::readable_mailbox(name), 60), behind,
                       words.empty() ? "" : ": ", words);
}

using Told = std::vector<std::pair<FailKind, std::string>>;

std::string joined(const Told& told) {
    std::string out;
    for (const auto& [kind, text] : told) out += (out.empty() ? "" : "; ") + text;
    return out;
}

} // namespace

void FolderTrouble::keep(const std::vector<MailboxProgress>& mailboxes) {
    const auto is_gone = [&](const auto& item) {
        return std::ranges::find(mailboxes, item.first, &MailboxProgress::name) == mailboxes.end();
    };
    std::erase_if(closed, is_gone);
    std::erase_if(unshown, is_gone);
    std::erase_if(withheld, is_gone);
}

void FolderTrouble::mark(std::vector<MailboxProgress>& mailboxes) {
    for (auto& box : mailboxes) {
        box.closed = closed.contains(box.name);
        if (!box.owed.empty() || !box.held.empty()) withheld.emplace(box.name, "");
        if (box.untold) given_up.emplace(box.name, "");
    }
}

bool FolderTrouble::hides_contact(const std::vector<MailboxProgress>& mailboxes) const {
    const auto unread = [this](const MailboxProgress& box) {
        return closed.contains(box.name) || unshown.contains(box.name);
    };
    return std::ranges::all_of(mailboxes, unread) ||
           std::ranges::any_of(mailboxes, [&](const MailboxProgress& box) {
               return unread(box) && (box.sent || lower_ascii(box.name) == "inbox");
           });
}

void tell_trouble(const plugin::Host& host, const std::string& place, const SenseCursor& cursor,
                  const FolderTrouble& trouble) {
    Told told;
    if (!trouble.none())
        told.emplace_back(
            FailKind::Temporary,
            !trouble.closed.empty()
                ? of_first(trouble.closed, place + " does not let Kith open", "")
            : !trouble.unshown.empty()
                ? of_first(trouble.unshown, place + " does not show the mails in", " just now")
                : of_first(trouble.withheld, place + " keeps back a mail in", " just now"));
    if (!trouble.given_up.empty())
        told.emplace_back(FailKind::Temporary,
                          of_first(trouble.given_up, place + " does not show a mail in",
                                   ", and Kith goes on without it"));
    // The others were read, and are recorded either way.
    if (!trouble.none() && trouble.hides_contact(cursor.mailboxes))
        throw Failure(FailKind::Temporary, joined(told));
    for (const auto& [key, missing] :
         {std::pair{"sent", &cursor.missing_sent}, std::pair{"folders", &cursor.missing}})
        if (!missing->empty())
            told.emplace_back(FailKind::Config, fmt::format("{}: {} has no folder {}", key, place,
                                                            clean_line(missing->front(), 60)));
    if (told.empty() && !cursor.shows_sent)
        told.emplace_back(FailKind::Config,
                          fmt::format("{} marks no folder as the one of sent mail; name yours in "
                                      "`sent`, so that what you write counts as well",
                                      place));
    if (!told.empty()) host.amiss(told.front().first, joined(told));
}

} // namespace kith::email
