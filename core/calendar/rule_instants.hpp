// SPDX-License-Identifier: MIT
#pragma once

#include "core/calendar/recurrence.hpp"

#include <cstddef>
#include <string_view>
#include <vector>

namespace kith::calendar {

/// Instances of a rule as instants in `zone` (gaps and overlaps as RFC 5545 3.3.5), ascending,
/// without repeats, with instant in [from, to), at most `limit`.
std::vector<Instant> expand_instants(const Rule& rule, LocalTime start, const Zone& zone,
                                     Instant from, Instant to, std::size_t limit);

/// `kith rule RULE --from T --zone Z --for N`: the first `n` instants of a rule given as words or
/// RRULE. `from` is DTSTART: a date (its midnight), a local date-time, or RFC 3339. Errors name
/// what is wrong.
Result<std::vector<Instant>> rule_instants(std::string_view rule, std::string_view from,
                                           const Zone& zone, std::size_t n);

} // namespace kith::calendar
