// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <vector>

#include "core/calendar/slots.hpp"
#include "core/policy/decide.hpp"

namespace kith::policy {

/// The next offer that comes by itself.
struct Ahead {
    Instant at{};
    std::vector<std::size_t> who; ///< whom it could be about, likeliest first; indices of goals
};

/// Decides in the slots to come, one after another, with what is known now and as if nothing else
/// happened; the desk is free, and calendars are as they are now. `slot_done` is the start of a
/// slot that brings nothing any more. Nothing where no offer comes within a year, or something
/// holds them all back that only the person can change.
std::optional<Ahead> look_ahead(const Frame& frame, const Decision& decision,
                                const calendar::SlotPlan& slots, Instant slot_done);

} // namespace kith::policy
