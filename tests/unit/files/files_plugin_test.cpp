// SPDX-License-Identifier: MIT
// The whole plugin as the host loads it: what it reads, what it leaves, and how it goes on.
#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include <dlfcn.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include "tests/support/catch.hpp"
#include "tests/support/fake_host.hpp"
#include "tests/support/temp_dir.hpp"

using namespace kith;
namespace fs = std::filesystem;

namespace {

// Past the times of every file the tests make, so that folders count as settled.
std::int64_t now() {
    using namespace std::chrono;
    return duration_cast<seconds>(system_clock::now().time_since_epoch()).count() + 3600;
}

const kith_plugin* library() {
    static void* const handle = ::dlopen(KITH_FILES_PLUGIN, RTLD_NOW | RTLD_LOCAL);
    REQUIRE(handle != nullptr);
    return reinterpret_cast<const kith_plugin* (*)()>(::dlsym(handle, "kith_plugin_v1"))();
}

void write(const fs::path& file, const std::string& text) {
    fs::create_directories(file.parent_path());
    std::ofstream{file, std::ios::binary} << text;
}

/// A life in a scratch folder: a Maildir, a folder of calendars, the plugin over both.
class Life {
    test::TempDir dir_; // first: what follows lies in it

  public:
    Life() {
        for (const char* part : {"cur", "new", "tmp"}) fs::create_directories(mail() / part);
        fs::create_directories(dir_ / "state");
        fs::create_directories(calendars());
    }

    [[nodiscard]] fs::path mail() const { return dir_ / "mail"; }
    [[nodiscard]] fs::path calendars() const { return dir_ / "ics"; }
    [[nodiscard]] fs::path state() const { return dir_ / "state"; }

    /// Puts a mail from Ana there; its Message-ID is `id`.
    void put(const std::string& file, const std::string& id, std::int64_t hours_ago = 48) const {
        const auto name = fmt::format("{}.{}", now() - hours_ago * 3600, id);
        write(mail() / (file + name),
              "From: ana@example.net\nTo: sam@example.org\nMessage-ID: <" + id + ">\n\nHello.\n");
    }

    /// One run of sense; true if it succeeded. Goes on from the last cursor.
    bool sense() {
        host.clear();
        const bool done = call(library()->sense);
        if (!host.cursors.empty()) cursor = host.cursors.back();
        return done;
    }
    bool plan(std::int64_t from, std::int64_t to) {
        host.clear();
        since = from;
        until = to;
        return call(library()->plan);
    }

    [[nodiscard]] std::vector<std::string> refs() const {
        std::vector<std::string> out;
        for (const auto& touch : host.touches) out.push_back(touch.ref);
        std::ranges::sort(out);
        return out;
    }

    std::string settings =
        fmt::format(R"({{"maildir":["{}"],"ics":["{}"]}})", mail().string(), calendars().string());
    test::FakeHost host{state()};
    std::string cursor;
    std::int64_t at = now();
    std::int64_t since = at - std::int64_t{180} * 86400;
    std::int64_t until = 0;
    std::vector<std::string> friends{"mailto:ana@example.net"};

  private:
    bool call(int (*role)(void*, const kith_request*)) const {
        const char* const names[] = {"Ana", nullptr};
        std::vector<kith_address> known{
            {sizeof(kith_address), 1, nullptr, "mailto:sam@example.org", names + 1}};
        for (const auto& address : friends)
            known.push_back({sizeof(kith_address), 0, "ana", address.c_str(), names});
        const kith_request request{sizeof(kith_request),
                                   static_cast<std::uint32_t>(known.size()),
                                   known.data(),
                                   cursor.empty() ? nullptr : cursor.c_str(),
                                   since,
                                   until,
                                   at,
                                   "Europe/Berlin",
                                   cursor.empty() ? nullptr : cursor.c_str()};
        void* self = nullptr;
        if (library()->create(host.raw(), settings.c_str(), &self) != 0) return false;
        const int rc = role(self, &request);
        library()->destroy(self);
        return rc == 0;
    }
};

using Refs = std::vector<std::string>;

constexpr std::int64_t kDay = 86400;

std::string stamp(std::int64_t at) {
    const std::time_t time = at;
    std::tm parts{};
    (void)::gmtime_r(&time, &parts);
    return fmt::format("{:04}{:02}{:02}T{:02}{:02}{:02}Z", parts.tm_year + 1900, parts.tm_mon + 1,
                       parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec);
}

std::string event(const std::string& uid, std::int64_t from, const std::string& more) {
    return "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:" + uid + "\r\nDTSTART:" + stamp(from) + "\r\n" +
           (more.contains("DURATION:") ? "" : "DURATION:PT1H\r\n") + more +
           "END:VEVENT\r\nEND:VCALENDAR\r\n";
}

const std::string kAna = "ATTENDEE:mailto:ana@example.net\r\n";

} // namespace

