// SPDX-License-Identifier: MIT
#pragma once

#include "core/calendar/recurrence.hpp"

#include <string_view>

namespace kith::calendar {

/// A rule in words: `every [2nd|other|N weeks on] DAY[, DAY]`, `every day`,
/// `first|second|third|fourth|last DAY of the month`. Case does not matter; days may be
/// shortened (`Sat`) or plural, listed with commas or "and"; `every 2 weeks` takes its day from the
/// start. Errors say which forms exist.
Result<Rule> parse_rule_words(std::string_view text);

/// Words, or an RRULE with or without `RRULE:` in front.
Result<Rule> parse_rule(std::string_view text);

/// Whether its days hang on the day it is counted from: every other Thursday, every 2 weeks, so
/// many times, or a rule that names no day.
bool needs_since(const Rule& rule);

} // namespace kith::calendar
