// SPDX-License-Identifier: MIT
#include "daemon/fleet/health.hpp"

#include "tests/support/catch.hpp"

using namespace kith;
using fleet::backoff;
using fleet::Health;
using std::chrono::hours;
using std::chrono::minutes;
using wire::FailKind;

TEST_CASE("Tries come after 2, 10 and 30 minutes, then ever rarer up to 6 hours", "[fleet]") {
    const std::vector<minutes> expected{minutes{2},   minutes{10},  minutes{30}, minutes{60},
                                        minutes{120}, minutes{240}, hours{6},    hours{6}};
    for (std::size_t i = 0; i < expected.size(); ++i)
        CHECK(backoff(FailKind::Temporary, static_cast<int>(i) + 1) == expected[i]);
    CHECK(backoff(FailKind::Crashed, 1000) == hours{6});
    CHECK(backoff(FailKind::Auth, 1) == hours{6});
    CHECK(backoff(FailKind::Config, 1) == hours{6});
    CHECK(backoff(FailKind::Absent, 9) == minutes{30});
    CHECK(backoff(FailKind::None, 3) == minutes{0});
}

TEST_CASE("A success forgives, and a clock set back does not lock anybody out", "[fleet]") {
    const Instant start{hours{500'000}};
    Health health;
    health.instance = "mail";
    CHECK(health.may_run(start));
    wire::Outcome bad;
    bad.kind = FailKind::TimedOut;
    bad.text = "did not finish within 60 s, so it was ended";
    health.note(bad, start);
    CHECK_FALSE(health.may_run(start + minutes{1}));
    CHECK(health.may_run(start + minutes{2}));
    CHECK(health.may_run(start - hours{1}));
    CHECK(health.line() == "mail: did not finish within 60 s, so it was ended");
    health.note({}, start + minutes{2});
    CHECK(health.failures == 0);
    CHECK(health.last_ok == start + minutes{2});
    CHECK(health.line() == "mail: fine");
}

TEST_CASE("Work that is done but for something is no failure, and shows", "[fleet]") {
    const Instant start{hours{500'000}};
    Health health;
    health.instance = "mail";
    wire::Outcome outcome;
    outcome.text = "the calendar /nowhere is not there";
    health.note(outcome, start);
    CHECK(health.failures == 0);
    CHECK(health.last_ok == start);
    CHECK(health.may_run(start));
    CHECK(health.line() == "mail: the calendar /nowhere is not there");
}

TEST_CASE("Passed-over records show in the line", "[fleet]") {
    Health health;
    health.instance = "mail";
    wire::Outcome outcome;
    outcome.rejected = 3;
    outcome.text = "`ref` is missing";
    health.note(outcome, {});
    CHECK(health.line() ==
          "mail: fine, but 3 malformed records were passed over (`ref` is missing)");
    outcome.rejected = 1;
    health.note(outcome, {});
    CHECK(health.line() == "mail: fine, but 1 malformed record was passed over (`ref` is missing)");
}
