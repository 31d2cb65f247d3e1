// SPDX-License-Identifier: MIT
#include "core/calendar/day_list.hpp"

#include <algorithm>

namespace kith::calendar {
namespace {

constexpr std::string_view kEveryYear = "--";

Day in_year(std::chrono::month_day day, std::chrono::year year) {
    const std::chrono::year_month_day written{year, day.month(), day.day()};
    if (written.ok()) return Day{written};
    return Day{year / day.month() / std::chrono::last};
}

} // namespace

DayList::DayList(std::span<const std::string> written) {
    for (const auto& text : written) {
        const bool yearly = text.starts_with(kEveryYear);
        // A leap year, so that each day of a year can be written.
        const auto day = parse_date(yearly ? "2000-" + text.substr(kEveryYear.size()) : text);
        if (!day) continue;
        const std::chrono::year_month_day date{*day};
        if (yearly)
            yearly_.emplace_back(date.month(), date.day());
        else
            days_.push_back(*day);
    }
}

bool DayList::has(Day day) const {
    const auto year = std::chrono::year_month_day{day}.year();
    return std::ranges::find(days_, day) != days_.end() ||
           std::ranges::any_of(yearly_, [&](auto each) { return in_year(each, year) == day; });
}

} // namespace kith::calendar
