// SPDX-License-Identifier: MIT
// Whole lives, each decided by its seed; KITH_LIVES lives more of them, KITH_SEED one again.
#include "core/policy/rehearse.hpp"
#include "tests/property/life.hpp"
#include "tests/property/random_settings.hpp"
#include "tests/support/catch.hpp"

using namespace kith;
using namespace kith::test;

namespace {

constexpr int kDays = 150;

std::map<std::string, int> broken_in(std::uint64_t seed, int days) {
    std::map<std::string, int> broken;
    Life(seed).live(days, [&](const std::string& what) { ++broken[what]; });
    return broken;
}

/// The shortest beginning of a life that breaks a rule: a longer one is the same up to there.
int shortest(std::uint64_t seed) {
    int good = 0, bad = kDays;
    while (bad - good > 1) {
        const int middle = (good + bad) / 2;
        (broken_in(seed, middle).empty() ? good : bad) = middle;
    }
    return bad;
}

} // namespace

TEST_CASE("No life breaks a rule", "[lives]") {
    const auto first = first_seed(), count = lives(2500);
    std::size_t offers = 0, silences = 0;
    for (auto seed = first; seed < first + count; ++seed) {
        std::map<std::string, int> broken;
        Life life(seed);
        life.live(kDays, [&](const std::string& what) { ++broken[what]; });
        if (!broken.empty()) {
            const int days = shortest(seed);
            for (const auto& [what, times] : broken_in(seed, days)) {
                CAPTURE(seed, days, times);
                FAIL_CHECK(what);
            }
        }
        offers += life.books().offers.size();
        silences += static_cast<std::size_t>(life.books().silences);
    }
    INFO(offers << " offers, " << silences << " silences");
    if (count >= 100) CHECK(offers > count); // or nothing was put to the test
}
