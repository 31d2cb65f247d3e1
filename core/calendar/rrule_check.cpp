// SPDX-License-Identifier: MIT
#include "core/calendar/rrule_check.hpp"

#include <algorithm>

namespace kith::calendar {

Result<void> check_rule(const Rule& rule) {
    const bool yearly = rule.frequency == Frequency::Yearly;
    const bool monthly = rule.frequency == Frequency::Monthly;
    if (rule.until && rule.count)
        return fail("a recurrence rule ends by UNTIL or by COUNT, not by both");
    if (!rule.by_week_no.empty() && !yearly) return fail("BYWEEKNO goes with FREQ=YEARLY alone");
    if (!rule.by_year_day.empty() && !yearly) return fail("BYYEARDAY goes with FREQ=YEARLY alone");
    if (!rule.by_month_day.empty() && rule.frequency == Frequency::Weekly)
        return fail("BYMONTHDAY does not go with FREQ=WEEKLY");
    const bool numbered = std::any_of(rule.by_day.begin(), rule.by_day.end(),
                                      [](const WeekdayNth& day) { return day.nth != 0; });
    if (numbered && !yearly && !monthly)
        return fail("a number in front of a day, as in 2TU, goes with FREQ=MONTHLY or YEARLY");
    if (numbered && !rule.by_week_no.empty())
        return fail("a number in front of a day, as in 2TU, does not go with BYWEEKNO");
    const bool has_by =
        !(rule.by_month.empty() && rule.by_week_no.empty() && rule.by_year_day.empty() &&
          rule.by_month_day.empty() && rule.by_day.empty() && rule.by_hour.empty() &&
          rule.by_minute.empty() && rule.by_second.empty());
    if (!rule.by_set_pos.empty() && !has_by)
        return fail("BYSETPOS needs another BY... part to choose from");
    return {};
}

} // namespace kith::calendar
