// SPDX-License-Identifier: MIT
#include "core/calendar/zone_auto.hpp"
#include "core/calendar/zone_choice.hpp"
#include "tests/unit/calendar/tools.hpp"

using namespace kith;
using namespace kith::calendar;

TEST_CASE("A zone turns instants into wall time and back", "[calendar][zone]") {
    const Zone berlin = zone("Europe/Berlin");
    CHECK(berlin.name() == "Europe/Berlin");
    CHECK(shown(at("2026-01-15T12:00:00Z"), berlin) == "2026-01-15T13:00:00+01:00");
    CHECK(shown(at("2026-07-15T12:00:00Z"), berlin) == "2026-07-15T14:00:00+02:00");
    CHECK(berlin.offset_at(at("2026-07-15T12:00:00Z")) == std::chrono::hours{2});
    CHECK(berlin.to_instant(local("2026-07-15T14:00")) == at("2026-07-15T12:00:00Z"));
    CHECK(shown(at("2026-01-15T12:00:00Z"), zone("Asia/Kathmandu")) == "2026-01-15T17:45:00+05:45");
    CHECK(shown(at("2026-01-15T12:00:00Z"), zone("America/St_Johns")) ==
          "2026-01-15T08:30:00-03:30");
}

TEST_CASE("A skipped hour is read with the offset before it, or is the change itself",
          "[calendar][zone]") {
    const Zone berlin = zone("Europe/Berlin"); // 2026-03-29 02:00 -> 03:00
    CHECK(berlin.to_instant(local("2026-03-29T02:30")) == at("2026-03-29T01:30:00Z"));
    CHECK(berlin.to_instant_earliest(local("2026-03-29T02:30")) == at("2026-03-29T01:00:00Z"));
    CHECK(berlin.to_instant(local("2026-03-29T03:00")) == at("2026-03-29T01:00:00Z"));
    CHECK(berlin.to_instant(local("2026-03-29T01:59")) == at("2026-03-29T00:59:00Z"));
}

TEST_CASE("A repeated hour is the first of the two", "[calendar][zone]") {
    const Zone berlin = zone("Europe/Berlin"); // 2026-10-25 03:00 -> 02:00
    CHECK(berlin.to_instant(local("2026-10-25T02:30")) == at("2026-10-25T00:30:00Z"));
    CHECK(berlin.to_instant_earliest(local("2026-10-25T02:30")) == at("2026-10-25T00:30:00Z"));
    CHECK(berlin.to_instant(local("2026-10-25T03:00")) == at("2026-10-25T02:00:00Z"));
    CHECK(shown(at("2026-10-25T00:30:00Z"), berlin) == "2026-10-25T02:30:00+02:00");
    CHECK(shown(at("2026-10-25T01:30:00Z"), berlin) == "2026-10-25T02:30:00+01:00");
}

TEST_CASE("The remembered offset never changes an answer", "[calendar][zone]") {
    for (const char* name : {"Europe/Lisbon", "America/Sao_Paulo", "Australia/Lord_Howe",
                             "Pacific/Apia", "Africa/Casablanca", "UTC"}) {
        const Zone warm = zone(name);
        const LocalTime begin = local("2010-12-31T12:00");
        for (int step = 0; step < 3000; ++step) {
            const LocalTime wall = begin + step * std::chrono::minutes{1447};
            const Zone cold = zone(name);
            INFO(name << ' ' << format_local(wall));
            REQUIRE(warm.to_instant(wall) == cold.to_instant(wall));
            const Instant moment{wall.time_since_epoch()};
            REQUIRE(warm.to_local(moment) == cold.to_local(moment));
            REQUIRE(warm.to_instant(warm.to_local(moment)) <= moment);
        }
    }
}

TEST_CASE("An unknown zone is refused with the name that was meant", "[calendar][zone]") {
    const auto text = [](std::string_view name) { return Zone::named(name).error().text; };
    CHECK(text("europe/lisbon") ==
          "no time zone is called \"europe/lisbon\"; did you mean Europe/Lisbon?");
    CHECK(text("Lisbon") == "no time zone is called \"Lisbon\"; did you mean Europe/Lisbon?");
    CHECK(text("Europe/Lisbn") ==
          "no time zone is called \"Europe/Lisbn\"; did you mean Europe/Lisbon?");
    CHECK_FALSE(Zone::named("../../etc/passwd"));
    CHECK_FALSE(Zone::named(""));
    CHECK(zone("UTC") == Zone::utc());
}

TEST_CASE("timezone: auto takes TZ, then /etc/localtime, then UTC", "[calendar][zone]") {
    struct Row {
        std::optional<std::string> tz;
        const char* link;
        const char* twin;
        const char* zone;
        bool noted;
    };
    const std::string system = "/usr/share/zoneinfo/Europe/Berlin";
    const Row rows[] = {
        {"Europe/Lisbon", system.c_str(), "", "Europe/Lisbon", false},
        {":Europe/Lisbon", "", "", "Europe/Lisbon", false},
        {":/usr/share/zoneinfo/posix/Europe/Lisbon", "", "", "Europe/Lisbon", false},
        {"", system.c_str(), "", "UTC", false},
        {"UTC0", system.c_str(), "", "UTC", false},
        {"CET-1CEST", system.c_str(), "", "Europe/Berlin", true},
        {"CET-1CEST", "", "", "UTC", true},
        {{}, system.c_str(), "", "Europe/Berlin", false},
        {{}, "../usr/share/zoneinfo/Europe/Berlin", "", "Europe/Berlin", false},
        {{}, "", "Asia/Tokyo", "Asia/Tokyo", false},
        {{}, "/somewhere/else", "", "UTC", true},
        {{}, "", "", "UTC", true},
    };
    for (const Row& row : rows) {
        const ZoneChoice choice = choose_zone({row.tz, row.link, row.twin});
        INFO(row.tz.value_or("(unset)") << " | " << row.link << " | " << row.twin);
        CHECK(choice.zone.name() == row.zone);
        CHECK(choice.note.empty() != row.noted);
    }
}

TEST_CASE("Reading this machine's zone always gives one", "[calendar][zone]") {
    CHECK_FALSE(system_zone().zone.name().empty());
}
