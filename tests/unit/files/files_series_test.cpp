// SPDX-License-Identifier: MIT
// The same of a series: one of it, or all that follow.
#include <algorithm>
#include <filesystem>
#include <set>
#include <string>

#include "tests/support/catch.hpp"
#include "tests/unit/files/files_life.hpp"

using namespace kith::test;
namespace fs = std::filesystem;

namespace {

/// A weekly course with Ana, five times told, the last time yesterday.
class Course : public FilesLife {
  public:
    Course() {
        put({});
        REQUIRE(sense());
        told = refs();
        REQUIRE(told.size() == 5);
        last = start + 28 * kDay;
    }
    [[nodiscard]] fs::path file() const { return calendars() / "weekly.ics"; }
    /// The course, with more lines and what comes behind it.
    void put(const std::string& more, const std::string& behind = {}) const {
        auto text = event("weekly", start, kWeekly + kAna + more);
        text.insert(text.find("END:VCALENDAR"), behind);
        write(file(), text);
    }
    /// Puts beside it what holds for the last time alone.
    void put_override(const std::string& more, std::int64_t days_later = 0) const {
        put({}, "BEGIN:VEVENT\r\nUID:weekly\r\nRECURRENCE-ID:" + stamp(last) +
                    "\r\nDTSTART:" + stamp(last + days_later * kDay) + "\r\nDURATION:PT1H\r\n" +
                    more + "END:VEVENT\r\n");
    }

    static constexpr const char* kWeekly = "RRULE:FREQ=WEEKLY\r\n";
    std::int64_t start = at - 29 * kDay;
    std::int64_t last = 0;
    Refs told;
};

} // namespace

TEST_CASE("One of a series is taken back where it is named", "[files][ics][told]") {
    Course life;
    SECTION("left out") { life.put("EXDATE:" + stamp(life.last) + "\r\n"); }
    SECTION("its day left out") {
        life.put("EXDATE;VALUE=DATE:" + stamp(life.last).substr(0, 8) + "\r\n");
    }
    SECTION("cancelled") { life.put_override("STATUS:CANCELLED\r\n" + kAna); }
    SECTION("moved ahead") { life.put_override(kAna, 3); }
    SECTION("without her") { life.put_override("SUMMARY:Alone\r\n"); }
    SECTION("all of it cancelled, so this week's") { life.put("STATUS:CANCELLED\r\n"); }
    SECTION("all of it cancelled by a message") {
        auto text = event("weekly", life.start, Course::kWeekly + kAna);
        text.insert(text.find("BEGIN:VEVENT"), "METHOD:CANCEL\r\n");
        write(life.file(), text);
    }
    REQUIRE(life.sense());
    CHECK(life.host.retracted == Refs{life.told.back()});
    REQUIRE(life.sense());
    CHECK(life.host.retracted.empty());
}

TEST_CASE("A series moved to another hour counts what has been once", "[files][ics][told]") {
    FilesLife life;
    const auto file = life.calendars() / "weekly.ics";
    const auto noon = (life.at / kDay - 22) * kDay + kDay / 2;
    const auto put = [&](std::int64_t hours, const std::string& more = {}) {
        write(file, event("weekly", noon + hours * 3600, "RRULE:FREQ=WEEKLY\r\n" + kAna + more));
    };
    put(0);
    REQUIRE(life.sense());
    const auto told = life.refs();
    CHECK(told.size() == 4);
    for (const int hours : {2, -3, 2}) {
        put(hours);
        REQUIRE(life.sense());
        CHECK(life.refs() == told);
        CHECK(life.host.touches.front().at == noon + hours * 3600);
        CHECK(life.host.retracted.empty());
    }
    put(0); // as it was
    REQUIRE(life.sense());
    CHECK(life.refs() == told);
    put(24); // on another day as well
    REQUIRE(life.sense());
    CHECK(life.refs().size() >= told.size() - 1);
    CHECK(std::ranges::includes(told, life.refs()));
    CHECK(life.host.retracted.empty());
}

TEST_CASE("A series moved to another day adds no meeting that never was", "[files][ics][told]") {
    FilesLife life;
    const auto file = life.calendars() / "weekly.ics";
    const auto first = life.at - 22 * kDay - 7200;
    const auto put = [&](std::int64_t days) {
        write(file, event("weekly", first + days * kDay, "RRULE:FREQ=WEEKLY\r\n" + kAna));
    };
    put(0);
    REQUIRE(life.sense());
    const auto told = life.refs();
    REQUIRE(told.size() == 4);
    std::set<std::int64_t> moments;
    for (const auto& touch : life.host.touches) moments.insert(touch.at);

    SECTION("later in the week: they were when they were") {
        put(3);
        for (int look = 0; look < 2; ++look, life.at += kDay) {
            REQUIRE(life.sense());
            CHECK(life.refs().size() == (look == 0 ? 3 : 0));
            CHECK(std::ranges::includes(told, life.refs()));
            for (const auto& touch : life.host.touches) CHECK(moments.contains(touch.at));
            CHECK(life.host.retracted.empty());
        }
        life.at += 2 * kDay; // the next one has been
        REQUIRE(life.sense());
        CHECK(life.refs().size() == 4);
        CHECK(std::ranges::count_if(life.refs(), [&](const auto& ref) {
                  return std::ranges::find(told, ref) == told.end();
              }) == 1);
    }
    SECTION("earlier in the week: no later than they are now") {
        put(-2);
        REQUIRE(life.sense());
        CHECK(life.refs() == told);
        for (const auto& touch : life.host.touches) CHECK(moments.contains(touch.at + 2 * kDay));
        CHECK(life.host.retracted.empty());
    }
}

TEST_CASE("A meeting whose uid looks like one of a series is itself", "[files][ics][told]") {
    FilesLife life;
    const auto file = life.calendars() / "single.ics";
    write(file, event("team#b", life.at - 3 * kDay, kAna));
    REQUIRE(life.sense());
    CHECK(life.refs() == Refs{"team#b"});
    write(file, event("team#c", life.at - 3 * kDay, kAna));
    REQUIRE(life.sense());
    CHECK(life.refs() == Refs{"team#c"});
}

TEST_CASE("A series that was changed or has ended takes nothing back", "[files][ics][told]") {
    Course life;
    const auto other = event("other", life.at - 20 * kDay, "");
    SECTION("deleted after its last time") { fs::remove(life.file()); }
    SECTION("taken out of a file that reaches further back") { write(life.file(), other); }
    SECTION("at another hour from next week on") {
        write(life.file(),
              other + event("weekly", life.last + 7 * kDay + 3600, Course::kWeekly + kAna));
    }
    SECTION("on other days") {
        write(life.file(), event("weekly", life.start - 2 * kDay, Course::kWeekly + kAna));
    }
    SECTION("without her from now on") {
        write(life.file(), event("weekly", life.start, Course::kWeekly));
    }
    SECTION("ended before its last time") {
        write(life.file(), event("weekly", life.start, "RRULE:FREQ=WEEKLY;COUNT=2\r\n" + kAna));
    }
    SECTION("made a single event ahead") {
        write(life.file(), other + event("weekly", life.last + 7 * kDay, kAna));
    }
    SECTION("an old one left out") { life.put("EXDATE:" + stamp(life.start) + "\r\n"); }
    REQUIRE(life.sense());
    CHECK(life.host.retracted.empty());
    REQUIRE(life.sense());
    CHECK(life.host.retracted.empty());
}
