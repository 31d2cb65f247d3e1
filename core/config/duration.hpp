// SPDX-License-Identifier: MIT
// Lengths of time in words, as configuration and commands take them. All pure.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "core/model/connection.hpp"

namespace kith {

/// `15 minutes`, `2 hours`, `3 weeks`, `a month`, `1.5 hours`; shortened `15 min`, `2 h`, `3 d`, `3
/// w`. A month is 30 days, a year 365 (domain.md B18).
Result<std::chrono::minutes> parse_duration(std::string_view text);

/// `3 weeks`, `4-6 weeks` (ideal and outer; also `4 to 6 weeks`), `every 10 days`, `every month`,
/// `weekly`, `monthly`, `never`. Between 1 day and 5 years.
Result<Rhythm> parse_rhythm(std::string_view text);

/// The shortest words that read back as the same value: `3 weeks`, `10 days`, `90 minutes`.
std::string duration_words(std::chrono::minutes length);
std::string rhythm_words(const Rhythm& rhythm);

} // namespace kith
