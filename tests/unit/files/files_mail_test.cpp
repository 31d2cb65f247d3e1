// SPDX-License-Identifier: MIT
// The whole plugin over a Maildir: what it reads, what it leaves, and how it goes on.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>

#include <fmt/format.h>
#include <sys/stat.h>

#include "tests/support/catch.hpp"
#include "tests/unit/files/files_life.hpp"

using namespace kith::test;
namespace fs = std::filesystem;

TEST_CASE("Mail is read once, whatever its flags become", "[files][maildir]") {
    FilesLife life;
    life.put("new/", "one");
    life.put("cur/", "two");
    REQUIRE(life.sense());
    CHECK(life.refs() == Refs{"one", "two"});
    REQUIRE(life.host.coverage);
    CHECK(life.host.coverage->complete);
    CHECK(life.host.coverage->schemes == Refs{"mailto"});
    CHECK(life.host.touches.front().direction == "in");
    CHECK(life.host.touches.front().address == "mailto:ana@example.net");

    REQUIRE(life.sense());
    CHECK(life.refs().empty());

    for (const auto& entry : fs::directory_iterator{life.mail() / "new"})
        fs::rename(entry.path(), life.mail() / "cur" / (entry.path().filename().string() + ":2,S"));
    life.put("new/", "three");
    REQUIRE(life.sense());
    CHECK(life.refs() == Refs{"three"});
}

TEST_CASE("A new connection makes old mail count", "[files][maildir]") {
    FilesLife life;
    life.put("cur/", "one");
    life.friends = {"mailto:ben@example.com"};
    REQUIRE(life.sense());
    CHECK(life.refs().empty());
    life.friends.emplace_back("mailto:ana@example.net");
    REQUIRE(life.sense());
    CHECK(life.refs() == Refs{"one"});
}

TEST_CASE("What settings passed over counts when they are changed", "[files]") {
    FilesLife life;
    std::string many = kAna;
    for (int i = 0; i < 7; ++i) many += fmt::format("ATTENDEE:mailto:u{}@example.net\r\n", i);
    write(life.calendars() / "a.ics", event("party", life.at - 86400, many));
    std::string all = "sam@example.org";
    for (int i = 0; i < 7; ++i) all += fmt::format(", u{}@example.net", i);
    write(life.mail() / "cur/1.h",
          "From: ana@example.net\nTo: " + all + "\nMessage-ID: <round>\n\n");
    REQUIRE(life.sense());
    CHECK(life.refs().empty());
    life.settings.insert(life.settings.size() - 1, R"(,"max_recipients":20)");
    REQUIRE(life.sense());
    CHECK(life.refs() == Refs{"party", "round"});
    REQUIRE(life.sense());
    CHECK(life.refs().empty());
}

TEST_CASE("A longer look-back reads what an earlier one passed over", "[files][maildir]") {
    FilesLife life;
    life.put("cur/", "old", 60 * 24);
    life.since = life.at - std::int64_t{30} * 86400;
    REQUIRE(life.sense());
    CHECK(life.refs().empty());
    life.since = life.at - std::int64_t{90} * 86400;
    REQUIRE(life.sense());
    CHECK(life.refs() == Refs{"old"});
}

TEST_CASE("Drafts, trash and junk are not read, other folders are", "[files][maildir]") {
    FilesLife life;
    for (const char* folder : {".Sent", ".Archive.2026", "Work/Projects", ".Drafts", ".Trash",
                               "Junk", "Spam", ".INBOX.Trash", "Trash/Sub",
                               // As Dovecot writes them where it is not told to use UTF-8.
                               ".Gel&APY-schte Elemente", ".INBOX.Courrier ind&AOk-sirable",
                               ".Entw&APw-rfe", "Entwürfe", ".R&AOk-union"}) {
        for (const char* part : {"cur", "new"}) fs::create_directories(life.mail() / folder / part);
        std::string id = folder;
        std::ranges::replace(id, '/', '-');
        life.put(std::string{folder} + "/cur/", id);
    }
    life.put("cur/", "draft:2,DS");
    life.put("cur/", "trashed:2,ST");
    life.put("cur/", "seen:2,S");
    life.put("tmp/", "unfinished");
    fs::create_directory_symlink(life.mail(), life.mail() / "loop");
    REQUIRE(life.sense());
    CHECK(life.refs() ==
          Refs{".Archive.2026", ".R&AOk-union", ".Sent", "Work-Projects", "seen:2,S"});
}

TEST_CASE("Only plain files are opened", "[files][maildir][hostile]") {
    FilesLife life;
    life.put("cur/", "good");
    const auto cur = life.mail() / "cur";
    write(life.state() / "elsewhere", "From: ana@example.net\nMessage-ID: <linked>\n\n");
    fs::create_symlink(life.state() / "elsewhere", cur / "1770000000.link");
    REQUIRE(::mkfifo((cur / "1770000001.fifo").c_str(), 0600) == 0);
    fs::create_directories(cur / "1770000002.folder");
    REQUIRE(life.sense());
    CHECK(life.refs() == Refs{"good"});
}

