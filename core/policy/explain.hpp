// SPDX-License-Identifier: MIT
// The reasoning of a decision, guard by guard, with figures: what `kith why` shows to whoever asks.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/policy/decide.hpp"

namespace kith::policy {

/// One guard looked at.
struct Check {
    Guard guard = Guard::NothingRipe;
    bool holds = false;            ///< true: it keeps Kith silent
    std::string figure;            ///< e.g. "2 of 3 used in seven days"
    std::optional<Instant> clears; ///< when it stops holding by itself, where that is known
};

/// Every guard of the slot, in the order of the closed list.
std::vector<Check> slot_checks(const Frame& frame, const Decision& decision);

/// Every guard of one goal. Agrees with GoalView::failed.
std::vector<Check> goal_checks(const Frame& frame, const Decision& decision, std::size_t goal);

/// When the goal's score reaches theta by itself, everything else as it is now; now if it has,
/// nothing if it never will.
std::optional<Instant> ripens_at(const Frame& frame, const Decision& decision, std::size_t goal);

/// The earliest moment at which this goal could be offered as far as can be told: after every guard
/// that clears by itself, ripe. Nothing where something holds that only the person can change.
std::optional<Instant> possible_from(const Frame& frame, const Decision& decision,
                                     std::size_t goal);

/// The earliest moment at which nothing but a budget keeps every offer back.
std::optional<Instant> slot_possible_from(const Frame& frame, const Decision& decision);

} // namespace kith::policy
