// SPDX-License-Identifier: MIT
#include "plugins/email/mailbox_turns.hpp"

#include <algorithm>

namespace kith::email {
namespace {

constexpr std::int64_t kLong = std::int64_t{14} * 86'400;
/// A look a night comes now sooner, now later; and a day is how long a run counts as fresh.
constexpr std::int64_t kAboutADay = std::int64_t{20} * 3'600;

/// Nothing came for long, nothing is left to do, and nothing is wrong.
bool is_quiet(const MailboxProgress& box, std::int64_t now) {
    return !box.always && box.done && !box.closed && box.owed.empty() && box.held.empty() &&
           box.restless == 0 && box.news_at != 0 && box.news_at <= now && now - box.news_at > kLong;
}

} // namespace

std::vector<MailboxProgress*> whose_turn(std::vector<MailboxProgress>& mailboxes,
                                         std::int64_t now) {
    std::vector<MailboxProgress*> out, quiet;
    for (auto& box : mailboxes) (is_quiet(box, now) ? quiet : out).push_back(&box);
    if (const auto next = std::ranges::min_element(quiet, {}, &MailboxProgress::asked_at);
        next != quiet.end()) {
        // All at once, for those that are due one by one would make many looks long.
        const auto asked = (*next)->asked_at;
        if (now - asked >= kAboutADay || asked > now)
            out.insert(out.end(), quiet.begin(), quiet.end());
        else
            out.push_back(*next);
    }
    return out;
}

} // namespace kith::email
