// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "plugins/support/ical/event.hpp"
#include "plugins/support/ical/event_reader.hpp"
#include "plugins/support/ical/instances.hpp"
#include "plugins/support/mail/people.hpp"

namespace kith::files {

/// Who of the people Kith looks for takes part in an event, or why nobody counts.
struct Participants {
    std::vector<std::string> connections; ///< ids
    std::vector<std::string> addresses;   ///< canonical; only where everybody is of interest
    std::string_view why_not;             ///< set where the event as a whole is none
    std::string_view because;             ///< how they were recognised
    bool declined = false;                ///< the user is not going
    bool unanswered = false;              ///< another's invitation that the user never answered

    [[nodiscard]] bool empty() const { return connections.empty() && addresses.empty(); }
};

/// By address among attendees and organiser (not declined, not rooms), or by a name in the title as
/// whole words. A title alone does not count for a whole day, which is a birthday more often than a
/// meeting, nor for less than half an hour, which is a reminder or an errand. More than `most`
/// attendees, the user among them, are a large room. What is marked free, cancelled, declined by
/// the user, another's invitation that the user never answered, or Kith's own is nothing.
Participants participants(const ical::Instance& instance, const mail::People& people,
                          std::size_t most);

/// True unless the raw event surely has none of the people in it.
bool may_concern(const ical::RawEvent& raw, const mail::People& people);

/// True for an entry Kith itself pencilled in.
bool is_own_hold(const ical::Event& event);

} // namespace kith::files
