// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "plugins/support/ical/event.hpp"
#include "plugins/support/ical/zone_book.hpp"

namespace kith::ical {

/// One time an event takes place. `event` is the VEVENT that says what holds for it: the series, or
/// the override that replaces it; borrowed from the span given.
struct Instance {
    Instant from;
    Instant to;
    const Event* event = nullptr;
    std::string ref; ///< uid, and for one of a series `#` and its original time
};

/// The instances of the events of one UID that overlap `window`, by start; at most `limit`, the
/// latest of them where there are more. Applies rules, RDATE, EXDATE and overrides (moved,
/// cancelled, THISANDFUTURE). The first DTSTART is an instance whether or not the rule matches it,
/// as calendars show it. Cancelled ones are among them: `event->cancelled` says so. Of two masters
/// the one with the higher SEQUENCE holds, of equals the later.
std::vector<Instance> instances(std::span<const Event> events, ZoneBook& zones, Interval window,
                                std::size_t limit = 2000);

/// The refs of those that an EXDATE takes out of a series, in `window` and a little around it.
std::vector<std::string> left_out(std::span<const Event> events, ZoneBook& zones, Interval window);

} // namespace kith::ical
