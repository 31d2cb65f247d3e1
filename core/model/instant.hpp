// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>

namespace kith {

/// A moment in time: seconds since 1970 without leap seconds. All of Kith stores and compares
/// these; civil time exists only in core/calendar.
using Instant = std::chrono::sys_seconds;

/// A length in days of 86,400 s, as the rhythm arithmetic uses it.
using DayCount = std::chrono::duration<double, std::ratio<86400>>;

constexpr double days_between(Instant from, Instant to) { return DayCount(to - from).count(); }

/// [from, to): `to` may be Instant::max() for "open".
struct Interval {
    Instant from;
    Instant to;

    friend bool operator==(const Interval&, const Interval&) = default;
};

} // namespace kith
