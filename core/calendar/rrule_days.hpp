// SPDX-License-Identifier: MIT
#pragma once

#include "core/calendar/recurrence.hpp"

#include <array>
#include <cstdint>
#include <vector>

namespace kith::calendar {

/// The days and times of day a rule means, once what it leaves open is taken from its start; and
/// its periods (a day, a week, a month or a year; number 0 holds the start). Used by expand alone.
class RulePattern {
  public:
    RulePattern(const Rule& rule, LocalTime start);

    /// First day of period `number`; the period ends where the next begins. Periods that INTERVAL
    /// skips have no number.
    Day period_begin(std::int64_t number) const;
    /// The last period that begins on or before `day`; negative before the start's.
    std::int64_t period_of(Day day) const;
    /// The day after the last of period `number`.
    Day period_end(std::int64_t number) const;

    /// Replaces `out` by the matching days of a period, ascending.
    void collect_days(std::int64_t number, std::vector<Day>& out) const;

    /// Times of day, ascending, never empty.
    const std::vector<std::chrono::seconds>& times() const { return times_; }

  private:
    Day natural_begin(std::int64_t number) const;
    void fill_times(const Rule& rule, std::chrono::seconds start);
    bool matches_weekday(Day day, const std::chrono::year_month_day& date) const;
    bool matches_week_no(Day day, std::chrono::year year) const;
    bool matches(Day day, const std::chrono::year_month_day& date) const;

    Rule rule_; ///< with the open parts filled in
    Day first_; ///< first day of the start's period
    std::array<bool, 13> months_{};
    std::array<bool, 7> weekdays_{};
    std::vector<WeekdayNth> nths_;
    std::vector<std::chrono::seconds> times_;
};

} // namespace kith::calendar
