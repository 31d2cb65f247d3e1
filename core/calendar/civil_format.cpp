// SPDX-License-Identifier: MIT
#include "core/calendar/civil.hpp"

#include <fmt/format.h>

#include <cstdlib>

namespace kith::calendar {

std::string format_date(Day day) {
    const std::chrono::year_month_day date{day};
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

std::string format_local(LocalTime local) {
    const auto seconds = time_of_day(local).count();
    return fmt::format("{}T{:02}:{:02}:{:02}", format_date(day_of(local)), seconds / 3600,
                       seconds / 60 % 60, seconds % 60);
}

std::string format_instant(Instant at, const Zone& zone) {
    const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(zone.offset_at(at));
    const auto size = std::abs(minutes.count());
    return fmt::format("{}{}{:02}:{:02}",
                       format_local(LocalTime{(at + minutes).time_since_epoch()}),
                       minutes.count() < 0 ? '-' : '+', size / 60, size % 60);
}

std::string format_time_of_day(TimeOfDay time) {
    return fmt::format("{:02}:{:02}", time.count() / 60, time.count() % 60);
}

} // namespace kith::calendar
