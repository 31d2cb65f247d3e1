// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <span>

#include "core/policy/facts.hpp"

namespace kith::policy {

/// A longer rhythm that would fit how contact has really come: days, rounded down to whole weeks or
/// months. Only ever offered, and only ever longer than what is written (domain.md B3).
struct Kinder {
    double lived = 0; ///< the median gap of the last twelve, in active days
    double every = 0; ///< days
};

/// Nothing where there is less than six gaps to go by, where contact is not all seen, or where the
/// rhythm is kept well enough. `touches` are the goal's own, sorted by time.
std::optional<Kinder> kinder_rhythm(const Goal& goal, const Facts& facts,
                                    std::span<const LocalTouch> touches);

} // namespace kith::policy
