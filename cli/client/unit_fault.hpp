// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

namespace kith::cli {

/// What the service manager says of kithd's unit, in systemd's own words.
struct UnitState {
    std::string active;      ///< `active`, `inactive`, `failed`, `activating` ...
    std::string sub;         ///< `running`, `auto-restart` ...
    std::string result;      ///< `success`, `exit-code`, `signal`, `start-limit-hit` ...
    std::int32_t status = 0; ///< exit code, or signal
};

/// One sentence on what has gone wrong, with the one command that mends it or shows why; empty
/// where nothing has: it runs, was stopped, or never was started. Pure.
std::string unit_fault(const UnitState& unit);

} // namespace kith::cli
