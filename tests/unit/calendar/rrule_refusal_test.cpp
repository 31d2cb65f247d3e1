// SPDX-License-Identifier: MIT
#include "core/calendar/recurrence.hpp"
#include "tests/unit/calendar/tools.hpp"

using namespace kith;
using namespace kith::calendar;

TEST_CASE("Rules that cannot be are refused with a sentence", "[calendar][rrule]") {
    struct Row {
        const char* rule;
        const char* part_of_text;
    };
    const Row rows[] = {
        {"", "not of the form PART=VALUE"},
        {"BYDAY=MO", "needs FREQ"},
        {"FREQ=HOURLY", "finer than Kith goes"},
        {"FREQ=MINUTELY;INTERVAL=5", "finer than Kith goes"},
        {"FREQ=FORTNIGHTLY", "FREQ=FORTNIGHTLY is not possible"},
        {"FREQ=DAILY;INTERVAL=0", "INTERVAL=0 is not possible"},
        {"FREQ=DAILY;INTERVAL=-1", "INTERVAL=-1 is not possible"},
        {"FREQ=DAILY;COUNT=0", "COUNT=0 is not possible"},
        {"FREQ=DAILY;COUNT=99999999999999999999", "is not possible"},
        {"FREQ=DAILY;COUNT=2;UNTIL=20260301", "not by both"},
        {"FREQ=DAILY;UNTIL=20260230", "is not possible"},
        {"FREQ=DAILY;UNTIL=20260301T0900", "is not possible"},
        {"FREQ=DAILY;UNTIL=soon", "is not possible"},
        {"FREQ=DAILY;FREQ=WEEKLY", "FREQ stands twice"},
        {"FREQ=DAILY;BYEASTER=0", "no part BYEASTER"},
        {"FREQ=DAILY;BYMONTH=13", "BYMONTH=13 is not possible: 1 to 12"},
        {"FREQ=DAILY;BYMONTH=-1", "BYMONTH=-1 is not possible"},
        {"FREQ=DAILY;BYMONTHDAY=32", "BYMONTHDAY=32 is not possible"},
        {"FREQ=DAILY;BYMONTHDAY=0", "BYMONTHDAY=0 is not possible"},
        {"FREQ=DAILY;BYMONTHDAY=1,,2", "BYMONTHDAY= is not possible"},
        {"FREQ=WEEKLY;BYMONTHDAY=1", "BYMONTHDAY does not go with FREQ=WEEKLY"},
        {"FREQ=WEEKLY;BYDAY=2TU", "goes with FREQ=MONTHLY or YEARLY"},
        {"FREQ=MONTHLY;BYDAY=0TU", "is not possible"},
        {"FREQ=MONTHLY;BYDAY=54TU", "is not possible"},
        {"FREQ=MONTHLY;BYDAY=TUE", "is not possible"},
        {"FREQ=MONTHLY;BYDAY=T", "is not possible"},
        {"FREQ=MONTHLY;BYWEEKNO=3", "BYWEEKNO goes with FREQ=YEARLY alone"},
        {"FREQ=MONTHLY;BYYEARDAY=3", "BYYEARDAY goes with FREQ=YEARLY alone"},
        {"FREQ=YEARLY;BYWEEKNO=54", "is not possible"},
        {"FREQ=YEARLY;BYWEEKNO=20;BYDAY=1MO", "does not go with BYWEEKNO"},
        {"FREQ=YEARLY;BYYEARDAY=367", "is not possible"},
        {"FREQ=DAILY;BYHOUR=24", "is not possible"},
        {"FREQ=DAILY;BYMINUTE=60", "is not possible"},
        {"FREQ=DAILY;BYSECOND=61", "is not possible"},
        {"FREQ=MONTHLY;BYSETPOS=1", "needs another BY"},
        {"FREQ=WEEKLY;WKST=MON", "is not possible"},
        {"FREQ=WEEKLY;BYDAY", "not of the form PART=VALUE"},
        {"FREQ=WEEKLY;;BYDAY=MO", "not of the form PART=VALUE"},
    };
    for (const Row& row : rows) {
        INFO(row.rule);
        const auto rule = Rule::parse_rrule(row.rule);
        REQUIRE_FALSE(rule);
        INFO(rule.error().text);
        CHECK(rule.error().text.find(row.part_of_text) != std::string::npos);
    }
    CHECK_FALSE(Rule::parse_rrule("FREQ=DAILY;BYHOUR=" + std::string(9000, '1')));
}

TEST_CASE("A rule written out reads back the same", "[calendar][rrule]") {
    for (const char* text :
         {"FREQ=DAILY", "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,TU;WKST=SU",
          "FREQ=MONTHLY;COUNT=10;BYDAY=1MO,-1FR;BYSETPOS=-2,1",
          "FREQ=YEARLY;UNTIL=20260301T093000Z;BYSECOND=0,60;BYMINUTE=1;BYHOUR=2;BYMONTHDAY=-1,5;"
          "BYYEARDAY=-366;BYWEEKNO=53;BYMONTH=1,12",
          "FREQ=DAILY;UNTIL=20260301", "FREQ=DAILY;UNTIL=20260301T093000"}) {
        const auto rule = Rule::parse_rrule(text);
        INFO(text);
        REQUIRE(rule);
        CHECK(rule->to_rrule() == text);
        CHECK(Rule::parse_rrule(rule->to_rrule()).value() == *rule);
    }
    CHECK(Rule::parse_rrule(" wkst=mo ; byday = tu , +1we; freq=monthly;").value().to_rrule() ==
          "FREQ=MONTHLY;BYDAY=TU,1WE");
}
