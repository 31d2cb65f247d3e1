// SPDX-License-Identifier: MIT
#pragma once

#include <kith/plugin_records.hpp>

#include "plugins/desktop/session_bus.hpp"

namespace kith::desktop {

/// Whether the person is there, as far as the desktop tells over the bus. Either bus may be missing
/// (null). Nothing is started for the asking, and what nobody answers stays unknown:
///  - locked: the screen saver's own word, or logind's LockedHint of a graphical session;
///  - idle: five minutes without input by Mutter, or logind's IdleHint where the desktop has ever
///  set
///    it; a session that another one covers is idle too;
///  - do-not-disturb: what the notification server says of itself (KDE's Inhibited, dunst's
///  paused).
/// No desktop tells about fullscreen windows, so that stays unknown.
plugin::Attention read_attention(SessionBus* session, SessionBus* system);

} // namespace kith::desktop