TEST_CASE("Hostile mail costs little and harms nothing", "[files][maildir][hostile]") {
    FilesLife life;
    const auto file = [&](const char* name) {
        return life.mail() / "cur" / fmt::format("{}.{}", life.at - 7200, name);
    };
    write(file("binary"), std::string(300'000, '\xff'));
    write(file("nul"), std::string(100'000, '\0'));
    write(file("no-end"), "From: ana@example.net\nMessage-ID: <no-end>");
    write(file("long-line"), "X: " + std::string(100'000'000, 'x') + "\nFrom: ana@example.net\n\n");
    write(file("many-fields"), [] {
        std::string out;
        for (int i = 0; i < 200'000; ++i) out += "a:\n";
        return out + "From: ana@example.net\n\n";
    }());
    life.put("cur/", "good");
    life.host.want_skipped();
    REQUIRE(life.sense());
    CHECK(life.refs() == Refs{"good", "no-end"});
    CHECK(life.host.passed_over.size() == 4);
}

TEST_CASE("A job that runs out of time goes on, the newest first", "[files][maildir]") {
    FilesLife life;
    for (int i = 0; i < 200; ++i) life.put("cur/", fmt::format("m{:03}", i), 24 + i);
    int looks = 0;
    life.host.time_left = [&] { return ++looks > 1 ? 100 : 60'000; };
    REQUIRE(life.sense());
    const auto first = life.refs();
    CHECK(first.size() == 64);
    CHECK(first.front() == "m000");
    CHECK(first.back() == "m063");
    CHECK_FALSE(life.host.coverage->complete);

    life.host.time_left = [] { return std::int64_t{60'000}; };
    REQUIRE(life.sense());
    CHECK(life.refs().size() == 136);
    CHECK(life.host.coverage->complete);
}

TEST_CASE("Records that were not committed come again", "[files][maildir]") {
    FilesLife life;
    life.put("cur/", "one");
    REQUIRE(life.sense());
    const auto committed = life.cursor;
    life.put("cur/", "two");
    REQUIRE(life.sense());
    CHECK(life.refs() == Refs{"two"});
    life.cursor = committed; // kithd died before it had written the batch
    REQUIRE(life.sense());
    CHECK(life.refs() == Refs{"two"});
}

TEST_CASE("A job over its limits keeps the older cursor", "[files][maildir]") {
    FilesLife life;
    for (int i = 0; i < 5; ++i) life.put("cur/", fmt::format("m{}", i));
    life.host.touchpoint_limit = 3;
    CHECK_FALSE(life.sense());
    CHECK(life.host.cursors.empty());
    life.host.touchpoint_limit = 100;
    REQUIRE(life.sense());
    CHECK(life.refs().size() == 5);
}

TEST_CASE("A damaged or missing state means reading again", "[files][state]") {
    FilesLife life;
    life.put("cur/", "one");
    REQUIRE(life.sense());
    SECTION("cut short") {
        for (const auto& entry : fs::directory_iterator{life.state()})
            fs::resize_file(entry.path(), fs::file_size(entry.path()) / 2);
    }
    SECTION("a bit turned") {
        for (const auto& entry : fs::directory_iterator{life.state()}) {
            std::fstream file{entry.path(), std::ios::in | std::ios::out | std::ios::binary};
            file.seekg(30);
            const auto was = static_cast<char>(file.get());
            file.seekp(30);
            file.put(static_cast<char>(was ^ 1)); // whatever stood there, it no longer does
        }
    }
    SECTION("gone") {
        fs::remove_all(life.state());
        fs::create_directories(life.state());
    }
    SECTION("a cursor from elsewhere") { life.cursor = "gen=ffffffffffffffffffff"; }
    REQUIRE(life.sense());
    CHECK(life.refs() == Refs{"one"});
}

TEST_CASE("A folder that is not there is named, and the rest is read", "[files]") {
    FilesLife life;
    life.put("cur/", "one");
    write(life.calendars() / "a.ics", event("dinner", life.at - 86400, kAna));
    life.settings = fmt::format(R"({{"maildir":["/nowhere/mail","{}"],"ics":["{}"]}})",
                                life.mail().string(), life.calendars().string());
    CHECK_FALSE(life.sense());
    CHECK(life.host.failed_as == KITH_FAIL_CONFIG);
    CHECK(life.host.failure.find("/nowhere/mail") != std::string::npos);
    CHECK(life.refs() == Refs{"dinner", "one"});
    CHECK_FALSE(life.host.coverage->complete);
}

TEST_CASE("Settings that name nothing are refused with a sentence", "[files]") {
    FilesLife life;
    life.settings = "{}";
    CHECK_FALSE(life.sense());
    CHECK(life.host.failed_as == KITH_FAIL_CONFIG);
    CHECK(life.host.failure.find("maildir") != std::string::npos);
}
