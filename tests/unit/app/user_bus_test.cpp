// SPDX-License-Identifier: MIT
#include "daemon/control/user_bus.hpp"

#include "tests/support/catch.hpp"

using kith::daemon::bus_socket;

TEST_CASE("The bus is waited for where its address says", "[bus]") {
    const auto at = [](const char* address) {
        const auto found = bus_socket(address, "/run/user/1000");
        return found ? found->string() : "nowhere";
    };
    CHECK(at(nullptr) == "/run/user/1000/bus");
    CHECK(at("") == "/run/user/1000/bus");
    CHECK(at("unix:path=/run/user/7/bus") == "/run/user/7/bus");
    CHECK(at("unix:path=/tmp/dbus-x,guid=00ff") == "/tmp/dbus-x");
    CHECK(at("unix:abstract=/tmp/dbus-x") == "nowhere");
    CHECK(at("unix:path=/a%20b") == "nowhere");
    CHECK(at("unix:path=/a;unix:path=/b") == "nowhere");
    CHECK(at("tcp:host=localhost,port=1") == "nowhere");
}
