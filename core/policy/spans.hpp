// SPDX-License-Identifier: MIT
// The lengths of time that guards compare with, in days. decide() and explain() share them.
#pragma once

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>

#include "core/policy/facts.hpp"

namespace kith::policy {

/// Hours as the configuration writes them, cut to whole seconds.
inline std::chrono::seconds from_hours(double h) {
    return std::chrono::seconds{static_cast<std::int64_t>(h * 3600)};
}

/// 2^k, for the few k there are.
inline double doubled(int ignored) {
    return static_cast<double>(1ULL << static_cast<unsigned>(std::clamp(ignored, 0, 62)));
}

/// c' as it counts now: twice as long while it is their turn.
inline double rhythm_at(const Goal& goal, const Facts& facts) {
    return facts.their_turn ? 2 * goal.rhythm : goal.rhythm;
}

/// Between two offers of one goal: max(3 d, c'/2) * 2^k.
inline double goal_gap(const Goal& goal, const Facts& facts, const BudgetBlock& budget) {
    return std::max(budget.goal_gap_min_d, budget.goal_gap_share * rhythm_at(goal, facts)) *
           doubled(facts.ignored);
}

/// Between two offers that name one person, and how far ahead a plan keeps offers away.
inline double person_gap(const Goal& goal, const BudgetBlock& budget) {
    return std::max(budget.goal_gap_min_d, budget.goal_gap_share * goal.rhythm);
}

/// A new friend's first twelve weeks are over, and no other circle has been chosen.
inline bool has_outgrown(const Goal& goal, const Facts& facts, Instant now) {
    constexpr auto kNew = std::chrono::days{84};
    return goal.connection->circle == Circle::NewFriend && now - facts.in_circle >= kNew;
}

/// They wrote three days ago and more, nothing has gone back, and no reply was offered yet. After
/// that one, or max(14 d, c') after their last word, they come up by their rhythm alone, for they
/// may have been answered unseen, and an old letter is no news.
inline bool wants_reply(const Goal& goal, const Facts& facts, Instant now) {
    constexpr double kFrom = 3;
    constexpr double kTo = 14;
    if (facts.they_wrote == Instant::min() || facts.reply_offered) return false;
    const auto last = std::max(facts.they_wrote, facts.last_touch);
    return days_between(facts.they_wrote, now) >= kFrom &&
           days_between(last, now) < std::max(kTo, goal.rhythm);
}

/// How long a touch keeps offers away.
inline double touch_rest(const Goal& goal) { return std::max(2.0, goal.rhythm / 2); }

/// How long a plan that has been keeps offers away: nobody knows yet whether they met.
inline double plan_rest(const Goal& goal) { return std::min(touch_rest(goal), 7.0); }

/// How long a not-this-time hides a goal: min(60, max(6, c')) days.
inline double hidden_days(const Goal& goal) { return std::min(60.0, std::max(6.0, goal.rhythm)); }

/// Offers to give in seven days.
inline int giving_limit(int weekly) { return (weekly + 1) / 2; }

/// Offers of one kind in seven days.
inline int kind_limit(int weekly, const BudgetBlock& budget) {
    return static_cast<int>(std::ceil(budget.kind_share * weekly - 1e-9));
}

} // namespace kith::policy
