// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/calendar/civil.hpp"

namespace kith::calendar {

/// Days as a configuration writes them: `2026-12-24`, or `--12-24` for every year; 29 February is
/// the 28th in a year without one. What is neither names no day. A plain value.
class DayList {
  public:
    DayList() = default;
    explicit DayList(std::span<const std::string> written);

    void add(Day day) { days_.push_back(day); }
    [[nodiscard]] bool has(Day day) const;
    [[nodiscard]] bool empty() const { return days_.empty() && yearly_.empty(); }

    friend bool operator==(const DayList&, const DayList&) = default;

  private:
    std::vector<Day> days_;
    std::vector<std::chrono::month_day> yearly_;
};

} // namespace kith::calendar
