// SPDX-License-Identifier: MIT
#include "plugins/email/sender_hints.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/text.hpp"
#include "plugins/support/mail/mail_judge.hpp"

namespace kith::email {
namespace {

constexpr std::size_t kNewest = 500;
constexpr std::size_t kMostHints = 3;
constexpr std::size_t kMostShown = 80;
/// Resent-From tells a mail that was only passed on.
constexpr std::string_view kItems = "UID BODY.PEEK[HEADER.FIELDS (FROM RESENT-FROM)]";

/// Those that are read, and beside one with all mail those that are marked.
std::set<std::string> sent_mailboxes(const Listing& listing,
                                     std::span<const ChosenMailbox> chosen) {
    std::set<std::string> out;
    for (const auto& box : chosen)
        if (box.sent) out.insert(box.name);
    for (const auto& box : listing.mailboxes)
        if (box.has("\\sent") && listing.namespaces.is_own(box.name)) out.insert(box.name);
    return out;
}

/// Not for an address that could be mistaken for words, or would be cut.
bool can_be_shown(std::string_view address) {
    return !address.empty() && address.size() <= kMostShown &&
           address.find_first_of(" \t\"") == std::string_view::npos;
}

using Senders = std::map<std::string, std::size_t>;

/// A folder that does not open or show its mails hints at nothing.
void count_senders(ImapSession& session, const std::string& name, const mail::People& people,
                   const HintSearch& search, Senders& out) try {
    if (!session.examine(name)) return;
    UidSet window;
    session.search("SINCE " + search.day, window);
    if (window.empty() || !search.has_time()) return;
    (void)session.fetch(window.take_highest(kNewest, UidSet::Gaps::Kept).text, kItems,
                        [&](const FetchedMail& mail) {
                            const mail::MailHeaders headers{mail.header};
                            if (auto address = mail::unlisted_sender(headers, people);
                                can_be_shown(address))
                                ++out[std::move(address)];
                        });
} catch (const MailboxUnshown&) {
    return;
}

} // namespace

void hint_at_senders(const plugin::Host& host, ImapSession& session, const Listing& listing,
                     std::span<const ChosenMailbox> chosen, const mail::People& people,
                     const HintSearch& search) {
    if (search.keys.empty()) return;
    Senders found;
    for (const auto& name : sent_mailboxes(listing, chosen))
        if (search.has_time()) count_senders(session, name, people, search, found);
    std::vector<std::pair<std::string, std::size_t>> most(found.begin(), found.end());
    std::ranges::stable_sort(most, std::greater{}, &std::pair<std::string, std::size_t>::second);
    if (most.size() > kMostHints) most.resize(kMostHints);
    for (const auto& [address, mails] : most)
        host.skipped({"address:" + clean_line(address, kMostShown),
                      fmt::format("you seem to have sent mail from it ({}); if it is yours, add it "
                                  "to `you.addresses`",
                                  mails)});
}

} // namespace kith::email
