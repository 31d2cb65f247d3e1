// SPDX-License-Identifier: MIT
#include "cli/client/unit_fault.hpp"

#include <algorithm>
#include <array>

#include "tests/support/catch.hpp"

using kith::cli::unit_fault;
using kith::cli::UnitState;

TEST_CASE("A unit that runs, was stopped or is not there has no fault", "[cli]") {
    CHECK(unit_fault({"active", "running", "success", 0}).empty());
    CHECK(unit_fault({"inactive", "dead", "success", 0}).empty());
    CHECK(unit_fault({"activating", "start", "success", 0}).empty());
    CHECK(unit_fault({}).empty());
}

TEST_CASE("A unit that has failed: what happened, and one command", "[cli]") {
    struct Row {
        UnitState unit;
        const char *happened, *command;
    };
    const std::array rows{
        Row{{"failed", "failed", "exit-code", 2}, "an option", "systemctl --user cat kithd"},
        Row{{"failed", "failed", "exit-code", 1}, "exit code 1", "journalctl --user -u kithd"},
        Row{{"failed", "failed", "exit-code", 203}, "program is not", "journalctl --user -u kithd"},
        Row{{"failed", "failed", "signal", 9}, "Killed", "systemctl --user restart kithd"},
        Row{{"failed", "failed", "core-dump", 11}, "crashed", "systemctl --user restart kithd"},
        Row{{"failed", "failed", "watchdog", 6}, "answered", "systemctl --user restart kithd"},
        Row{{"failed", "failed", "oom-kill", 9}, "memory", "systemctl --user restart kithd"},
        Row{{"failed", "failed", "resources", 0}, "(resources)", "systemctl --user restart kithd"},
        Row{{"activating", "auto-restart", "signal", 11},
            "again by itself",
            "journalctl --user -u kithd"}};
    for (const auto& row : rows) {
        const auto text = unit_fault(row.unit);
        INFO(text);
        CHECK(text.find(row.happened) != std::string::npos);
        CHECK(text.find('`' + std::string{row.command}) != std::string::npos);
        CHECK(std::ranges::count(text, '`') == 2);
        CHECK(std::ranges::count(text, '\n') == 0);
    }
}
