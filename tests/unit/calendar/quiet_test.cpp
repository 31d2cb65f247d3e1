// SPDX-License-Identifier: MIT
#include "core/calendar/quiet.hpp"
#include "tests/unit/calendar/tools.hpp"

using namespace kith;
using namespace kith::calendar;

namespace {

QuietHours hours(const char* from, const char* to) { return {clock(from), clock(to), {}, {}}; }

/// Minute by minute, what next_allowed and next_quiet must find.
void check_by_minutes(const QuietHours& quiet, const Zone& where, Instant begin, Instant end) {
    for (Instant moment = begin; moment < end; moment += std::chrono::minutes{7}) {
        Instant allowed = moment;
        while (quiet.is_quiet(allowed, where)) allowed += std::chrono::minutes{1};
        Instant silent = moment;
        while (!quiet.is_quiet(silent, where)) silent += std::chrono::minutes{1};
        INFO(where.name() << ' ' << shown(moment, where));
        // Minute steps from an odd begin meet the edges, which lie on whole minutes.
        REQUIRE(quiet.next_allowed(moment, where) == allowed);
        REQUIRE(quiet.next_quiet(moment, where) == silent);
    }
}

} // namespace

TEST_CASE("Quiet hours cross midnight and sleep in at the weekend", "[calendar][quiet]") {
    const QuietHours usual; // 20:30 to 09:00, 10:00 at the weekend
    struct Row {
        const char* local;
        bool quiet;
    };
    const Row rows[] = {
        {"2026-03-02T08:59", true},  {"2026-03-02T09:00", false}, {"2026-03-02T20:29", false},
        {"2026-03-02T20:30", true},  {"2026-03-03T00:00", true},  {"2026-03-06T23:00", true},
        {"2026-03-07T09:30", true},  {"2026-03-07T10:00", false}, {"2026-03-08T09:59", true},
        {"2026-03-09T09:00", false},
    };
    for (const Row& row : rows) {
        INFO(row.local);
        CHECK(usual.is_quiet(local(row.local)) == row.quiet);
    }
    CHECK(usual.next_allowed(at("2026-03-06T21:00:00Z"), Zone::utc()) ==
          at("2026-03-07T10:00:00Z"));
    CHECK(usual.next_allowed(at("2026-03-07T12:00:00Z"), Zone::utc()) ==
          at("2026-03-07T12:00:00Z"));
    CHECK(usual.next_quiet(at("2026-03-07T12:00:00Z"), Zone::utc()) == at("2026-03-07T20:30:00Z"));
}

TEST_CASE("A weekend evening may begin later; Friday's does not", "[calendar][quiet]") {
    QuietHours late;
    late.weekend_from = clock("23:00");
    CHECK(late.is_quiet(local("2026-03-06T21:00")));
    CHECK_FALSE(late.is_quiet(local("2026-03-07T21:00")));
    CHECK_FALSE(late.is_quiet(local("2026-03-08T22:59")));
    CHECK(late.is_quiet(local("2026-03-08T23:00")));
}

TEST_CASE("Quiet hours within a day, never, and always", "[calendar][quiet]") {
    const Instant noon = at("2026-03-04T12:00:00Z");
    const QuietHours siesta = hours("13:00", "15:00");
    CHECK_FALSE(siesta.is_quiet(local("2026-03-04T12:59")));
    CHECK(siesta.is_quiet(local("2026-03-04T13:00")));
    CHECK_FALSE(siesta.is_quiet(local("2026-03-04T15:00")));
    CHECK(siesta.next_quiet(at("2026-03-04T16:00:00Z"), Zone::utc()) == at("2026-03-05T13:00:00Z"));

    CHECK(hours("08:00", "08:00").next_quiet(noon, Zone::utc()) == std::nullopt);
    CHECK(hours("08:00", "08:00").next_allowed(noon, Zone::utc()) == noon);
    CHECK_FALSE(QuietHours::none().is_quiet(local("2026-03-07T03:00")));
    CHECK(hours("00:00", "24:00").next_allowed(noon, Zone::utc()) == std::nullopt);
    CHECK(hours("20:00", "24:00").next_allowed(at("2026-03-04T21:00:00Z"), Zone::utc()) ==
          at("2026-03-05T00:00:00Z"));
}

TEST_CASE("Quiet hours follow the wall clock through its changes", "[calendar][quiet]") {
    const Zone berlin = zone("Europe/Berlin");
    const Instant spring = at("2026-03-28T12:00:00Z");
    const Instant autumn = at("2026-10-24T12:00:00Z");
    const std::chrono::hours two_days{48};
    CHECK(hours("22:00", "02:30").next_allowed(at("2026-03-29T00:00:00Z"), berlin) ==
          at("2026-03-29T01:00:00Z")); // 02:30 is skipped: quiet ends at the change
    for (const QuietHours& quiet : {QuietHours{}, hours("22:00", "02:30"), hours("02:15", "02:45"),
                                    hours("02:30", "01:30"), hours("03:00", "02:00")}) {
        check_by_minutes(quiet, berlin, spring, spring + two_days);
        check_by_minutes(quiet, berlin, autumn, autumn + two_days);
        check_by_minutes(quiet, zone("Australia/Lord_Howe"), at("2026-04-04T00:00:00Z"),
                         at("2026-04-06T00:00:00Z"));
    }
}
