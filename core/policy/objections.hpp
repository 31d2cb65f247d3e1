// SPDX-License-Identifier: MIT
// Which guards object (domain.md B5, B6, B18): to an offer in this slot, and to each goal.
#pragma once

#include <array>

#include "core/policy/decide.hpp"

namespace kith::policy {

/// Shares of the week that are used up.
struct Quotas {
    std::array<bool, kKindCount> kind_full{};
    bool giving_full = false; ///< half the week went to giving
};

Quotas quotas(const Frame& frame, int weekly);

/// What objects to any offer now. `decision` has its standing and the week's figures already.
GuardSet global_guards(const Frame& frame, const Decision& decision);

/// What objects to this goal alone.
GuardSet own_guards(const Frame& frame, const Standing& standing, const Quotas& quotas,
                    std::size_t goal);

/// Offers in the seven days up to this slot; a `later` that came back is none.
int spent_in_week(const Memory& memory, Instant slot);

} // namespace kith::policy
