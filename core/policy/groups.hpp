// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include "core/policy/goals.hpp"

namespace kith::policy {

/// A group as its calendar and its members make it (domain.md B1, B13).
struct Gathering {
    Instant next = Instant::max();        ///< the next meeting's beginning
    int absences = 0;                     ///< meetings missed, or asked of in vain; 3 is any more
    std::optional<std::size_t> companion; ///< with `rotate`: whose turn it is to go along
};

/// When contact with the members kept the group: with any of them (`any`, `rotate`), with each
/// (`all`), with so many (`quorum`). Those who are gone are not waited for.
std::optional<Instant> kept_by_members(const Goal& group, const Goals& goals, const Memory& memory,
                                       Instant now);

/// What is known of a group's meetings at `now`. Empty for what has no `meets`.
Gathering gathering(const Goal& group, const Goals& goals, const Memory& memory, Instant now);

} // namespace kith::policy
