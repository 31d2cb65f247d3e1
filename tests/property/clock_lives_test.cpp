// SPDX-License-Identifier: MIT
// Lives on a clock that jumps, RC_PARAMS="max_success=..." of them.
#include <rapidcheck.h>

#include <fmt/format.h>

#include "tests/property/clock_life.hpp"
#include "tests/support/catch.hpp"

using namespace kith;
using namespace kith::test;

namespace {

constexpr int kDays = 60;

} // namespace

TEST_CASE("No jump of the clock breaks a rule", "[lives]") {
    std::size_t lived = 0, offers = 0;
    const bool held = rc::check("no jump of the clock breaks a rule", [&] {
        const auto seed = *rc::gen::noShrink(rc::gen::resize(rc::kNominalSize,
                                                             rc::gen::arbitrary<std::uint64_t>()))
                               .as("seed");
        const auto days = *rc::gen::shrink(rc::gen::just(kDays), [](int n) {
                               return rc::shrink::towards(n, 1);
                           }).as("days");
        std::map<std::string, int> broken;
        ClockLife life(seed);
        life.live(days, [&](const std::string& what) { ++broken[what]; });
        offers += life.offers();
        ++lived;
        for (const auto& [what, times] : broken) RC_FAIL(fmt::format("{} ({} times)", what, times));
    });
    CHECK(held);
    if (lived >= 20) CHECK(offers > lived); // or nothing was put to the test
}
