// SPDX-License-Identifier: MIT
#include "plugins/email/folder_choice.hpp"

#include <algorithm>
#include <iterator>

#include "kith/plugin.hpp"
#include "plugins/email/sender_hints.hpp"

namespace kith::email {

bool FolderChoice::would_choose_again() const {
    if (choices_ >= 2 || trouble_.closed.empty()) return false;
    if (choices_ > 0) return all_in_one_;
    return std::ranges::any_of(cursor_.mailboxes, [this](const MailboxProgress& box) {
        return !box.closed && trouble_.closed.contains(box.name);
    });
}

const Listing& FolderChoice::listing() {
    if (!listing_) listing_ = Listing{session_.list(), session_.namespaces()};
    return *listing_;
}

void FolderChoice::give_hints(const plugin::Host& host, const mail::People& people,
                              const HintSearch& search) {
    std::vector<ChosenMailbox> chosen;
    for (const auto& box : cursor_.mailboxes)
        chosen.push_back({.name = box.name, .sent = box.sent});
    try {
        hint_at_folders(host, session_, listing(), chosen, search);
        hint_at_senders(host, session_, listing(), chosen, people, search);
    } catch (const plugin::Failure& failure) {
        host.log(KITH_LOG_DEBUG, failure.what());
    }
}

void FolderChoice::choose(std::int64_t now) {
    ++choices_;
    for (const auto& [name, words] : trouble_.closed) refused_.insert(name);
    listing_.reset();
    const auto choice = choose_mailboxes(listing(), settings_, refused_);
    if (choice.mailboxes.empty())
        throw plugin::Failure(plugin::FailKind::Temporary,
                              session_.place() + " shows no folder that could be read");
    std::ranges::copy(cursor_.mailboxes, std::back_inserter(former_));
    std::vector<MailboxProgress> next;
    for (const auto& chosen : choice.mailboxes) {
        const auto known = std::ranges::find(former_, chosen.name, &MailboxProgress::name);
        next.push_back(known != former_.end() ? *known : MailboxProgress{.name = chosen.name});
        next.back().sent = chosen.sent;
        next.back().always = chosen.always;
        next.back().takes_junk = chosen.named;
    }
    cursor_.mailboxes = std::move(next);
    all_in_one_ = choice.all_in_one;
    cursor_.missing = choice.missing;
    cursor_.missing_sent = choice.missing_sent;
    cursor_.shows_sent = choice.shows_sent;
    cursor_.listed = now;
    cursor_.list_status = session_.tells_many();
}

} // namespace kith::email
