// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>

#include "base/result.hpp"

namespace kith::host {

/// Bounds on processor, memory, open files, timers, a file's size and core dumps, no new
/// privileges, no capabilities, nobody looks in, and death with the process that started this one.
/// For good.
struct Bounds {
    std::chrono::milliseconds deadline{};
    bool resident = false; ///< it may live on: its processor time is not bounded by the deadline
};
Result<void> take_limits(const Bounds& bounds);

/// Ends the process once it has used so much more processor time, within what take_limits set.
void bound_further_processor_time(std::chrono::seconds more);

/// What both halves of a host do without: core dumps, being looked into, new privileges.
Result<void> take_common_limits();

} // namespace kith::host
