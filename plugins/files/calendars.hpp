// SPDX-License-Identifier: MIT
#pragma once

#include "kith/plugin.hpp"
#include "plugins/files/seen.hpp"
#include "plugins/files/settings.hpp"
#include "plugins/support/mail/people.hpp"

namespace kith::files {

/// Events that are over and had a connection in them, as contacts. Only files that changed, or
/// whose next event is over by now, are read. False when time ran out.
bool sense_calendars(plugin::Host& host, const FileSettings& settings, const mail::People& people,
                     const plugin::Request& request, Seen& seen);

/// Busy and upcoming times in [since, until), one record for each connection that takes part.
void plan_calendars(plugin::Host& host, const FileSettings& settings, const mail::People& people,
                    const plugin::Request& request);

} // namespace kith::files
