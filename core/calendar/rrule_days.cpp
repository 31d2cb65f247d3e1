// SPDX-License-Identifier: MIT
#include "core/calendar/rrule_days.hpp"

#include <algorithm>

namespace kith::calendar {

namespace {

using std::chrono::days;
using std::chrono::January;
using std::chrono::year;
using std::chrono::year_month_day;

constexpr int kFarYears = 15'000;

bool lists(const std::vector<int>& values, int forward, int backward) {
    return std::any_of(values.begin(), values.end(),
                       [=](int value) { return value == forward || value == backward; });
}

Day week_begin(Day day, std::chrono::weekday week_start) {
    return day - (weekday_of(day) - week_start);
}

/// First day of week 1: the first week with at least four days in the year.
Day first_week(year in, std::chrono::weekday week_start) {
    return week_begin(Day{in / January / 4}, week_start);
}

/// A rule leaves to its start what it does not say (RFC 5545 3.3.10, "Information, not contained in
/// the rule").
Rule filled(Rule rule, LocalTime start) {
    const year_month_day date{day_of(start)};
    const int day = static_cast<int>(static_cast<unsigned>(date.day()));
    const bool day_said = !(rule.by_day.empty() && rule.by_month_day.empty() &&
                            rule.by_year_day.empty() && rule.by_week_no.empty());
    switch (rule.frequency) {
    case Frequency::Daily: break;
    case Frequency::Weekly:
        if (!day_said) rule.by_day = {{weekday_of(day_of(start)), 0}};
        break;
    case Frequency::Monthly:
        if (!day_said) rule.by_month_day = {day};
        break;
    case Frequency::Yearly:
        if (!day_said) {
            rule.by_month_day = {day};
            if (rule.by_month.empty())
                rule.by_month = {static_cast<int>(static_cast<unsigned>(date.month()))};
        } else if (rule.by_day.empty() && rule.by_month_day.empty() && rule.by_year_day.empty()) {
            rule.by_day = {{weekday_of(day_of(start)), 0}}; // BYWEEKNO alone names no day
        }
        break;
    }
    return rule;
}

} // namespace

RulePattern::RulePattern(const Rule& rule, LocalTime start) : rule_(filled(rule, start)) {
    for (const int month : rule_.by_month) months_[static_cast<std::size_t>(month)] = true;
    if (rule_.by_month.empty()) months_.fill(true);
    for (const WeekdayNth& day : rule_.by_day) {
        if (day.nth == 0)
            weekdays_[day.day.c_encoding()] = true;
        else
            nths_.push_back(day);
    }
    const Day day = day_of(start);
    const year_month_day date{day};
    switch (rule_.frequency) {
    case Frequency::Daily: first_ = day; break;
    case Frequency::Weekly: first_ = week_begin(day, rule_.week_start); break;
    case Frequency::Monthly: first_ = Day{date.year() / date.month() / 1}; break;
    case Frequency::Yearly: first_ = Day{date.year() / January / 1}; break;
    }
    fill_times(rule, time_of_day(start));
}

void RulePattern::fill_times(const Rule& rule, std::chrono::seconds start) {
    const auto count = static_cast<int>(start.count());
    const auto or_start = [](const std::vector<int>& values, int fallback) {
        return values.empty() ? std::vector<int>{fallback} : values;
    };
    for (const int hour : or_start(rule.by_hour, count / 3600))
        for (const int minute : or_start(rule.by_minute, count / 60 % 60))
            for (const int second : or_start(rule.by_second, count % 60))
                // RFC 5545 3.3.12: without leap seconds second 60 is second 59.
                times_.push_back(std::chrono::hours{hour} + std::chrono::minutes{minute} +
                                 std::chrono::seconds{std::min(second, 59)});
    std::sort(times_.begin(), times_.end());
    times_.erase(std::unique(times_.begin(), times_.end()), times_.end());
}

/// First day of the period `number` natural ones (INTERVAL aside) after the start's.
Day RulePattern::natural_begin(std::int64_t number) const {
    switch (rule_.frequency) {
    case Frequency::Daily: return first_ + days{number};
    case Frequency::Weekly: return first_ + days{7 * number};
    case Frequency::Monthly:
    case Frequency::Yearly: break;
    }
    const year_month_day date{first_};
    const bool monthly = rule_.frequency == Frequency::Monthly;
    // A large INTERVAL soon leaves what std::chrono::year can hold; the expander ends before.
    if (number > (monthly ? 12 : 1) * std::int64_t{kFarYears})
        return Day{year{kFarYears} / January / 1};
    if (monthly) return Day{(date.year() / date.month() + std::chrono::months{number}) / 1};
    return Day{(date.year() + std::chrono::years{number}) / January / 1};
}

Day RulePattern::period_begin(std::int64_t number) const {
    return natural_begin(number * rule_.interval);
}

Day RulePattern::period_end(std::int64_t number) const {
    return natural_begin(number * rule_.interval + 1);
}

std::int64_t RulePattern::period_of(Day day) const {
    const year_month_day date{day};
    const year_month_day origin{first_};
    std::int64_t natural = (day - first_).count();
    if (rule_.frequency == Frequency::Weekly) {
        natural = std::chrono::floor<std::chrono::weeks>(day - first_).count();
    } else if (rule_.frequency != Frequency::Daily) {
        natural = (date.year() - origin.year()).count();
        if (rule_.frequency == Frequency::Monthly)
            natural = natural * 12 + static_cast<int>(static_cast<unsigned>(date.month())) -
                      static_cast<int>(static_cast<unsigned>(origin.month()));
    }
    const std::int64_t interval = rule_.interval;
    return natural >= 0 ? natural / interval : -((-natural + interval - 1) / interval);
}

bool RulePattern::matches_weekday(Day day, const year_month_day& date) const {
    if (weekdays_[weekday_of(day).c_encoding()]) return true;
    if (nths_.empty()) return false;
    // Numbered within the month, or within the year where a yearly rule names no month.
    const bool by_year = rule_.frequency == Frequency::Yearly && rule_.by_month.empty();
    const Day begin =
        by_year ? Day{date.year() / January / 1} : Day{date.year() / date.month() / 1};
    const Day last = by_year ? Day{date.year() / std::chrono::December / 31}
                             : Day{date.year() / date.month() / std::chrono::last};
    const auto forward = (day - begin).count() / 7 + 1;
    const auto backward = -((last - day).count() / 7 + 1);
    return std::any_of(nths_.begin(), nths_.end(), [&](const WeekdayNth& nth) {
        return nth.day == weekday_of(day) && (nth.nth == forward || nth.nth == backward);
    });
}

bool RulePattern::matches_week_no(Day day, year in) const {
    // A day of this calendar year may belong to a week of the year before or after.
    year week_year = in + std::chrono::years{1};
    while (first_week(week_year, rule_.week_start) > day) week_year -= std::chrono::years{1};
    const Day begin = first_week(week_year, rule_.week_start);
    const Day end = first_week(week_year + std::chrono::years{1}, rule_.week_start);
    const int week = static_cast<int>((day - begin).count() / 7) + 1;
    const int weeks = static_cast<int>((end - begin).count() / 7);
    return lists(rule_.by_week_no, week, week - weeks - 1);
}

bool RulePattern::matches(Day day, const year_month_day& date) const {
    if (!rule_.by_day.empty() && !matches_weekday(day, date)) return false;
    if (!rule_.by_month_day.empty()) {
        const auto last = (date.year() / date.month() / std::chrono::last).day();
        const int forward = static_cast<int>(static_cast<unsigned>(date.day()));
        const int length = static_cast<int>(static_cast<unsigned>(last));
        if (!lists(rule_.by_month_day, forward, forward - length - 1)) return false;
    }
    if (!rule_.by_year_day.empty()) {
        const int forward = static_cast<int>((day - Day{date.year() / January / 1}).count()) + 1;
        const int length = date.year().is_leap() ? 366 : 365;
        if (!lists(rule_.by_year_day, forward, forward - length - 1)) return false;
    }
    return rule_.by_week_no.empty() || matches_week_no(day, date.year());
}

void RulePattern::collect_days(std::int64_t number, std::vector<Day>& out) const {
    out.clear();
    const Day end = period_end(number);
    for (Day day = period_begin(number); day < end;) {
        const year_month_day date{day};
        const Day month_end = Day{date.year() / date.month() / std::chrono::last} + days{1};
        const Day stretch = std::min(end, month_end);
        if (!months_[static_cast<unsigned>(date.month())]) {
            day = stretch;
            continue;
        }
        for (auto in_month = date.day(); day < stretch; day += days{1}, ++in_month) {
            if (matches(day, date.year() / date.month() / in_month)) out.push_back(day);
        }
    }
}

} // namespace kith::calendar
