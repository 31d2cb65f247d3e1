// SPDX-License-Identifier: MIT
#include "core/policy/company.hpp"

#include <algorithm>

#include "core/policy/rituals.hpp"
#include "core/policy/spans.hpp"

namespace kith::policy {
namespace {

bool is_there(const Frame& frame, std::size_t goal) {
    return frame.board.facts[goal].state < State::Ended;
}

void add_plans(const Frame& frame, std::vector<Busy>& out) {
    for (std::size_t i = 0; i < frame.goals.all.size(); ++i) {
        // Only who has a plan, or had one lately, is looked up: they are few.
        if (frame.board.facts[i].plan_from == Instant::max() || !is_there(frame, i)) continue;
        const auto it = frame.memory.connections.find(frame.goals.all[i].connection->id);
        if (it == frame.memory.connections.end()) continue;
        for (const auto& hold : it->second.holds) out.push_back({hold.from, hold.to, false, true});
    }
}

void add_rituals(const Frame& frame, std::vector<Busy>& out) {
    const auto& policy = frame.settings.policy;
    const auto since = frame.now - from_hours(policy.after_social_h) - policy.event_margin;
    const auto until = frame.now + policy.event_margin;
    for (const auto& ritual : frame.goals.rituals) {
        // Without an hour of its own it is only assumed to be at noon; and one that nothing has
        // been heard of for long may not be any more.
        if (ritual.ritual->from.empty() || is_stale(ritual, frame.memory) ||
            std::ranges::none_of(ritual.with, [&](std::size_t i) { return is_there(frame, i); }))
            continue;
        for (const auto& each :
             instances_between(ritual, frame.memory, frame.goals.zones.front(), since, until))
            out.push_back({each.from, each.to, false, true});
    }
}

} // namespace

std::vector<Busy> taken_times(const Frame& frame) {
    auto out = frame.around.busy;
    add_plans(frame, out);
    add_rituals(frame, out);
    return out;
}

} // namespace kith::policy
