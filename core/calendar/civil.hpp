// SPDX-License-Identifier: MIT
// Civil dates and times as text, and the small arithmetic around them. All pure.
#pragma once

#include "base/result.hpp"
#include "core/calendar/zone.hpp"

#include <chrono>
#include <string>
#include <string_view>

namespace kith::calendar {

/// A civil date: days since 1970-01-01, so its count is the local day number.
using Day = std::chrono::local_days;

/// Time of day counted from midnight.
using TimeOfDay = std::chrono::minutes;

constexpr Day day_of(LocalTime local) { return std::chrono::floor<std::chrono::days>(local); }
constexpr std::chrono::seconds time_of_day(LocalTime local) { return local - day_of(local); }
constexpr std::chrono::weekday weekday_of(Day day) { return std::chrono::weekday{day}; }
constexpr bool is_weekend(Day day) {
    return weekday_of(day) == std::chrono::Saturday || weekday_of(day) == std::chrono::Sunday;
}
inline Day local_day(Instant at, const Zone& zone) { return day_of(zone.to_local(at)); }

/// `2026-03-02T12:30:00+00:00`: RFC 3339, the offset always in figures, also for UTC. An offset
/// that is not whole minutes (before standard time) is cut to minutes; the instant stays exact.
std::string format_instant(Instant at, const Zone& zone);
/// `2026-03-02`
std::string format_date(Day day);
/// `2026-03-02T12:30:00`
std::string format_local(LocalTime local);
/// `12:30`; the end of a day is `24:00`
std::string format_time_of_day(TimeOfDay time);

/// RFC 3339 with `Z` or an offset. Fractions of a second are dropped; second 60 is the next
/// minute's first; a blank may stand for the T.
Result<Instant> parse_instant(std::string_view text);
/// `2026-03-02`, years 0001 to 9999.
Result<Day> parse_date(std::string_view text);
/// `2026-03-02T12:30` or `2026-03-02T12:30:15`; a blank may stand for the T.
Result<LocalTime> parse_local(std::string_view text);

/// Whether `24:00` is a time: only where something ends.
enum class TimeUse { Start, End };
/// `HH:MM`, 00:00 to 23:59, or 24:00 for an end.
Result<TimeOfDay> parse_time_of_day(std::string_view text, TimeUse use = TimeUse::Start);

/// `2026-03-02T12:30[:00]` or `2026-03-02` (its midnight) in `zone` by the RFC 5545 rule, or a full
/// RFC 3339 instant: what a person may type for a moment.
Result<Instant> parse_moment(std::string_view text, const Zone& zone);

} // namespace kith::calendar
