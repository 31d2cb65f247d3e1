// SPDX-License-Identifier: MIT
#include "cli/client/unit_fault.hpp"

#include <cstring>

#include <fmt/format.h>

namespace kith::cli {
namespace {

constexpr std::int32_t kWrongUseExit = 2;
constexpr std::int32_t kNoProgramExit = 203; // EXIT_EXEC of systemd.exec(5)

/// What happened, as the end of `kithd ...`.
std::string what_happened(const UnitState& unit) {
    if (unit.result == "exit-code" && unit.status == kNoProgramExit)
        return "could not be started (its program is not where the service looks for it)";
    if (unit.result == "exit-code")
        return fmt::format("ended with an error (exit code {})", unit.status);
    if (unit.result == "signal" || unit.result == "core-dump")
        return fmt::format("crashed ({})", ::strsignal(unit.status));
    if (unit.result == "watchdog") return "no longer answered and was ended";
    if (unit.result == "timeout") return "took too long to start or to end";
    if (unit.result == "oom-kill") return "was ended because memory ran out";
    if (unit.result == "start-limit-hit") return "was started too often in a short time";
    return fmt::format("failed ({})", unit.result);
}

} // namespace

std::string unit_fault(const UnitState& unit) {
    constexpr auto kWhy = "`journalctl --user -u kithd -n 20` shows why";
    if (unit.active == "activating" && unit.sub == "auto-restart")
        return fmt::format("Service: kithd {} and is started again by itself; {}.",
                           what_happened(unit), kWhy);
    if (unit.active != "failed") return {};
    if (unit.result == "exit-code" && unit.status == kWrongUseExit)
        return fmt::format("Service: kithd does not know an option its service gives it (exit code "
                           "{}) and has stopped; `systemctl --user cat kithd` shows them.",
                           unit.status);
    if (unit.result == "exit-code")
        return fmt::format("Service: kithd {} and has stopped; {}.", what_happened(unit), kWhy);
    return fmt::format(
        "Service: kithd {} and has stopped; `systemctl --user restart kithd` starts it again.",
        what_happened(unit));
}

} // namespace kith::cli
