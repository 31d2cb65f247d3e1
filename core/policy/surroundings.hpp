// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "core/calendar/slots.hpp"
#include "core/model/instant.hpp"

namespace kith::policy {

/// A time a calendar says is taken.
struct Busy {
    Instant from{};
    Instant to{};
    bool all_day = false; ///< never "in an event"
    bool social = false;  ///< a connection takes part
};

/// What is so around the person now. What is not known does not object.
struct Surroundings {
    bool in_slot = true;
    calendar::SlotWindow slot{}; ///< the open one; its nominal start is the budgets' time
    bool quiet = false;
    bool dnd = false; ///< do-not-disturb or a fullscreen program
    bool locked = false;
    bool idle = false;
    bool presence_known = false;
    bool busy_known = false;   ///< some calendar answered
    bool busy_awaited = false; ///< there are calendars, and none of them has answered yet
    std::vector<Busy> busy;
    Instant quiet_from = Instant::max(); ///< the next quiet time: the end of today's free time
};

} // namespace kith::policy
