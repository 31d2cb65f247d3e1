// SPDX-License-Identifier: MIT
// What the checks of a slot and those of a goal have in common.
#pragma once

#include <string>

#include "core/policy/explain.hpp"

namespace kith::policy {

/// Whole seconds of `days`, rounded up.
std::chrono::seconds from_days(double days);

/// "36 h", "4.5 d".
std::string span_text(double days);

/// A check of the kind "at least so long after that".
Check check_after(Guard guard, bool holds, Instant last, Instant now, double days);

} // namespace kith::policy
