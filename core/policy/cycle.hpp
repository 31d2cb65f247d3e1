// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include "core/policy/goals.hpp"
#include "core/policy/memory.hpp"

namespace kith::policy {

/// The offers to one person since the last touch or not-this-time.
struct Cycle {
    int pushes = 0;
    std::optional<Instant> ends; ///< by itself; nothing where only contact or a word ends it
};

/// What Kith cannot see ends by itself: an unseen person's cycle is over after max(30 d, 2c').
Cycle cycle_of(const Goal& goal, const Memory& all, const ConnectionMemory& one, Instant now);

} // namespace kith::policy
