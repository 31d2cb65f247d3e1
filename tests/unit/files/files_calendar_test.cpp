// SPDX-License-Identifier: MIT
// The whole plugin over calendars: what becomes a contact, and what is busy.
#include <algorithm>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "tests/support/catch.hpp"
#include "tests/unit/files/files_life.hpp"

using namespace kith::test;
namespace fs = std::filesystem;

TEST_CASE("A calendar that is not there fails only itself", "[files]") {
    FilesLife life;
    life.put("cur/", "one");
    const auto soon = life.at + 86400;
    write(life.calendars() / "a.ics", event("dinner", life.at - 86400, kAna));
    write(life.calendars() / "b.ics", event("lunch", soon, kAna));
    life.settings = fmt::format(R"({{"maildir":["{}"],"ics":["/nowhere/cal","{}"]}})",
                                life.mail().string(), life.calendars().string());
    CHECK(life.sense());
    CHECK(life.host.failure.find("/nowhere/cal") != std::string::npos);
    CHECK(life.refs() == Refs{"dinner", "one"});
    CHECK(life.host.coverage->complete);
    CHECK(life.plan(life.at, life.at + 2 * 86400));
    CHECK(life.host.failure.find("/nowhere/cal") != std::string::npos);
    CHECK(life.host.busy.size() == 1);
    SECTION("with no mail, the other calendar is read") {
        life.settings =
            fmt::format(R"({{"ics":["/nowhere/cal","{}"]}})", life.calendars().string());
        CHECK(life.sense());
        CHECK(life.host.coverage->schemes.empty());
    }
    SECTION("where nothing at all is there, the run has failed") {
        life.settings = R"({"ics":["/nowhere/cal","/nowhere/else.ics"]})";
        CHECK_FALSE(life.sense());
        CHECK_FALSE(life.plan(life.at, life.at + 2 * 86400));
        CHECK(life.host.failed_as == KITH_FAIL_CONFIG);
    }
}

TEST_CASE("A calendar that is a link is read, one that cannot be read is told each time",
          "[files][ics][plan]") {
    FilesLife life;
    const auto soon = life.at + 3600;
    write(life.calendars() / "real.ICS", event("lunch", soon, kAna));
    const auto name = [&](const fs::path& path) {
        life.settings = fmt::format(R"({{"ics":["{}"]}})", path.string());
    };
    const auto link = life.calendars().parent_path() / "link.ics";
    SECTION("the one named") {
        fs::create_symlink(life.calendars() / "real.ICS", link);
        name(link);
        CHECK(life.plan(life.at, life.at + 86400));
        CHECK(life.host.busy.size() == 1);
        life.since = life.at - 86400;
        life.at += 2 * 86400;
        CHECK(life.sense());
        CHECK(life.refs() == Refs{"lunch"});
        CHECK(life.host.failure.empty());
    }
    SECTION("one that lies in a folder") {
        fs::create_symlink(life.calendars() / "real.ICS", life.calendars() / "link.ics");
        name(life.calendars());
        CHECK(life.plan(life.at, life.at + 86400));
        CHECK(life.host.busy.size() == 1);
        CHECK(life.host.failure.find("link.ics is a link") != std::string::npos);
    }
    SECTION("a page in its place") {
        write(life.calendars() / "page.ics", "<html>Please log in</html>");
        name(life.calendars() / "page.ics");
        for (int run = 0; run < 2; ++run) {
            life.at += 3600;
            CHECK(life.plan(life.at, life.at + 86400));
            CHECK(life.host.failure.find("page.ics cannot be used: no calendar") !=
                  std::string::npos);
            CHECK(life.sense());
            CHECK(life.host.failure.find("page.ics cannot be used: no calendar") !=
                  std::string::npos);
        }
    }
}

TEST_CASE("An event becomes a contact when it is over, the file unchanged", "[files][ics]") {
    FilesLife life;
    write(life.calendars() / "sub" / "a.ics", event("dinner", life.at + 3600, kAna));
    REQUIRE(life.sense());
    CHECK(life.refs().empty());
    REQUIRE(life.sense());
    CHECK(life.refs().empty());
    life.at += 3 * 3600;
    REQUIRE(life.sense());
    CHECK(life.refs() == Refs{"dinner"});
    CHECK(life.host.touches.front().connection == "ana");
    CHECK(life.host.touches.front().minutes == 60);
    REQUIRE(life.sense());
    CHECK(life.refs().empty());
}

