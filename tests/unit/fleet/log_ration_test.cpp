// SPDX-License-Identifier: MIT
#include "daemon/fleet/log_ration.hpp"

#include "tests/support/catch.hpp"

using namespace kith;
using fleet::LogRation;
using Say = fleet::LogRation::Say;

TEST_CASE("So many lines an instance and day, then one that says so", "[fleet]") {
    LogRation ration;
    const Instant noon{std::chrono::seconds{1'772'452'800}};
    for (int day = 0; day < 2; ++day) {
        const auto now = noon + std::chrono::days{day};
        for (int i = 0; i < LogRation::kADay; ++i) CHECK(ration.take("mail", now) == Say::Yes);
        CHECK(ration.take("mail", now) == Say::Last);
        CHECK(ration.take("mail", now + std::chrono::hours{11}) == Say::No);
        CHECK(ration.take("calls", now) == Say::Yes);
    }
    CHECK(ration.take("mail", noon) == Say::Yes);
}
