// SPDX-License-Identifier: MIT
#pragma once

#include "core/model/instant.hpp"

#include <chrono>
#include <span>
#include <vector>

namespace kith::calendar {

/// The stretches of `range` that no busy interval touches, at least `at_least` long (and never
/// empty), in order. Busy intervals may overlap, come in any order, and reach outside the range.
std::vector<Interval> free_windows(std::span<const Interval> busy, Interval range,
                                   std::chrono::seconds at_least = {});

/// True if `range` has a free stretch of at least `length`.
bool has_free_window(std::span<const Interval> busy, Interval range, std::chrono::seconds length);

} // namespace kith::calendar