TEST_CASE("A meeting years ahead becomes a contact too, the file unchanged", "[files][ics]") {
    FilesLife life;
    const auto days = [](int n) { return std::int64_t{86400} * n; };
    const auto start = life.at;
    write(life.calendars() / "wedding.ics", event("wedding", start + days(1000), kAna));
    write(life.calendars() / "jubilee.ics",
          event("jubilee", start - days(500), "RRULE:FREQ=YEARLY;INTERVAL=4\r\n" + kAna));
    std::vector<std::string> found;
    for (int day = 0; day < 1100; day += 20) {
        life.at = start + days(day);
        life.since = life.at - days(180);
        REQUIRE(life.sense());
        for (const auto& ref : life.refs()) found.push_back(ref);
    }
    REQUIRE(found.size() == 2);
    CHECK(found[0].starts_with("jubilee#"));
    CHECK(found[1] == "wedding");
}

TEST_CASE("What a zone's name means in one file says nothing of another", "[files][ics]") {
    const auto meeting = [](const std::string& uid, const std::string& zone) {
        return "BEGIN:VCALENDAR\r\n" + zone + "BEGIN:VEVENT\r\nUID:" + uid +
               "\r\nDTSTART;TZID=Local:20260302T180000\r\nDURATION:PT1H\r\n" + kAna +
               "END:VEVENT\r\nEND:VCALENDAR\r\n";
    };
    const std::string zone = "BEGIN:VTIMEZONE\r\nTZID:Local\r\n";
    const std::string offsets = "BEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n"
                                "TZOFFSETFROM:-0300\r\nTZOFFSETTO:-0300\r\nEND:STANDARD\r\n"
                                "END:VTIMEZONE\r\n";
    FilesLife life;
    life.at = 1772704800; // 2026-03-05T10:00:00Z
    life.since = life.at - 30 * kDay;
    write(life.calendars() / "a.ics",
          meeting("tokyo", zone + "X-LIC-LOCATION:Asia/Tokyo\r\n" + offsets));
    write(life.calendars() / "b.ics", meeting("its-own", zone + offsets));
    write(life.calendars() / "c.ics", meeting("nobodys", ""));
    REQUIRE(life.sense());
    std::map<std::string, std::int64_t> hours; // behind 18:00 in UTC
    for (const auto& touch : life.host.touches) hours[touch.ref] = (touch.at - 1772474400) / 3600;
    CHECK(hours ==
          std::map<std::string, std::int64_t>{{"tokyo", -9}, {"its-own", 3}, {"nobodys", -1}});
}

TEST_CASE("A changed calendar file is read again", "[files][ics]") {
    FilesLife life;
    const auto file = life.calendars() / "a.ics";
    write(file, event("dinner", life.at - 7200, "SUMMARY:Alone\r\n"));
    REQUIRE(life.sense());
    CHECK(life.refs().empty());
    write(file, event("dinner", life.at - 7200, "SUMMARY:With Ana\r\n"));
    REQUIRE(life.sense());
    CHECK(life.refs() == Refs{"dinner"});
}

TEST_CASE("Busy times are those that are not free, with who takes part", "[files][plan]") {
    FilesLife life;
    const auto day = [&](int days) { return life.at + std::int64_t{86400} * days; };
    write(life.calendars() / "with.ics", event("with", day(1), kAna));
    write(life.calendars() / "alone.ics", event("alone", day(2), ""));
    write(life.calendars() / "free.ics", event("free", day(1), "TRANSP:TRANSPARENT\r\n" + kAna));
    write(life.calendars() / "gone.ics", event("gone", day(1), "STATUS:CANCELLED\r\n"));
    write(life.calendars() / "late.ics", event("late", day(20), kAna));
    write(life.calendars() / "no.ics",
          event("no", day(1), "ATTENDEE;PARTSTAT=DECLINED:mailto:sam@example.org\r\n"));
    write(life.calendars() / "own.ics", event("0123@kith", day(1), "SUMMARY:Walk with Ana\r\n"));
    write(life.calendars() / "weekly.ics", event("weekly", day(-14), "RRULE:FREQ=DAILY\r\n"));
    REQUIRE(life.plan(life.at + 60, day(3)));
    std::vector<std::string> found;
    for (const auto& busy : life.host.busy) {
        CHECK(busy.to - busy.from == 3600);
        CHECK_FALSE(busy.all_day);
        if (!busy.ref.starts_with("weekly")) found.push_back(busy.ref + ":" + busy.connection);
    }
    std::ranges::sort(found);
    CHECK(found == Refs{"alone:", "with:ana"});
    CHECK(std::ranges::count_if(life.host.busy,
                                [](const auto& b) { return b.ref.starts_with("weekly#"); }) == 3);
    CHECK(life.host.touches.empty());
}
