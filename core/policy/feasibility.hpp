// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "core/policy/goals.hpp"

namespace kith::policy {

/// What the goals ask for, beside what may be offered (domain.md B3, B15).
struct Feasibility {
    double asked_a_week = 0;   ///< L: hellos a week that the rhythms ask for
    double offered_a_week = 0; ///< Lmax: what the budget lets Kith carry
    double stretch = 1;        ///< by how much every rhythm is stretched
    int active = 0;            ///< goals that may be offered
    int in_picture_only = 0;   ///< beyond the cap
    [[nodiscard]] bool fits() const { return stretch <= 1.0 + 1e-9; }
};

Feasibility feasibility(const Goals& goals);

/// Two or three plain sentences for `kith check`.
std::vector<std::string> feasibility_text(const Feasibility& what);

} // namespace kith::policy
