// SPDX-License-Identifier: MIT
// Meetings that were told and are called off afterwards: what is taken back, and what never.
#include <filesystem>
#include <string>

#include <fmt/format.h>

#include "tests/support/catch.hpp"
#include "tests/unit/files/files_life.hpp"

using namespace kith::test;
namespace fs = std::filesystem;

namespace {

/// A dinner with Ana yesterday, told; and what lies beside it.
class Dinner : public FilesLife {
  public:
    Dinner() {
        put_dinner();
        write(calendars() / "old.ics", event("old", at - std::int64_t{20} * 86400, kAna));
        REQUIRE(sense());
        CHECK(refs() == Refs{"dinner", "old"});
    }
    void put_dinner(const std::string& more = {}, std::int64_t later_days = 0,
                    const std::string& file = "dinner.ics") const {
        write(calendars() / file, event("dinner", at - 86400 + later_days * 86400, kAna + more));
    }
    /// One more run; what it took back.
    Refs taken_back() {
        REQUIRE(sense());
        return host.retracted;
    }
};

} // namespace

TEST_CASE("A meeting called off afterwards is taken back, once", "[files][ics][told]") {
    Dinner life;
    CHECK(life.taken_back().empty());
    SECTION("cancelled") { life.put_dinner("STATUS:CANCELLED\r\n"); }
    SECTION("declined") {
        life.put_dinner("ATTENDEE;PARTSTAT=DECLINED:mailto:sam@example.org\r\n");
    }
    SECTION("moved ahead") { life.put_dinner({}, 5); }
    SECTION("moved far ahead") { life.put_dinner({}, 500); }
    SECTION("without her") {
        write(life.calendars() / "dinner.ics", event("dinner", life.at - 86400, ""));
    }
    SECTION("cancelled by a message") {
        auto text = event("dinner", life.at - 86400, kAna);
        text.insert(text.find("BEGIN:VEVENT"), "METHOD:CANCEL\r\n");
        write(life.calendars() / "dinner.ics", text);
    }
    SECTION("deleted") { fs::remove(life.calendars() / "dinner.ics"); }
    CHECK(life.taken_back() == Refs{"dinner"});
    CHECK(life.refs().empty());
    CHECK(life.taken_back().empty());
    life.put_dinner("SEQUENCE:2\r\n");
    CHECK(life.taken_back().empty());
    CHECK(life.refs() == Refs{"dinner"}); // it took place after all
}

TEST_CASE("A calendar that comes back unchanged counts again", "[files][ics][told]") {
    Dinner life;
    const auto file = life.calendars() / "dinner.ics";
    const auto aside = life.state() / "dinner.ics";
    fs::rename(file, aside);
    CHECK(life.taken_back() == Refs{"dinner"});
    fs::rename(aside, file);
    CHECK(life.taken_back().empty());
    CHECK(life.refs() == Refs{"dinner"});
}

TEST_CASE("Whom other rules knew is not missed by today's", "[files][ics][told]") {
    Dinner life;
    life.friends = {"mailto:ana@new.example"};
    for (const char* edit : {"DESCRIPTION:x\r\n", "DESCRIPTION:y\r\n", "DESCRIPTION:z\r\n"}) {
        life.put_dinner(edit);
        CHECK(life.taken_back().empty());
    }
    SECTION("the file goes") {
        fs::remove(life.calendars() / "dinner.ics");
        CHECK(life.taken_back().empty());
    }
    SECTION("cancelled, it is off all the same") {
        life.put_dinner("STATUS:CANCELLED\r\n");
        CHECK(life.taken_back() == Refs{"dinner"});
    }
    SECTION("known again, it can be missed again") {
        life.friends.emplace_back("mailto:ana@example.net");
        CHECK(life.taken_back().empty());
        fs::remove(life.calendars() / "dinner.ics");
        CHECK(life.taken_back() == Refs{"dinner"});
    }
}

TEST_CASE("In doubt nothing is taken back", "[files][ics][told]") {
    Dinner life;
    const auto folder = life.calendars();
    const auto aside = folder.parent_path() / "aside";
    SECTION("a folder that is gone") { fs::rename(folder, aside); }
    SECTION("another folder in its place, as under a disk that is not mounted") {
        fs::rename(folder, aside);
        fs::create_directories(folder);
        write(folder / "other.ics", event("other", life.at - 86400, ""));
    }
    SECTION("an empty file") { write(folder / "dinner.ics", ""); }
    SECTION("half a file") {
        const auto text = event("dinner", life.at - 86400, kAna);
        write(folder / "dinner.ics", text.substr(0, text.size() - 30));
    }
    SECTION("cut off between two events") {
        const auto text = event("other", life.at - 9 * 86400, kAna);
        write(folder / "dinner.ics", text.substr(0, text.find("END:VCALENDAR")));
    }
    SECTION("an event that cannot be read") {
        write(folder / "dinner.ics",
              event("dinner", life.at - 86400, "RRULE:FREQ=HOURLY\r\n" + kAna));
    }
    SECTION("an old one tidied away") { fs::remove(folder / "old.ics"); }
    SECTION("renamed") { fs::rename(folder / "dinner.ics", folder / "a.ics"); }
    SECTION("in two files") {
        life.put_dinner({}, 0, "copy.ics");
        REQUIRE(life.sense());
        fs::remove(folder / "dinner.ics");
    }
    SECTION("people who are looked for no more") {
        life.friends = {"mailto:ben@example.com"};
        life.put_dinner("DESCRIPTION:x\r\n");
    }
    SECTION("invited anew to what has been") {
        life.put_dinner("ORGANIZER:mailto:ana@example.net\r\n"
                        "ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:sam@example.org\r\n");
    }
    SECTION("a clock that went back") {
        life.at -= 3 * kDay;
        life.since -= 3 * kDay;
        write(folder / "dinner.ics",
              event("dinner", life.at + 2 * kDay, kAna + "DESCRIPTION:x\r\n"));
    }
    SECTION("a clock that went far back") {
        life.at -= 900 * kDay;
        life.since -= 900 * kDay;
        fs::remove(folder / "old.ics");
    }
    SECTION("drawn out") {
        write(folder / "dinner.ics",
              "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:dinner\r\nDTSTART:" + stamp(life.at - 86400) +
                  "\r\nDURATION:P2D\r\n" + kAna + "END:VEVENT\r\nEND:VCALENDAR\r\n");
    }
    (void)life.sense();
    CHECK(life.host.retracted.empty());
    (void)life.sense();
    CHECK(life.host.retracted.empty());
}

