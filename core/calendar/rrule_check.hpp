// SPDX-License-Identifier: MIT
#pragma once

#include "core/calendar/recurrence.hpp"

namespace kith::calendar {

/// The parts of a rule against each other, as RFC 5545 3.3.10 has it; values are in range already.
/// The error is one sentence.
Result<void> check_rule(const Rule& rule);

} // namespace kith::calendar
