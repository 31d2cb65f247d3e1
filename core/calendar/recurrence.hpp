// SPDX-License-Identifier: MIT
#pragma once

#include "base/result.hpp"
#include "core/calendar/civil.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kith::calendar {

enum class Frequency { Daily, Weekly, Monthly, Yearly };

/// One entry of BYDAY: `TU` (nth 0), `2TU`, `-1FR`.
struct WeekdayNth {
    std::chrono::weekday day;
    int nth = 0;

    friend bool operator==(const WeekdayNth&, const WeekdayNth&) = default;
};

/// UNTIL: the last moment an instance may have. A date stands for its midnight, as the
/// implementations our answers are held against read it.
struct Until {
    LocalTime at;         ///< in UTC when `utc`, else local
    bool utc = false;     ///< written with a Z
    bool is_date = false; ///< written as a date

    friend bool operator==(const Until&, const Until&) = default;
};

/// A recurrence rule of RFC 5545, DAILY and coarser. A plain value; what parse_rrule or the words
/// of rule_words.hpp return has been checked, so the expander never fails.
struct Rule {
    Frequency frequency = Frequency::Weekly;
    int interval = 1;
    std::optional<std::int64_t> count;
    std::optional<Until> until;
    std::vector<int> by_month, by_week_no, by_year_day, by_month_day;
    std::vector<WeekdayNth> by_day;
    std::vector<int> by_hour, by_minute, by_second, by_set_pos;
    std::chrono::weekday week_start = std::chrono::Monday;

    /// The text of an RRULE without its name, in any case, parts in any order. Errors are one
    /// sentence naming the part. Refused: finer than DAILY, values out of range, parts RFC 5545
    /// 3.3.10 forbids together (UNTIL with COUNT, BYWEEKNO outside YEARLY, ...), unknown and
    /// repeated parts.
    static Result<Rule> parse_rrule(std::string_view text);

    /// The rule as RRULE text, parts in the order of the RFC; parse_rrule gives the same rule back.
    std::string to_rrule() const;

    /// The same rule with an UNTIL in UTC turned into the local time of `zone`; expand needs that
    /// first, and reads an UNTIL left in UTC as local.
    Rule in_zone(const Zone& zone) const;

    friend bool operator==(const Rule&, const Rule&) = default;
};

/// The instances in [from, to), ascending, at most `limit`.
///
/// Instances are exactly the local times that match the rule, from `start` (DTSTART) on. A start
/// that does not match is therefore no instance and COUNT does not count it: RFC 5545 calls such a
/// start undefined ("SHOULD be synchronized with the recurrence rule"), python-dateutil and
/// libical's iterator answer so, and a ritual "every Saturday" begun on a Wednesday means it so. A
/// calendar that shows the odd first event adds it itself.
///
/// Without COUNT it jumps to `from`; it ends after the year 9999 or when 400 years bring nothing
/// (the Gregorian calendar repeats by then), so a rule that never matches costs about a
/// millisecond.
std::vector<LocalTime> expand(const Rule& rule, LocalTime start, LocalTime from, LocalTime to,
                              std::size_t limit);

/// The same for whole days (DTSTART as a date): BYHOUR, BYMINUTE and BYSECOND are ignored, as the
/// RFC demands.
std::vector<Day> expand_days(const Rule& rule, Day start, Day from, Day to, std::size_t limit);

} // namespace kith::calendar
