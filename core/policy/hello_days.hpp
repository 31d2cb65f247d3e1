// SPDX-License-Identifier: MIT
// Seven days of small hellos for whoever asks for them (domain.md B13): an idea a day, about
// nobody. Nothing is counted or sensed, and no offer, budget or clock knows of it.
#pragma once

#include <cstdint>
#include <string_view>

#include "core/calendar/civil.hpp"
#include "core/model/settings.hpp"
#include "core/policy/memory.hpp"
#include "core/words/bank.hpp"

namespace kith::policy {

/// Of the local calendar, the first of them included.
inline constexpr std::chrono::days kHelloDays{7};

/// What is told: that the person begins, that they have enough, and that the days have gone by.
/// Either of the last two makes the first as if it had not been.
inline constexpr std::string_view kHellos = "hellos", kHellosOver = "hellos-over",
                                  kHellosGone = "hellos-gone";

enum class Hellos : std::uint8_t {
    None,
    On,
    Gone, ///< they have gone by, and that is still to be told
};
Hellos hellos_at(const Memory& memory, const calendar::Zone& zone, Instant now);

/// In a hard week, while away, and for 90 days after a death or since somebody is remembered, no
/// idea is said, whatever else holds.
bool hellos_wait(const Settings& settings, const Memory& memory, const calendar::Zone& zone,
                 Instant now);

/// What is said on `day` where the days began on `first`: a small hello that needs no name and no
/// moment, and none again before each has had its day. Null where the words hold none.
const words::Template* hello_of(const words::Bank& bank, calendar::Day first, calendar::Day day);

} // namespace kith::policy
