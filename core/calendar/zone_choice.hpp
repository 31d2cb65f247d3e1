// SPDX-License-Identifier: MIT
#pragma once

#include "core/calendar/zone.hpp"

#include <optional>
#include <string>

namespace kith::calendar {

/// What the machine says about its time zone, as read by zone_auto.hpp.
struct ZoneHints {
    std::optional<std::string> tz; ///< the variable TZ, if set
    std::string localtime_link;    ///< where the link /etc/localtime points, or empty
    std::string localtime_twin;    ///< for a plain file: the zone whose data is the same, or empty
};

struct ZoneChoice {
    Zone zone;
    std::string note; ///< a sentence for `status` when something could not be used; else empty
};

/// `timezone: auto` (domain.md B18): TZ, then /etc/localtime, then UTC. TZ may be a name, with a
/// colon in front or not, or a path into the zone data; set but empty is UTC, as in libc. A POSIX
/// rule such as `CET-1CEST` names no zone: the next source is used and the note says so.
ZoneChoice choose_zone(const ZoneHints& hints);

} // namespace kith::calendar
