// SPDX-License-Identifier: MIT
// A session of its own for a test: a real bus, and the desktop plugin loaded as the host loads it.
#pragma once

#include <string>

#include "tests/support/catch.hpp"
#include "tests/support/fake_deliver_host.hpp"
#include "tests/support/notification_server.hpp"
#include "tests/support/private_bus.hpp"
#include "tests/support/temp_dir.hpp"

namespace kith::test {

/// Both buses are the same private one; no desktop variable leads to the tester's own.
struct Session {
    explicit Session(const std::vector<Activatable>& services = {}) : bus(services) {}

    PrivateBus bus;
    EnvVar session{"DBUS_SESSION_BUS_ADDRESS", bus.address()};
    EnvVar system{"DBUS_SYSTEM_BUS_ADDRESS", bus.address()};
};

inline FakeDeliverHost load(const std::string& settings = R"({"open":"nothing"})") {
    return {KITH_DESKTOP_SO, settings};
}

} // namespace kith::test
