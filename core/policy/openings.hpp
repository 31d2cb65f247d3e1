// SPDX-License-Identifier: MIT
// Where calendars leave room for something together (domain.md B12). Known only where some calendar
// answered; nothing is read out of silence.
#pragma once

#include <optional>

#include "core/calendar/civil.hpp"
#include "core/policy/decide.hpp"

namespace kith::policy {

/// When a free hour begins today, at a full quarter of an hour: 45 minutes by daylight with 15 free
/// on either side, and no company in the calendar today unless energy is bright.
std::optional<Instant> free_hour(const Frame& frame, Energy energy);

/// A weekend morning (9 to 12) or afternoon (13 to 17).
struct Opening {
    calendar::Day day{};
    bool morning = false;
};

/// The first of the coming weekend that calendars leave open, today's left out: with no company
/// that day (unless energy is bright) and none in the 24 hours after.
std::optional<Opening> weekend_opening(const Frame& frame, Energy energy);

/// The first evening of the days ahead that calendars leave open, with no company that day.
std::optional<calendar::Day> soft_evening(const Frame& frame);

} // namespace kith::policy
