// SPDX-License-Identifier: MIT
#include "core/policy/decide.hpp"

#include <algorithm>

#include "core/policy/candidates.hpp"
#include "core/policy/ideas.hpp"
#include "core/policy/objections.hpp"
#include "core/policy/score.hpp"
#include "core/policy/spans.hpp"
#include "core/policy/standing.hpp"
#include "core/policy/steps.hpp"

namespace kith::policy {
namespace {

/// A reply was offered to what they wrote, or a smaller step in its place, and nothing has gone
/// back.
bool is_reply_open(const Frame& frame, const Goal& goal, const Facts& facts) {
    const auto& open = frame.memory.outstanding;
    if (!open || open->connection != goal.connection->id || facts.they_wrote == Instant::min())
        return false;
    if (open->step == "reply") return true;
    const auto known = frame.memory.connections.find(goal.connection->id);
    return known != frame.memory.connections.end() &&
           std::ranges::any_of(known->second.pushes, [&](const Push& push) {
               return push.nudge == open->nudge && push.step == "reply";
           });
}

/// The step that is open costs more than these days allow.
bool is_too_much(const Frame& frame, const Goal& goal, const Standing& days) {
    const auto& open = frame.memory.outstanding;
    if (!open || open->connection != goal.connection->id) return false;
    const auto* step =
        open->step == meeting_step().name ? &meeting_step() : find_step(goal, open->step);
    return step && step->cost > days.step_cap();
}

/// What no lapse brought is wanted until there is contact, or the meeting is over.
bool is_occasion_open(const Frame& frame, const Goal& goal, const Facts& facts) {
    const auto& open = frame.memory.outstanding;
    if (!open || open->connection != goal.connection->id) return false;
    if (facts.last_touch >= open->chosen_at) return false;
    constexpr auto kEve = std::chrono::hours{36};
    return !goal.meets || frame.now < open->chosen_at + kEve;
}

} // namespace

bool still_wanted(const Frame& frame, std::size_t index) {
    const auto& goal = frame.goals.all[index];
    const auto& facts = frame.board.facts[index];
    const auto days = standing(frame.settings, frame.memory, frame.goals.zones.front(), frame.now);
    if (!takes_part(facts.state) || goal.connection->feels == Feels::Hard || days.silent() ||
        facts.ritual || facts.left_alone || !days.suits(*goal.connection) ||
        is_too_much(frame, goal, days))
        return false;
    if (!goal.rhythmic) return is_occasion_open(frame, goal, facts);
    if (facts.last_touch != Instant::min() &&
        days_between(facts.last_touch, frame.now) < touch_rest(goal))
        return false;
    if (facts.plan_from != Instant::max() &&
        days_between(frame.now, facts.plan_from) < person_gap(goal, frame.settings.budget))
        return false;
    if (is_reply_open(frame, goal, facts)) return true;
    const double ratio = elapsed_now(facts, frame.now) / rhythm_at(goal, facts);
    return shape(ratio, goal.f, frame.settings.policy) > 0;
}

} // namespace kith::policy
