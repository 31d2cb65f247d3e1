// SPDX-License-Identifier: MIT
// Whole lives, RC_PARAMS="max_success=..." of them. One that breaks a rule is cut down to fewer
// people and fewer days, and RapidCheck prints how to have it again.
#include <rapidcheck.h>

#include <fmt/format.h>

#include "tests/property/life.hpp"
#include "tests/property/random_settings.hpp"
#include "tests/support/catch.hpp"

using namespace kith;
using namespace kith::test;

namespace {

constexpr int kPeople = 60, kDays = 150;

/// Any seed is as good as another: none is a smaller one.
rc::Gen<std::uint64_t> seeds() {
    return rc::gen::noShrink(
        rc::gen::resize(rc::kNominalSize, rc::gen::arbitrary<std::uint64_t>()));
}

/// All of `most`, until something is broken.
rc::Gen<int> all_of(int most) {
    return rc::gen::shrink(rc::gen::just(most), [](int n) { return rc::shrink::towards(n, 1); });
}

} // namespace

TEST_CASE("No life breaks a rule", "[lives]") {
    std::size_t lived = 0, offers = 0;
    const bool held = rc::check("no life breaks a rule", [&] {
        const auto seed = *seeds().as("seed");
        const auto people = *all_of(kPeople).as("people at most");
        const auto days = *all_of(kDays).as("days");
        std::map<std::string, int> broken;
        Life life(seed, people);
        life.live(days, [&](const std::string& what) { ++broken[what]; });
        offers += life.books().offers.size();
        ++lived;
        for (const auto& [what, times] : broken) RC_FAIL(fmt::format("{} ({} times)", what, times));
    });
    CHECK(held);
    if (lived >= 100) CHECK(offers > lived); // or nothing was put to the test
}
