// SPDX-License-Identifier: MIT
#include "core/policy/cycle.hpp"

#include <algorithm>

namespace kith::policy {
namespace {

constexpr auto kWornOut = std::chrono::days{30};

std::chrono::seconds days_to_seconds(double days) {
    return std::chrono::seconds{static_cast<std::int64_t>(days * 86400)};
}

} // namespace

Cycle cycle_of(const Goal& goal, const Memory& all, const ConnectionMemory& one, Instant now) {
    if (goal.meets) return {}; // every meeting is a matter of its own; absences bound them
    Instant boundary = one.clock.last_touch.value_or(Instant::min());
    if (one.cycle_start) boundary = std::max(boundary, *one.cycle_start);
    if (one.circle_since) boundary = std::max(boundary, *one.circle_since);
    if (all.fresh_start) boundary = std::max(boundary, *all.fresh_start);
    Cycle out;
    Instant opened = now;
    for (const auto& push : one.pushes) {
        if (push.is_return || push.for_occasion || !push.was_asked() || push.at <= boundary)
            continue;
        if (push.opens_cycle || out.pushes == 0) {
            out.pushes = 0;
            opened = push.at;
        }
        ++out.pushes;
    }
    // An old friend is thought of once, and once more; then the word is the person's (B1: one-off).
    if (goal.connection->circle == Circle::OldFriend || goal.sight == Sight::Seen ||
        out.pushes == 0)
        return out;
    const auto span = std::max<std::chrono::seconds>(kWornOut, days_to_seconds(2 * goal.rhythm));
    if (now - opened >= span) return {};
    out.ends = opened + span;
    return out;
}

} // namespace kith::policy
