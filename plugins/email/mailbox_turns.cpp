// SPDX-License-Identifier: MIT
#include "plugins/email/mailbox_turns.hpp"

#include <algorithm>

namespace kith::email {
namespace {

constexpr std::int64_t kLong = std::int64_t{14} * 86'400;

/// Nothing came for long, nothing is left to do, and nothing is wrong.
bool is_quiet(const MailboxProgress& box, std::int64_t now) {
    return !box.always && box.done && !box.closed && box.owed.empty() && box.restless == 0 &&
           box.news_at != 0 && box.news_at <= now && now - box.news_at > kLong;
}

} // namespace

std::vector<MailboxProgress*> whose_turn(std::vector<MailboxProgress>& mailboxes,
                                         std::int64_t now) {
    std::vector<MailboxProgress*> out;
    MailboxProgress* next = nullptr;
    for (auto& box : mailboxes)
        if (!is_quiet(box, now))
            out.push_back(&box);
        else if (next == nullptr || box.asked_at < next->asked_at)
            next = &box;
    if (next != nullptr) out.push_back(next);
    for (auto* box : out) box->asked_at = now;
    return out;
}

} // namespace kith::email
