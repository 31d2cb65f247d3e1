// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/policy/facts.hpp"

namespace kith::policy {

/// What the goals ask for, beside what may be offered (domain.md B3, B15).
struct Feasibility {
    double asked_a_week = 0;   ///< L: hellos a week that the rhythms ask for
    double offered_a_week = 0; ///< Lmax: what the budget lets Kith carry
    double stretch = 1;        ///< by how much every rhythm is stretched
    int active = 0;            ///< goals that may be offered
    int in_picture_only = 0;   ///< beyond the cap
    int tight = 0;             ///< so many of the tightest rhythms, let go of, would make it fit
    int weekly_needed = 0;     ///< offers in seven days that would carry it all
    int weekly = 0;            ///< W: 0 where nothing is pushed
    bool occasions = false;    ///< somebody without a rhythm may be spoken of: a group that meets
    std::optional<double> lived_a_week; ///< hellos a week of the last four, where history is known
    [[nodiscard]] bool fits() const { return stretch <= 1.0 + 1e-9; }
};

Feasibility feasibility(const Goals& goals);

/// Beside it what the last four weeks held: days with a real touch, of those with a rhythm.
Feasibility feasibility(const Goals& goals, const Board& board);

/// Two or three plain sentences for `kith check`.
std::vector<std::string> feasibility_text(const Feasibility& what);

} // namespace kith::policy
