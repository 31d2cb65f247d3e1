// SPDX-License-Identifier: MIT
// A quiet word on a day the person asked to remember somebody on (domain.md B14). It is no offer:
// nothing is asked, and nothing else ever comes for them.
#pragma once

#include <optional>
#include <string_view>

#include "core/policy/decide.hpp"
#include "core/words/bank.hpp"

namespace kith::policy {

/// What it is told under, with the connection.
inline constexpr std::string_view kRemember = "remember";

/// Somebody remembered whose `remember_on` is today, and of whom nothing was said today; the first
/// in file order.
std::optional<std::size_t> to_remember(const Frame& frame);

/// What is said then.
words::Words remembrance(const Frame& frame, const words::Bank& bank, std::size_t goal);

} // namespace kith::policy
