// SPDX-License-Identifier: MIT
#pragma once

#include "kith/plugin.hpp"
#include "plugins/files/seen.hpp"
#include "plugins/files/settings.hpp"
#include "plugins/support/mail/people.hpp"

namespace kith::files {

/// Events that are over and had a connection in them, as contacts; what was called off, moved or
/// deleted afterwards is taken back. Only files that changed, or
/// whose next event is over by now, are read. False when time ran out. Calendars that are not there
/// are told in `trouble` (the first one; a sentence), and the others are read.
bool sense_calendars(plugin::Host& host, const FileSettings& settings, const mail::People& people,
                     const plugin::Request& request, Seen& seen, std::string& trouble);

/// Busy and upcoming times in [since, until), one record for each connection that takes part.
void plan_calendars(plugin::Host& host, const FileSettings& settings, const mail::People& people,
                    const plugin::Request& request, std::string& trouble);

} // namespace kith::files
