// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/calendar/slots.hpp"
#include "core/config/effective.hpp"
#include "core/policy/decide.hpp"
#include "daemon/life/source.hpp"

namespace kith::daemon {

/// A touchpoint or event as `show` and `undo` tell it.
struct PastLine {
    Instant at{};
    std::string text; ///< "voice note, you to them"
    std::string ref;  ///< of a touchpoint, to take it back with
};

/// Everything the answers to the command line are made of, at one moment. Borrowed from the
/// daemon's parts; lives for one call.
struct Outlook {
    const Settings& settings;
    const config::Origins& origins;
    const policy::Goals& goals;
    const policy::Memory& memory;
    const calendar::SlotPlan& slots;
    const policy::Board& board;
    const policy::Decision& decision; ///< as if the slot in hand (or the next) were decided now
    const policy::Frame& frame;
    const words::Bank& words;
    std::vector<Source> sources;
    std::vector<std::string> health;     ///< one line for each thing that is not well
    std::vector<std::string> jail;       ///< "files: limits"
    std::vector<State> outlived_lines{}; ///< as Life has them
    policy::Nameless shunned{};          ///< those without contact, out of every text
    bool deciding = true; ///< false: the ledger cannot remember, so nothing is offered
    bool brings = true;   ///< some deliverer has not failed at its last try
    Instant slot_done = Instant::min(); ///< start of the last slot that brings nothing any more
    Instant now{};
};

} // namespace kith::daemon
