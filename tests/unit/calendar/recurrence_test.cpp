// SPDX-License-Identifier: MIT
#include "core/calendar/recurrence.hpp"
#include "tests/unit/calendar/tools.hpp"

#include <algorithm>

using namespace kith;
using namespace kith::calendar;

namespace {

Rule rule_of(std::string_view text) {
    const auto rule = Rule::parse_rrule(text);
    REQUIRE(rule);
    return *rule;
}

std::vector<LocalTime> all(std::string_view rule, const char* start, std::size_t n) {
    return expand(rule_of(rule), local(start), local(start), LocalTime::max(), n);
}

/// `MM-DD` or `YYYY-MM-DD` of each instance, with blanks between.
std::string dates(const std::vector<LocalTime>& times) {
    std::string out;
    for (const LocalTime moment : times)
        out += (out.empty() ? "" : " ") + format_date(day_of(moment));
    return out;
}

} // namespace

TEST_CASE("Examples of RFC 5545 3.8.5.3", "[calendar][recurrence]") {
    struct Row {
        const char* rule;
        const char* dates;
    };
    // All start on Tuesday, 2 September 1997, 09:00, unless the rule moves the first instance.
    const Row rows[] = {
        {"FREQ=DAILY;COUNT=3", "1997-09-02 1997-09-03 1997-09-04"},
        {"FREQ=DAILY;INTERVAL=10;COUNT=3", "1997-09-02 1997-09-12 1997-09-22"},
        {"FREQ=WEEKLY;INTERVAL=2;WKST=SU;COUNT=3", "1997-09-02 1997-09-16 1997-09-30"},
        {"FREQ=WEEKLY;COUNT=4;WKST=SU;BYDAY=TU,TH", "1997-09-02 1997-09-04 1997-09-09 1997-09-11"},
        {"FREQ=MONTHLY;COUNT=3;BYDAY=1FR", "1997-09-05 1997-10-03 1997-11-07"},
        {"FREQ=MONTHLY;INTERVAL=2;COUNT=4;BYDAY=1SU,-1SU",
         "1997-09-07 1997-09-28 1997-11-02 1997-11-30"},
        {"FREQ=MONTHLY;COUNT=3;BYDAY=-2MO", "1997-09-22 1997-10-20 1997-11-17"},
        {"FREQ=MONTHLY;COUNT=3;BYMONTHDAY=-3", "1997-09-28 1997-10-29 1997-11-28"},
        {"FREQ=MONTHLY;COUNT=4;BYMONTHDAY=2,15", "1997-09-02 1997-09-15 1997-10-02 1997-10-15"},
        {"FREQ=MONTHLY;COUNT=3;BYMONTHDAY=1,-1", "1997-09-30 1997-10-01 1997-10-31"},
        {"FREQ=YEARLY;COUNT=3;BYMONTH=6,7", "1998-06-02 1998-07-02 1999-06-02"},
        {"FREQ=YEARLY;INTERVAL=3;COUNT=4;BYYEARDAY=1,100,200",
         "2000-01-01 2000-04-09 2000-07-18 2003-01-01"},
        {"FREQ=YEARLY;COUNT=3;BYDAY=20MO", "1998-05-18 1999-05-17 2000-05-15"},
        {"FREQ=YEARLY;COUNT=3;BYWEEKNO=20;BYDAY=MO", "1998-05-11 1999-05-17 2000-05-15"},
        {"FREQ=YEARLY;COUNT=3;BYMONTH=3;BYDAY=TH", "1998-03-05 1998-03-12 1998-03-19"},
        {"FREQ=MONTHLY;COUNT=3;BYDAY=FR;BYMONTHDAY=13", "1998-02-13 1998-03-13 1998-11-13"},
        {"FREQ=YEARLY;INTERVAL=4;COUNT=2;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8",
         "1997-11-04 2001-11-06"},
        {"FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3", "1997-09-04 1997-10-07 1997-11-06"},
        {"FREQ=MONTHLY;COUNT=3;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2",
         "1997-09-29 1997-10-30 1997-11-27"},
        {"FREQ=DAILY;UNTIL=19970904T090000", "1997-09-02 1997-09-03 1997-09-04"},
        {"FREQ=DAILY;UNTIL=19970904", "1997-09-02 1997-09-03"}, // a date is its midnight
        {"FREQ=DAILY;UNTIL=19960101", ""},
    };
    for (const Row& row : rows) {
        INFO(row.rule);
        CHECK(dates(all(row.rule, "1997-09-02T09:00", 10)) == row.dates);
    }
}

TEST_CASE("The week's begin decides which weeks an interval takes", "[calendar][recurrence]") {
    CHECK(dates(all("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", "1997-08-05T09:00", 9)) ==
          "1997-08-05 1997-08-10 1997-08-19 1997-08-24");
    CHECK(dates(all("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", "1997-08-05T09:00", 9)) ==
          "1997-08-05 1997-08-17 1997-08-19 1997-08-31");
}

