// SPDX-License-Identifier: MIT
#include "core/policy/company.hpp"

#include <algorithm>

#include "core/calendar/free_windows.hpp"
#include "core/policy/rituals.hpp"
#include "core/policy/spans.hpp"

namespace kith::policy {
namespace {

bool is_there(const Frame& frame, std::size_t goal) {
    return frame.board.facts[goal].state < State::Ended;
}

void add_plans(const Frame& frame, std::vector<Busy>& out) {
    for (const auto i : frame.board.planned) {
        if (!is_there(frame, i)) continue;
        const auto it = frame.memory.connections.find(frame.goals.all[i].connection->id);
        if (it == frame.memory.connections.end()) continue;
        for (const auto& hold : it->second.holds) out.push_back({hold.from, hold.to, false, true});
    }
}

void add_rituals(const Frame& frame, Interval range, std::vector<Busy>& out) {
    for (const auto& ritual : frame.goals.rituals) {
        // Without an hour of its own it is only assumed to be at noon; and one that nothing has
        // been heard of for long may not be any more.
        if (ritual.ritual->from.empty() || is_stale(ritual, frame.memory, frame.now) ||
            std::ranges::none_of(ritual.with, [&](std::size_t i) { return is_there(frame, i); }))
            continue;
        for (const auto& each : instances_between(ritual, frame.memory, frame.goals.zones.front(),
                                                  range.from, range.to))
            out.push_back({each.from, each.to, false, true});
    }
}

} // namespace

std::vector<Busy> taken_times(const Frame& frame, Interval range) {
    auto out = frame.around.busy;
    add_plans(frame, out);
    add_rituals(frame, range, out);
    return out;
}

std::vector<Busy> taken_times(const Frame& frame) {
    const auto& policy = frame.settings.policy;
    return taken_times(frame, {frame.now - from_hours(policy.after_social_h) - policy.event_margin,
                               frame.now + policy.event_margin});
}

bool rituals_leave_room(const Settings& settings, const Goals& goals,
                        const calendar::SlotPlan& slots, Instant from) {
    constexpr auto kAhead = std::chrono::days{28};
    const std::chrono::seconds margin = settings.policy.event_margin;
    const auto rest = std::max(margin, from_hours(settings.policy.after_social_h));
    bool any = false;
    for (const auto& slot : slots.slots_between(from, from + kAhead)) {
        if (!slot.first_allowed) continue;
        any = true;
        std::vector<Interval> closed;
        for (const auto& ritual : goals.rituals) {
            if (ritual.ritual->from.empty() ||
                std::ranges::none_of(ritual.with, [&](std::size_t i) {
                    return goals.all[i].connection->state < State::Ended;
                }))
                continue;
            for (const auto& each :
                 instances_between(ritual, {}, goals.zones.front(), *slot.first_allowed - rest,
                                   slot.end + margin))
                closed.push_back({each.from - margin,
                                  each.to + (each.to - each.from < kSocialLength ? margin : rest)});
        }
        if (calendar::has_free_window(closed, {*slot.first_allowed, slot.end},
                                      std::chrono::minutes{1}))
            return true;
    }
    return !any;
}

} // namespace kith::policy
