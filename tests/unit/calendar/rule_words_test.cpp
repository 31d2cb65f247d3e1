// SPDX-License-Identifier: MIT
#include "core/calendar/rule_instants.hpp"
#include "core/calendar/rule_words.hpp"
#include "tests/unit/calendar/tools.hpp"

using namespace kith;
using namespace kith::calendar;

TEST_CASE("Rules in words", "[calendar][words]") {
    struct Row {
        const char* words;
        const char* rrule;
    };
    const Row rows[] = {
        {"every day", "FREQ=DAILY"},
        {"every other day", "FREQ=DAILY;INTERVAL=2"},
        {"every 3 days", "FREQ=DAILY;INTERVAL=3"},
        {"every Saturday", "FREQ=WEEKLY;BYDAY=SA"},
        {"Every TUESDAY", "FREQ=WEEKLY;BYDAY=TU"},
        {"every tue, fri", "FREQ=WEEKLY;BYDAY=TU,FR"},
        {"every Monday, Wednesday, and Friday", "FREQ=WEEKLY;BYDAY=MO,WE,FR"},
        {"every 2nd Thursday", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH"},
        {"every second Thursday", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH"},
        {"every other thursdays", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH"},
        {"every 3 weeks on Sunday", "FREQ=WEEKLY;INTERVAL=3;BYDAY=SU"},
        {"every 3 weeks on Sunday and Monday", "FREQ=WEEKLY;INTERVAL=3;BYDAY=SU,MO"},
        {"every 2 weeks", "FREQ=WEEKLY;INTERVAL=2"},
        {"every week on Friday", "FREQ=WEEKLY;BYDAY=FR"},
        {"first Monday of the month", "FREQ=MONTHLY;BYDAY=1MO"},
        {"the second Tuesday of every month", "FREQ=MONTHLY;BYDAY=2TU"},
        {"every second Tuesday of the month", "FREQ=MONTHLY;BYDAY=2TU"},
        {"third wednesday of the month", "FREQ=MONTHLY;BYDAY=3WE"},
        {"4th Thursday of the month", "FREQ=MONTHLY;BYDAY=4TH"},
        {"last Friday of the month", "FREQ=MONTHLY;BYDAY=-1FR"},
        {"last day of the month", "FREQ=MONTHLY;BYMONTHDAY=-1"},
        {"FREQ=WEEKLY;BYDAY=TU", "FREQ=WEEKLY;BYDAY=TU"},
        {"rrule:freq=weekly;byday=tu", "FREQ=WEEKLY;BYDAY=TU"},
    };
    for (const Row& row : rows) {
        INFO(row.words);
        const auto rule = parse_rule(row.words);
        REQUIRE(rule);
        CHECK(rule->to_rrule() == row.rrule);
    }
}

TEST_CASE("Some rules are counted from a day, others are the same from any", "[calendar][words]") {
    for (const char* counted :
         {"every other Thursday", "every 2 weeks", "every other day", "every 3 weeks on Sunday",
          "FREQ=WEEKLY", "FREQ=WEEKLY;BYDAY=TH;COUNT=10", "FREQ=MONTHLY", "FREQ=YEARLY;BYMONTH=6",
          "FREQ=MONTHLY;INTERVAL=2;BYDAY=1MO"}) {
        INFO(counted);
        CHECK(needs_since(*parse_rule(counted)));
    }
    for (const char* free :
         {"every day", "every Saturday", "every tue, fri", "last day of the month",
          "first Monday of the month", "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=3"}) {
        INFO(free);
        CHECK_FALSE(needs_since(*parse_rule(free)));
    }
}

TEST_CASE("Words that are no rule are answered with the forms", "[calendar][words]") {
    for (const char* bad :
         {"", "every", "Tuesday", "every month", "every 0 weeks on Monday", "every 3rd Tuesday",
          "fifth Monday of the month", "every Tuesday please", "every other", "RRULE:every day",
          "first Monday", "every 2 weeks Monday"}) {
        INFO(bad);
        CHECK_FALSE(parse_rule(bad));
    }
    const std::string text = parse_rule("every thurdsay").error().text;
    CHECK(text.find("did you mean thursday?") != text.npos);
    CHECK(text.find("every other Tuesday") != text.npos);
}

TEST_CASE("A rule becomes instants in a zone", "[calendar][words]") {
    const auto list = [](const char* rule, const char* from, const char* where, std::size_t n) {
        const auto found = rule_instants(rule, from, zone(where), n);
        REQUIRE(found);
        std::vector<std::string> out;
        for (const Instant moment : *found) out.push_back(shown(moment, zone(where)));
        return out;
    };
    using Texts = std::vector<std::string>;
    CHECK(list("every Sunday", "2026-03-22T02:30", "Europe/Berlin", 3) ==
          Texts{"2026-03-22T02:30:00+01:00", "2026-03-29T03:30:00+02:00",
                "2026-04-05T02:30:00+02:00"});
    CHECK(list("every day", "2026-10-24T02:30", "Europe/Berlin", 3) ==
          Texts{"2026-10-24T02:30:00+02:00", "2026-10-25T02:30:00+02:00",
                "2026-10-26T02:30:00+01:00"});
    CHECK(list("every Saturday", "2026-03-02", "UTC", 2) ==
          Texts{"2026-03-07T00:00:00+00:00", "2026-03-14T00:00:00+00:00"});
    CHECK(list("FREQ=DAILY;BYHOUR=2,3;BYMINUTE=30;COUNT=4", "2026-03-29", "Europe/Berlin", 9) ==
          Texts{"2026-03-29T03:30:00+02:00", "2026-03-30T02:30:00+02:00",
                "2026-03-30T03:30:00+02:00"}); // two of the four are one instant
    CHECK(list("FREQ=DAILY;UNTIL=20260703T100000Z", "2026-07-01T12:00", "Europe/Berlin", 9) ==
          Texts{"2026-07-01T12:00:00+02:00", "2026-07-02T12:00:00+02:00",
                "2026-07-03T12:00:00+02:00"});
    CHECK(list("every day", "2026-07-01T12:00:00+02:00", "Europe/Lisbon", 1) ==
          Texts{"2026-07-01T11:00:00+01:00"});
    CHECK(list("every day", "2026-07-01", "UTC", 0).empty());
    CHECK_FALSE(rule_instants("every day", "yesterday", Zone::utc(), 3));
    CHECK_FALSE(rule_instants("sometimes", "2026-07-01", Zone::utc(), 3));
}

TEST_CASE("An UNTIL in UTC holds within a repeated hour", "[calendar][words]") {
    const Zone berlin = zone("Europe/Berlin");
    const auto count = [&berlin](const char* until) {
        const auto found = rule_instants(std::string("FREQ=DAILY;BYMINUTE=0,20,40;UNTIL=") + until,
                                         "2026-10-25T02:00", berlin, 99);
        REQUIRE(found);
        return found->size();
    };
    CHECK(count("20261025T001000Z") == 1); // first pass, 02:10
    CHECK(count("20261025T004500Z") == 3);
    CHECK(count("20261025T011000Z") == 3); // second pass, 02:10 again
}
