// SPDX-License-Identifier: MIT
// Whole lives, each decided by its seed; KITH_LIVES lives more of them, KITH_SEED one again.
#include "core/policy/rehearse.hpp"
#include "tests/property/life.hpp"
#include "tests/property/random_settings.hpp"
#include "tests/support/catch.hpp"

using namespace kith;
using namespace kith::test;

TEST_CASE("No life breaks a rule", "[lives]") {
    const auto first = first_seed(), count = lives(300);
    std::size_t offers = 0, silences = 0;
    for (auto seed = first; seed < first + count; ++seed) {
        std::map<std::string, int> broken;
        Life life(seed);
        life.live(150, [&](const std::string& what) { ++broken[what]; });
        int shown = 0;
        for (const auto& [what, times] : broken)
            if (++shown <= 5) {
                CAPTURE(seed, times);
                FAIL_CHECK(what);
            }
        offers += life.books().offers.size();
        silences += static_cast<std::size_t>(life.books().silences);
    }
    INFO(offers << " offers, " << silences << " silences");
    if (count >= 100) CHECK(offers > count); // or nothing was put to the test
}
