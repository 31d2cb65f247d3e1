// SPDX-License-Identifier: MIT
#include "core/policy/interruption.hpp"

#include "tests/support/catch.hpp"

using namespace kith;
using namespace kith::policy;
using namespace std::chrono_literals;

namespace {

const Instant kNow{std::chrono::seconds{1'790'000'000}};

/// Woken an hour ago in this run, by a clock that nobody set.
Waking an_hour() { return {kNow, kNow - 1h, 1h, 1h}; }

} // namespace

TEST_CASE("Time that passes is no jump, asleep or not", "[interruption]") {
    CHECK_FALSE(clock_jump(an_hour()));
    CHECK_FALSE(interruption({}, an_hour()));
    CHECK_FALSE(interruption({}, {kNow, kNow - 30h, 30h, 30h})); // a night and a day in suspend
    CHECK_FALSE(interruption({}, {kNow, kNow - 30h, 0s, 0s}));   // or switched off
    CHECK_FALSE(interruption({}, {kNow, kNow + 50min, 0s, 0s})); // clocks differ
}

TEST_CASE("A long pause and a jump either way silence the next slot, once", "[interruption]") {
    for (const Waking& waking :
         {Waking{kNow, kNow - 37h, 37h, 37h}, Waking{kNow, kNow - 37h, 0s, 0s},
          Waking{kNow, kNow - 3h, 3h, 30min}, Waking{kNow, kNow + 2h, -2h, 5min},
          Waking{kNow, kNow + 2h, 0s, 0s}}) {
        const auto e = interruption({}, waking);
        REQUIRE(e);
        CHECK(e->kind == EventKind::Interrupted);
        CHECK(e->at == kNow);
        Memory before;
        before.interrupted = true;
        CHECK_FALSE(interruption(before, waking));
    }
}

TEST_CASE("How far a clock was set is known within a run, and back at least between two",
          "[interruption]") {
    CHECK(clock_jump({kNow, kNow - 3h, 3h, 30min}).by == 150min);
    CHECK(clock_jump({kNow, kNow - 3h, 3h, 30min}).text() == "9000");
    CHECK(clock_jump({kNow, kNow + 2h, -2h, 5min}).text() == "-7500");
    CHECK(clock_jump({kNow, kNow + 2h, 0s, 0s}).text() == "-7200+");
    CHECK_FALSE(clock_jump({kNow, kNow - 37h, 0s, 0s})); // nobody knows
}