TEST_CASE("An export that no longer reaches back has not taken anything back",
          "[files][ics][told]") {
    FilesLife life;
    const auto file = life.calendars() / "export.ics";
    const auto both = [&](std::int64_t first, std::int64_t second) {
        return event("a", first, kAna) + event("b", second, kAna);
    };
    life.settings = fmt::format(R"({{"ics":["{}"]}})", file.string());
    const auto day = std::int64_t{86400};
    write(file, both(life.at - 5 * day, life.at - 3 * day));
    REQUIRE(life.sense());
    CHECK(life.refs() == Refs{"a", "b"});
    SECTION("the first one has left the window") {
        write(file, event("b", life.at - 3 * day, kAna));
        REQUIRE(life.sense());
        CHECK(life.host.retracted.empty());
    }
    SECTION("one behind it was deleted") {
        write(file, event("a", life.at - 5 * day, kAna));
        REQUIRE(life.sense());
        CHECK(life.host.retracted == Refs{"b"});
    }
    SECTION("one of what is to come, in which a long one still runs") {
        write(file, event("stay", life.at - 6 * day, "DURATION:P9D\r\n") +
                        event("b", life.at - 3 * day, kAna));
        REQUIRE(life.sense());
        CHECK(life.host.retracted.empty());
    }
    SECTION("one in which a long one has ended since") {
        write(file, event("stay", life.at - 9 * day, "DURATION:P7D\r\n"));
        REQUIRE(life.sense());
        CHECK(life.host.retracted.empty());
    }
    SECTION("the export itself is missing") {
        fs::remove(file);
        CHECK_FALSE(life.sense());
        CHECK(life.host.retracted.empty());
    }
}

TEST_CASE("What is taken back waits until every file was looked at", "[files][ics][told]") {
    Dinner life;
    // Moved to a file that a job out of time has not come to.
    fs::rename(life.calendars() / "dinner.ics", life.calendars() / "zz.ics");
    write(life.calendars() / "dinner.ics", event("other", life.at - 3 * 86400, kAna));
    int looks = 0;
    life.host.time_left = [&] { return ++looks > 1 ? 100 : 60'000; };
    CHECK(life.taken_back().empty());
    CHECK(life.refs() == Refs{"other"});
    life.host.time_left = [] { return std::int64_t{60'000}; };
    CHECK(life.taken_back().empty());
    CHECK(life.refs() == Refs{"dinner"});
    fs::remove(life.calendars() / "zz.ics");
    CHECK(life.taken_back() == Refs{"dinner"});
}

TEST_CASE("A file that may be half written takes nothing back yet", "[files][ics][told]") {
    Dinner life;
    SECTION("cancelled") { life.put_dinner("STATUS:CANCELLED\r\n"); }
    SECTION("without her") {
        write(life.calendars() / "dinner.ics", event("dinner", life.at - 86400, ""));
    }
    life.at -= 3600 - 30;
    CHECK(life.taken_back().empty());
    life.at += 60;
    CHECK(life.taken_back() == Refs{"dinner"});
}

TEST_CASE("A folder that may be half filled takes nothing back yet", "[files][ics][told]") {
    Dinner life;
    fs::remove(life.calendars() / "dinner.ics");
    life.at -= 3600 - 30;
    CHECK(life.taken_back().empty());
    life.at += 60;
    CHECK(life.taken_back() == Refs{"dinner"});
}

TEST_CASE("What could not be committed is taken back again", "[files][ics][told]") {
    Dinner life;
    const auto committed = life.cursor;
    life.put_dinner("STATUS:CANCELLED\r\n");
    CHECK(life.taken_back() == Refs{"dinner"});
    life.cursor = committed; // kithd died before it had written the batch
    CHECK(life.taken_back() == Refs{"dinner"});
}

TEST_CASE("A meeting cancelled while the settings changed is taken back", "[files][ics][told]") {
    Dinner life;
    life.put_dinner("STATUS:CANCELLED\r\n");
    life.settings.insert(life.settings.size() - 1, R"(,"max_recipients":20)");
    CHECK(life.taken_back() == Refs{"dinner"});
}

TEST_CASE("A dinner that becomes the first of a series", "[files][ics][told]") {
    Dinner life;
    SECTION("is still the one") {
        life.put_dinner("RRULE:FREQ=WEEKLY\r\n");
        CHECK(life.taken_back() == Refs{"dinner"});
        REQUIRE(life.refs().size() == 1);
        CHECK(life.refs().front().starts_with("dinner#"));
    }
    SECTION("has been, where that begins next week") {
        write(life.calendars() / "dinner.ics",
              event("older", life.at - 20 * kDay, "") +
                  event("dinner", life.at + 6 * kDay, "RRULE:FREQ=WEEKLY\r\n" + kAna));
        CHECK(life.taken_back().empty());
    }
}
