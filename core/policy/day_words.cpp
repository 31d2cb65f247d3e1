// SPDX-License-Identifier: MIT
#include "core/policy/day_words.hpp"

#include <string>

namespace kith::policy {
namespace {

/// "20 Mar", as the language writes it.
std::string dated(const words::Bank& bank, std::string_view key, std::string_view usual,
                  std::chrono::year_month_day date) {
    std::string out{words::Bank::text(bank.says, key, usual)};
    const auto put = [&out](std::string_view hole, const std::string& value) {
        if (const auto at = out.find(hole); at != std::string::npos)
            out.replace(at, hole.size(), value);
    };
    put("{d}", std::to_string(static_cast<unsigned>(date.day())));
    put("{month}", bank.months.at(static_cast<unsigned>(date.month()) - 1));
    return out;
}

} // namespace

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
    } else if (const auto date = std::chrono::year_month_day{day};
               !bank.months.at(static_cast<unsigned>(date.month()) - 1).empty()) {
        out.day = dated(bank, "date", "{d} {month}", date);
        out.on_day = dated(bank, "on_date", "on {d} {month}", date);
    } else
        out.day = out.on_day = calendar::format_date(day);
    return out;
}

} // namespace kith::policy
