// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "core/calendar/civil.hpp"
#include "core/words/bank.hpp"

namespace kith::policy {

/// How a day is called from today on, in the bank's language: today, tomorrow, Friday; else its
/// date.
struct DayWords {
    std::string day, on_day;
    bool today = false, tomorrow = false;
};

DayWords day_words(const words::Bank& bank, calendar::Day day, calendar::Day today);

} // namespace kith::policy
