// SPDX-License-Identifier: MIT
// The goals beside each other (domain.md B4, B5): each one's figures, who steps back, who is first.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "core/policy/objections.hpp"
#include "core/policy/score.hpp"

namespace kith::policy {

/// What is the same for all goals in one decision. Borrows both.
struct Common {
    /// `decision` has its standing and the week's figures already.
    Common(const Frame& frame, const Decision& decision);

    const Frame& frame;
    const Standing& standing;
    ScoreTerms score;
    Quotas quotas;
    std::vector<char> calls_ok;    ///< by zone
    std::int64_t theta = 0;        ///< scaled as GoalView::score
    std::string_view last_offered; ///< the goal of the last offer

    /// Its score is enough for an offer.
    [[nodiscard]] bool counts(const GoalView& view) const {
        return view.counted && view.score >= theta;
    }
};

/// Works out one goal's figures and what objects to it.
void view_goal(const Common& common, std::size_t index, GoalView& view);

/// In low energy receiving goes first: giving waits while anybody else could be offered.
void receive_first(const Common& common, Decision& out);

/// Leaves out the goal last offered if another could be offered instead.
void mark_running_twice(const Common& common, Decision& out);

/// A `later` that comes back in this slot goes before any candidate; theta and budgets are not
/// asked.
std::optional<std::size_t> due_return(const Common& common, const Decision& out);

/// Gives the goal the step that was put off, not something new; no call into their night.
void bring_back(const Common& common, std::size_t index, Decision& out);

/// The highest score that nothing objects to; the tie by a hash of the day.
std::optional<std::size_t> best_candidate(const Common& common, const Decision& out);

/// e at `now`.
double elapsed_now(const Facts& facts, Instant now);

} // namespace kith::policy
