// SPDX-License-Identifier: MIT
#pragma once

#include "core/policy/standing.hpp"

namespace kith::policy {

/// Whether somebody may be offered on a day like any other: usual low energy asks only of who feels
/// safe, for as long as it is usual.
inline bool suits_usually(const Settings& settings, const Connection& connection) {
    Standing usual;
    usual.energy = settings.you.usual_energy;
    return usual.suits(connection);
}

} // namespace kith::policy
