// SPDX-License-Identifier: MIT
#include "core/policy/day_words.hpp"

namespace kith::policy {

DayWords day_words(const words::Bank& bank, calendar::Day day, calendar::Day today) {
    using words::Bank;
    DayWords out;
    const auto ahead = (day - today).count();
    out.today = ahead == 0;
    out.tomorrow = ahead == 1;
    if (out.today)
        out.day = out.on_day = Bank::text(bank.says, "today", "today");
    else if (out.tomorrow)
        out.day = out.on_day = Bank::text(bank.says, "tomorrow", "tomorrow");
    else if (ahead > 0 && ahead < 7) {
        const auto weekday = calendar::weekday_of(day).c_encoding();
        out.day = bank.days.at(weekday);
        out.on_day = bank.on_days.at(weekday);
    } else
        out.day = out.on_day = calendar::format_date(day);
    return out;
}

} // namespace kith::policy
