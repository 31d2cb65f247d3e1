// SPDX-License-Identifier: MIT
#include "daemon/life/when.hpp"

#include <array>
#include <chrono>

#include <fmt/format.h>

namespace kith::daemon {
namespace {

constexpr std::array kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::array kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                             "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

} // namespace

std::string when(Instant at, Instant now, const calendar::Zone& zone) {
    const auto local = zone.to_local(at);
    const auto day = std::chrono::floor<std::chrono::days>(local);
    const std::chrono::hh_mm_ss time{local - day};
    const auto weekday = kDays.at(std::chrono::weekday{day}.c_encoding());
    const auto clock = fmt::format("{:02}:{:02}", time.hours().count(), time.minutes().count());
    if (at - now < std::chrono::days{6} && now - at < std::chrono::days{1})
        return fmt::format("{} {}", weekday, clock);
    const std::chrono::year_month_day date{day};
    const bool far_off = std::chrono::abs(at - now) > std::chrono::days{300};
    return fmt::format("{} {} {} {}{}", weekday, static_cast<unsigned>(date.day()),
                       kMonths.at(static_cast<unsigned>(date.month()) - 1),
                       far_off ? fmt::format("{} ", static_cast<int>(date.year())) : "", clock);
}

} // namespace kith::daemon
