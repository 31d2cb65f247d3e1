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
        for (int i = 0; i < LogRation::kADay; ++i)
            CHECK(ration.take("mail", false, now) == Say::Yes);
        CHECK(ration.take("mail", false, now) == Say::Last);
        CHECK(ration.take("mail", false, now + std::chrono::hours{11}) == Say::No);
        CHECK(ration.take("calls", false, now) == Say::Yes);
        CHECK(ration.take("mail", true, now) == Say::Yes); // an error is heard all the same
    }
    CHECK(ration.take("mail", false, noon) == Say::Yes);
    while (ration.take("mail", true, noon) == Say::Yes) continue;
    CHECK(ration.take("mail", true, noon) == Say::No);
    ration.forget("mail"); // as after an edit
    CHECK(ration.take("mail", true, noon) == Say::Yes);
}
