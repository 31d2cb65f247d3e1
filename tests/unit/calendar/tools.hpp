// SPDX-License-Identifier: MIT
// Short ways to write moments in the tests of this room.
#pragma once

#include "core/calendar/civil.hpp"
#include "tests/support/catch.hpp"

#include <string>
#include <string_view>

namespace kith::calendar {

inline Zone zone(std::string_view name) {
    const auto found = Zone::named(name);
    REQUIRE(found);
    return *found;
}

inline Instant at(std::string_view text) {
    const auto moment = parse_instant(text);
    REQUIRE(moment);
    return *moment;
}

inline LocalTime local(std::string_view text) {
    const auto moment = parse_local(text);
    REQUIRE(moment);
    return *moment;
}

inline TimeOfDay clock(std::string_view text) {
    const auto time = parse_time_of_day(text, TimeUse::End);
    REQUIRE(time);
    return *time;
}

inline std::string shown(Instant moment, const Zone& where = Zone::utc()) {
    return format_instant(moment, where);
}

} // namespace kith::calendar