TEST_CASE("Mail is read once, whatever its flags become", "[files][maildir]") {
    Life life;
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
    Life life;
    life.put("cur/", "one");
    life.friends = {"mailto:ben@example.com"};
    REQUIRE(life.sense());
    CHECK(life.refs().empty());
    life.friends.emplace_back("mailto:ana@example.net");
    REQUIRE(life.sense());
    CHECK(life.refs() == Refs{"one"});
}

TEST_CASE("What settings passed over counts when they are changed", "[files]") {
    Life life;
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
    Life life;
    life.put("cur/", "old", 60 * 24);
    life.since = life.at - std::int64_t{30} * 86400;
    REQUIRE(life.sense());
    CHECK(life.refs().empty());
    life.since = life.at - std::int64_t{90} * 86400;
    REQUIRE(life.sense());
    CHECK(life.refs() == Refs{"old"});
}

TEST_CASE("Drafts, trash and junk are not read, other folders are", "[files][maildir]") {
    Life life;
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
    Life life;
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
    Life life;
    const auto file = [&](const char* name) {
        return life.mail() / "cur" / fmt::format("{}.{}", now() - 7200, name);
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
    Life life;
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
    Life life;
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
    Life life;
    for (int i = 0; i < 5; ++i) life.put("cur/", fmt::format("m{}", i));
    life.host.touchpoint_limit = 3;
    CHECK_FALSE(life.sense());
    CHECK(life.host.cursors.empty());
    life.host.touchpoint_limit = 100;
    REQUIRE(life.sense());
    CHECK(life.refs().size() == 5);
}

TEST_CASE("A damaged or missing state means reading again", "[files][state]") {
    Life life;
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
    Life life;
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

TEST_CASE("A calendar that is not there fails only itself", "[files]") {
    Life life;
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
    Life life;
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

TEST_CASE("Settings that name nothing are refused with a sentence", "[files]") {
    Life life;
    life.settings = "{}";
    CHECK_FALSE(life.sense());
    CHECK(life.host.failed_as == KITH_FAIL_CONFIG);
    CHECK(life.host.failure.find("maildir") != std::string::npos);
}

TEST_CASE("An event becomes a contact when it is over, the file unchanged", "[files][ics]") {
    Life life;
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
    Life life;
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
    Life life;
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
    Life life;
    const auto file = life.calendars() / "a.ics";
    write(file, event("dinner", life.at - 7200, "SUMMARY:Alone\r\n"));
    REQUIRE(life.sense());
    CHECK(life.refs().empty());
    write(file, event("dinner", life.at - 7200, "SUMMARY:With Ana\r\n"));
    REQUIRE(life.sense());
    CHECK(life.refs() == Refs{"dinner"});
}

namespace {

/// A dinner with Ana yesterday, told; and what lies beside it.
class Dinner : public Life {
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

namespace {

/// A weekly course with Ana, five times told, the last time yesterday.
class Course : public Life {
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
    Life life;
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
    Life life;
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
    Life life;
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
    Life life;
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

TEST_CASE("Busy times are those that are not free, with who takes part", "[files][plan]") {
    Life life;
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