TEST_CASE("What the second opinions get wrong", "[calendar][recurrence]") {
    // docs/decisions.md explains each of these.
    CHECK(dates(all("FREQ=WEEKLY;INTERVAL=2;BYDAY=SU", "2026-03-18T09:00", 2)) ==
          "2026-03-22 2026-04-05");
    CHECK(dates(all("FREQ=WEEKLY;BYDAY=MO,WE,FR;BYSETPOS=2", "2026-03-04T09:00", 2)) ==
          "2026-03-04 2026-03-11");
    CHECK(dates(all("FREQ=YEARLY;BYWEEKNO=20", "2026-03-04T09:00", 2)) == "2026-05-13 2027-05-19");
    CHECK(dates(all("FREQ=MONTHLY;BYDAY=WE,1MO", "2026-03-01T09:00", 3)) ==
          "2026-03-02 2026-03-04 2026-03-11");
    CHECK(dates(all("FREQ=YEARLY;BYWEEKNO=52;BYDAY=SU;BYMONTH=1", "2038-12-01T09:00", 2)) ==
          "2039-01-02 2040-01-01");
    CHECK(all("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYHOUR=9,17;BYSETPOS=-1", "2026-03-01T00:00", 1) ==
          std::vector{local("2026-03-31T17:00")});
    CHECK(dates(all("FREQ=YEARLY;BYWEEKNO=-52;BYDAY=MO", "2025-12-01T09:00", 2)) ==
          "2026-01-05 2027-01-04"); // 2026 has 53 weeks, so its week -52 is its second
}

TEST_CASE("A start that does not match is no instance and not counted", "[calendar][recurrence]") {
    CHECK(dates(all("FREQ=WEEKLY;BYDAY=SA;COUNT=2", "2026-03-04T09:00", 9)) ==
          "2026-03-07 2026-03-14");
    CHECK(all("FREQ=DAILY;BYHOUR=8,20;COUNT=3", "2026-03-04T09:15", 9) ==
          std::vector{local("2026-03-04T20:15"), local("2026-03-05T08:15"),
                      local("2026-03-05T20:15")});
}

TEST_CASE("Days that a month or year lacks are passed over", "[calendar][recurrence]") {
    CHECK(dates(all("FREQ=MONTHLY", "2026-01-31T09:00", 4)) ==
          "2026-01-31 2026-03-31 2026-05-31 2026-07-31");
    CHECK(dates(all("FREQ=YEARLY", "2096-02-29T09:00", 2)) == "2096-02-29 2104-02-29");
    CHECK(dates(all("FREQ=YEARLY;BYYEARDAY=366", "2026-01-01T09:00", 2)) ==
          "2028-12-31 2032-12-31");
    CHECK(all("FREQ=DAILY;BYSECOND=60", "2026-01-01T09:00", 1) ==
          std::vector{local("2026-01-01T09:00:59")});
}

TEST_CASE("Rules that never match, and vast ones, end", "[calendar][recurrence]") {
    for (const char* never :
         {"FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30",
          "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=MONTHLY;BYDAY=6MO",
          "FREQ=YEARLY;BYMONTH=1;BYWEEKNO=30", "FREQ=WEEKLY;BYDAY=MO;BYSETPOS=9",
          "FREQ=YEARLY;INTERVAL=1000000;BYMONTH=2;BYMONTHDAY=30",
          "FREQ=MONTHLY;INTERVAL=1000000;BYMONTHDAY=31;BYMONTH=4",
          "FREQ=DAILY;INTERVAL=1000000;BYMONTH=2;BYMONTHDAY=30;COUNT=1000000000"}) {
        INFO(never);
        CHECK(all(never, "2026-03-04T09:00", 1).empty());
    }
    CHECK(dates(all("FREQ=YEARLY;INTERVAL=1000", "2026-03-04T09:00", 99)).size() == 8 * 11 - 1);
    CHECK(all("FREQ=YEARLY;INTERVAL=100;BYMONTH=2;BYMONTHDAY=29", "2000-01-01T09:00", 3).back() ==
          local("2800-02-29T09:00"));

    std::string every_second = "FREQ=DAILY;COUNT=1000000000;BYSECOND=0";
    for (int i = 1; i < 60; ++i) every_second += "," + std::to_string(i);
    every_second += ";BYMINUTE=0";
    for (int i = 1; i < 60; ++i) every_second += "," + std::to_string(i);
    every_second += ";BYHOUR=0";
    for (int i = 1; i < 24; ++i) every_second += "," + std::to_string(i);
    const auto far = expand(rule_of(every_second), local("2026-01-01T00:00"),
                            local("2046-01-01T00:00:07"), LocalTime::max(), 1);
    CHECK(far == std::vector{local("2046-01-01T00:00:07")});
}

TEST_CASE("A window shows what a whole expansion shows there", "[calendar][recurrence]") {
    for (const char* text :
         {"FREQ=DAILY;INTERVAL=3", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU",
          "FREQ=MONTHLY;INTERVAL=5;BYDAY=-1FR", "FREQ=YEARLY;BYMONTH=3,9;BYDAY=MO;BYSETPOS=-1",
          "FREQ=DAILY;COUNT=900;BYHOUR=9,17", "FREQ=WEEKLY;UNTIL=20190101T000000",
          "FREQ=MONTHLY;BYMONTHDAY=31;COUNT=40"}) {
        const auto whole = expand(rule_of(text), local("2016-03-04T09:00"), LocalTime::min(),
                                  local("2027-01-01T00:00"), 100000);
        for (int month = 0; month < 120; month += 7) {
            const LocalTime from = local("2016-01-20T09:00") + std::chrono::days{30 * month};
            const LocalTime to = from + std::chrono::days{45};
            std::vector<LocalTime> inside;
            std::copy_if(whole.begin(), whole.end(), std::back_inserter(inside),
                         [=](LocalTime moment) { return moment >= from && moment < to; });
            INFO(text << " from " << format_local(from));
            CHECK(expand(rule_of(text), local("2016-03-04T09:00"), from, to, 1000) == inside);
        }
    }
}

TEST_CASE("Whole days ignore times of day", "[calendar][recurrence]") {
    const Day start = *parse_date("2026-03-04");
    const auto days = expand_days(rule_of("FREQ=DAILY;BYHOUR=9,17;COUNT=2"), start, start,
                                  start + std::chrono::days{9}, 9);
    CHECK(days == std::vector{start, start + std::chrono::days{1}});
}
