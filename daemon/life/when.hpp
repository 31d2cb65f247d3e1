// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "core/calendar/zone.hpp"
#include "core/model/instant.hpp"

namespace kith::daemon {

/// `Thu 12:30`, with the date where it is more than six days away: `Thu 3 Dec 12:30`, and the year
/// where that might be another: `Tue 1 Jun 2027 12:30`. Pure.
std::string when(Instant at, Instant now, const calendar::Zone& zone);

} // namespace kith::daemon
