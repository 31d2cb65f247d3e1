// SPDX-License-Identifier: MIT
#include "tests/unit/calendar/tools.hpp"

using namespace kith;
using namespace kith::calendar;

TEST_CASE("Moments are read and written as RFC 3339", "[calendar][civil]") {
    struct Row {
        const char* text;
        const char* utc;
    };
    const Row rows[] = {
        {"2026-03-02T12:30:00+00:00", "2026-03-02T12:30:00+00:00"},
        {"2026-03-02T12:30:00Z", "2026-03-02T12:30:00+00:00"},
        {"2026-03-02t12:30:00z", "2026-03-02T12:30:00+00:00"},
        {"2026-03-02 12:30:00.250+01:00", "2026-03-02T11:30:00+00:00"},
        {"2026-03-02T00:30:00+05:45", "2026-03-01T18:45:00+00:00"},
        {"2026-03-02T23:30:00-03:30", "2026-03-03T03:00:00+00:00"},
        {"2016-12-31T23:59:60Z", "2017-01-01T00:00:00+00:00"},
        {"0001-01-01T00:00:00Z", "0001-01-01T00:00:00+00:00"},
    };
    for (const Row& row : rows) {
        INFO(row.text);
        CHECK(shown(at(row.text)) == row.utc);
    }
    for (const char* bad :
         {"", "2026-03-02", "2026-03-02T12:30Z", "2026-03-02T12:30:00", "2026-02-30T12:30:00Z",
          "2026-03-02T24:00:00Z", "2026-03-02T12:30:00+0100", "2026-03-02T12:30:00.Z",
          "2026-03-02T12:30:00Zx", "2026-3-2T12:30:00Z", "0000-01-01T00:00:00Z"}) {
        INFO(bad);
        CHECK_FALSE(parse_instant(bad));
    }
}

TEST_CASE("An offset with seconds is cut, the instant kept", "[calendar][civil]") {
    const Zone berlin = zone("Europe/Berlin"); // +00:53:28 before 1893
    const Instant early = at("1880-06-01T12:00:00Z");
    CHECK(shown(early, berlin) == "1880-06-01T12:53:00+00:53");
    CHECK(at(shown(early, berlin)) == early);
}

TEST_CASE("Times of day have 24:00 only as an end", "[calendar][civil]") {
    CHECK(*parse_time_of_day("09:30") == std::chrono::minutes{570});
    CHECK(*parse_time_of_day("00:00") == std::chrono::minutes{0});
    CHECK(*parse_time_of_day("24:00", TimeUse::End) == std::chrono::hours{24});
    CHECK(format_time_of_day(std::chrono::minutes{570}) == "09:30");
    CHECK(parse_time_of_day("24:00").error().text ==
          "24:00 can only be an end; a day begins at 00:00");
    CHECK(parse_time_of_day("9:30").error().text == "\"9:30\" is not a time of day such as 09:30");
    for (const char* bad : {"", "24:01", "12:60", "12", "12:30:00", "1230", " 12:30"})
        CHECK_FALSE(parse_time_of_day(bad, TimeUse::End));
}

TEST_CASE("Dates and local times", "[calendar][civil]") {
    CHECK(format_date(*parse_date("2028-02-29")) == "2028-02-29");
    CHECK_FALSE(parse_date("2026-02-29"));
    CHECK(parse_date("1970-01-02")->time_since_epoch().count() == 1);
    CHECK(weekday_of(*parse_date("2026-03-07")) == std::chrono::Saturday);
    CHECK(is_weekend(*parse_date("2026-03-08")));
    CHECK_FALSE(is_weekend(*parse_date("2026-03-09")));
    CHECK(format_local(local("2026-03-02T12:30")) == "2026-03-02T12:30:00");
    CHECK(format_local(local("2026-03-02 12:30:15")) == "2026-03-02T12:30:15");
    CHECK(time_of_day(local("1969-12-31T23:00")) == std::chrono::hours{23});
}

TEST_CASE("A moment may be typed in three ways", "[calendar][civil]") {
    const Zone lisbon = zone("Europe/Lisbon");
    CHECK(*parse_moment("2026-07-01", lisbon) == at("2026-06-30T23:00:00Z"));
    CHECK(*parse_moment("2026-07-01T12:30", lisbon) == at("2026-07-01T11:30:00Z"));
    CHECK(*parse_moment("2026-07-01T12:30:00+02:00", lisbon) == at("2026-07-01T10:30:00Z"));
    CHECK_FALSE(parse_moment("tomorrow", lisbon));
}
