// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/words/bank.hpp"

namespace kith::words {

/// The length of time that *two weeks ago*, *vor einem Monat*, *hace unos días* go back, as `kith
/// log --at` takes it: *2 weeks*. `folded` is that alone, as `folded()` gives it; anything else
/// means nothing.
std::optional<std::string> time_ago(std::string_view folded, const Bank& bank);

/// The most words such a time has.
inline constexpr int kMostAgoWords = 5;

} // namespace kith::words
