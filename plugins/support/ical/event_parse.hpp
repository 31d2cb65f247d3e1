// SPDX-License-Identifier: MIT
// The only file that includes libical is this one's .cpp. One thread.
#pragma once

#include "base/result.hpp"
#include "plugins/support/ical/event.hpp"
#include "plugins/support/ical/event_reader.hpp"

namespace kith::ical {

/// A VEVENT as a value. Errors are a few words saying why it can't be used: no readable start, an
/// impossible date, a rule that repeats within the day or can't be read.
Result<Event> parse_event(const RawEvent& raw);

} // namespace kith::ical
