// SPDX-License-Identifier: MIT
#pragma once

#include "core/calendar/zone_choice.hpp"

namespace kith::calendar {

/// Reads TZ and /etc/localtime. The one impure function of this room, for the daemon and the
/// command line to call; nothing else in core does. Never throws for what it cannot read.
ZoneHints read_zone_hints();

/// choose_zone over what the machine says now; call again when /etc/localtime changes.
inline ZoneChoice system_zone() { return choose_zone(read_zone_hints()); }

} // namespace kith::calendar
