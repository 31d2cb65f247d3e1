// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <vector>

#include "core/calendar/slots.hpp"
#include "core/policy/decide.hpp"

namespace kith::policy {

/// Company shorter than this asks for no rest after it.
inline constexpr std::chrono::minutes kSocialLength{45};

/// What takes the person's time in `range`: what calendars say is taken, the loose plans Kith made,
/// and the rituals nobody called off. The last two are company, wherever no calendar shows them.
/// Plans and calendars may reach beyond it.
std::vector<Busy> taken_times(const Frame& frame, Interval range);

/// The same about now: as far as an event's margin and the rest after company reach.
std::vector<Busy> taken_times(const Frame& frame);

/// Whether in the four weeks from `from` some slot has a moment that neither a ritual nor the rest
/// after one takes; true where there is no slot to take.
bool rituals_leave_room(const Settings& settings, const Goals& goals,
                        const calendar::SlotPlan& slots, Instant from);

} // namespace kith::policy
