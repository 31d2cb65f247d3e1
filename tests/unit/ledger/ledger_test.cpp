// SPDX-License-Identifier: MIT
#include <csignal>
#include <filesystem>
#include <fstream>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/calendar/civil.hpp"
#include "daemon/ledger/backup.hpp"
#include "daemon/ledger/event_codec.hpp"
#include "daemon/ledger/fold_codec.hpp"
#include "daemon/ledger/ledger.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temp_dir.hpp"

using namespace kith;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

const Instant kNow{std::chrono::seconds{1'790'000'000}};

std::unique_ptr<ledger::Ledger> open(const fs::path& dir) {
    auto opened = ledger::Ledger::open(dir, kNow);
    REQUIRE(opened);
    return std::move(opened->ledger);
}

Touchpoint touch(const std::string& who, const std::string& ref, Instant at) {
    Touchpoint t;
    t.at = at;
    t.connection = who;
    t.channel = Channel::Call;
    t.direction = Direction::In;
    t.minutes = 12;
    t.source = "mail";
    t.ref = ref;
    return t;
}

Event chosen(const std::string& nudge) {
    Event e;
    e.kind = EventKind::Chosen;
    e.at = kNow;
    e.connection = "ana";
    e.nudge = nudge;
    e.slot = kNow;
    e.step = Step{"voice-note", "voice note", 1, Channel::VoiceNote};
    e.title = "A voice note to Ana?";
    e.body = "Half a minute.";
    e.words = "text.voice-note";
    e.sight = Sight::Partly;
    e.opens_cycle = true;
    e.ratio = 1.25;
    e.score = 0.5;
    return e;
}

std::string bytes_of(const fs::path& dir) {
    std::string all;
    for (const auto& entry : fs::recursive_directory_iterator(dir)) {
        if (!entry.is_regular_file()) continue;
        std::ifstream in{entry.path(), std::ios::binary};
        all.append(std::istreambuf_iterator<char>(in), {});
    }
    return all;
}

/// Every piece of a night, and of the one before it, which retention waits for; false where one
/// failed.
bool tend_whole(ledger::Ledger& ledger, Instant now,
                const calendar::Zone& zone = calendar::Zone::utc()) {
    for (const auto at : {now - 13h, now})
        for (;;) {
            const auto more = ledger.tend(at, 400, zone);
            if (!more) return false;
            if (!*more) break;
        }
    return true;
}

} // namespace

TEST_CASE("An event reads back as it was written", "[ledger]") {
    auto e = chosen("00ff");
    e.deliverer = "desk";
    e.receipt = "r";
    e.resident = true;
    e.answer = Answer::NotThisTime;
    e.ending = Ending::NotNoticed;
    e.state = State::Resting;
    e.until = kNow + 1h;
    e.is_return = true;
    Event back;
    back.at = e.at;
    back.kind = e.kind;
    back.connection = e.connection;
    back.nudge = e.nudge;
    REQUIRE(ledger::decode_event(ledger::encode_event(e), back));
    CHECK(back == e);
}

TEST_CASE("The fold reads back as it was written", "[ledger]") {
    policy::Memory m;
    m.began = kNow - 48h;
    m.backfilled = kNow;
    m.g = 4;
    m.g_since = kNow - 2h;
    m.pauses = {{kNow, Instant::max()}};
    m.pushes = {
        {kNow, kNow + 1min, "ana", "00ff", "call", Channel::Call, Kind::Intimate, true, false}};
    m.past = {{"aa", "ana", kNow, "call", Channel::Call, Sight::Unseen, true, true}};
    m.recent_words = {"a", "b"};
    m.credits = {{"aa", "ana", Channel::Letter, kNow}};
    m.outstanding =
        policy::Outstanding{.nudge = "00ff", .connection = "ana", .slot = kNow, .chosen_at = kNow};
    m.outstanding->delivered_at = kNow + 1s;
    m.outstanding->title = "A \"title\"";
    const auto global = ledger::decode_global(ledger::encode_global(m));
    REQUIRE(global);
    CHECK(*global == m);

    policy::ConnectionMemory c;
    c.id = "ana";
    c.first_seen = kNow - 24h;
    c.clock.elapsed = 3.25;
    c.clock.as_of = kNow;
    c.clock.known = true;
    c.clock.last_touch = kNow;
    c.clock.day = {20600, .6, .4, .8, 0, true};
    c.clock.warm_days = {kNow};
    c.clock.week_minutes = {1, 10079};
    c.pushes = m.pushes;
    c.ignored = {{"aa", kNow}};
    c.laters = {kNow};
    c.hidden_until = kNow + 24h;
    c.cycle_start = kNow;
    c.waiting = policy::Return{kNow, "aa", "call"};
    c.named_by_other = kNow;
    c.states = {{State::Resting, kNow, Instant::max()}};
    c.holds = {{"h", kNow, kNow + 2h}};
    const auto connection = ledger::decode_connection(ledger::encode_connection(c));
    REQUIRE(connection);
    CHECK(*connection == c);
}

TEST_CASE("A second daemon is refused in words", "[ledger]") {
    const test::TempDir folder;
    const auto first = open(folder.path() / "state");
    const auto second = ledger::Ledger::open(folder.path() / "state", kNow);
    REQUIRE(!second);
    CHECK(second.error().text.find("another kithd") != std::string::npos);
    struct stat info{};
    REQUIRE(::stat((folder.path() / "state" / "ledger.db").c_str(), &info) == 0);
    CHECK((info.st_mode & 0777) == 0600);
    REQUIRE(::stat((folder.path() / "state").c_str(), &info) == 0);
    CHECK((info.st_mode & 0777) == 0700);
}

TEST_CASE("Recording twice is once, and what is removed comes back by undo", "[ledger]") {
    const test::TempDir folder;
    const auto ledger = open(folder.path());
    bool first = false;
    bool second = true;
    std::int64_t seq = 0;
    REQUIRE(ledger->change([&](ledger::Change& c) {
        first = c.add(touch("ana", "m1", kNow - 24h), kNow);
        second = c.add(touch("ana", "m1", kNow - 24h), kNow);
    }));
    CHECK(first);
    CHECK(!second);
    CHECK(ledger->touches_of("ana") == std::vector{touch("ana", "m1", kNow - 24h)});
    REQUIRE(ledger->change([&](ledger::Change& c) {
        Event e;
        e.kind = EventKind::Answered;
        e.answer = Answer::NotATouch;
        e.at = kNow;
        seq = c.append(e);
        CHECK(c.remove("mail", "m1", seq));
    }));
    CHECK(ledger->touches_of("ana").empty());
    REQUIRE(ledger->change([&](ledger::Change& c) { c.undo(seq, kNow); }));
    CHECK(ledger->touches_of("ana").size() == 1);
    CHECK(ledger->events().empty());
}

TEST_CASE("How much one source has told is known, whatever became of it", "[ledger]") {
    const test::TempDir folder;
    const auto ledger = open(folder.path());
    REQUIRE(ledger->change([&](ledger::Change& c) {
        for (const auto* ref : {"m1", "m2", "m3"}) (void)c.add(touch("ana", ref, kNow - 24h), kNow);
        CHECK(c.remove("mail", "m1", 1));
    }));
    CHECK(ledger->has_more_than(2, "mail"));
    CHECK_FALSE(ledger->has_more_than(3, "mail"));
    CHECK_FALSE(ledger->has_more_than(0, "chat"));
}

TEST_CASE("A touchpoint from the future counts as of now", "[ledger]") {
    const test::TempDir folder;
    const auto ledger = open(folder.path());
    REQUIRE(ledger->change(
        [&](ledger::Change& c) { (void)c.add(touch("ana", "m1", kNow + 24h * 400), kNow); }));
    CHECK(ledger->touches_of("ana").front().at == kNow);
}

TEST_CASE("What fails has not happened", "[ledger]") {
    const test::TempDir folder;
    const auto ledger = open(folder.path());
    REQUIRE_THROWS(ledger->change([&](ledger::Change& c) {
        (void)c.add(touch("ana", "m1", kNow), kNow);
        throw std::runtime_error("in the middle");
    }));
    CHECK(ledger->touches_of("ana").empty());
}

TEST_CASE("A damaged ledger is set aside and the newest good backup goes on", "[ledger]") {
    const test::TempDir folder;
    {
        const auto ledger = open(folder.path());
        REQUIRE(ledger->change(
            [&](ledger::Change& c) { (void)c.add(touch("ana", "m1", kNow), kNow); }));
        REQUIRE(tend_whole(*ledger, kNow));
        ledger->checkpoint();
    }
    REQUIRE(ledger::backups(folder.path()).size() == 1);
    {
        std::fstream file{folder.path() / "ledger.db",
                          std::ios::in | std::ios::out | std::ios::binary};
        file << std::string(4096, 'x');
    }
    const auto opened = ledger::Ledger::open(folder.path(), kNow);
    REQUIRE(opened);
    CHECK(opened->note.find("damaged") != std::string::npos);
    CHECK(opened->note.find(ledger::backups(folder.path()).front().filename()) !=
          std::string::npos);
    CHECK(opened->ledger->touches_of("ana").size() == 1);
    CHECK(opened->ledger->is_put_back());
    // The backup itself stays as it is, whatever is made on the same day.
    REQUIRE(opened->ledger->change([](ledger::Change& c) { c.keep("backup_at", "0"); }));
    REQUIRE(tend_whole(*opened->ledger, kNow));
    CHECK(ledger::backups(folder.path()).size() == 2);
}

TEST_CASE("A ledger that is gone, or cut to nothing, goes on from its backup", "[ledger]") {
    const test::TempDir folder;
    {
        const auto ledger = open(folder.path());
        REQUIRE(ledger->change(
            [&](ledger::Change& c) { (void)c.add(touch("ana", "m1", kNow), kNow); }));
        REQUIRE(tend_whole(*ledger, kNow));
        REQUIRE(ledger->change(
            [&](ledger::Change& c) { (void)c.add(touch("ana", "m2", kNow), kNow); }));
    }
    if (GENERATE(false, true))
        std::filesystem::resize_file(folder.path() / "ledger.db", 0);
    else
        std::filesystem::remove(folder.path() / "ledger.db");
    // What is left beside it belongs to what is gone.
    std::ofstream(folder.path() / "ledger.db-wal") << std::string(5000, 'x');
    const auto opened = ledger::Ledger::open(folder.path(), kNow);
    REQUIRE(opened);
    CHECK(opened->note.find("gone") != std::string::npos);
    CHECK(opened->ledger->touches_of("ana").size() == 1);
}

TEST_CASE("A clock that runs ahead for a night coarsens nothing", "[ledger]") {
    const test::TempDir folder;
    const auto ledger = open(folder.path());
    REQUIRE(ledger->change([&](ledger::Change& c) {
        (void)c.add(touch("ana", "one", kNow - 24h), kNow);
        (void)c.add(touch("ana", "two", kNow), kNow);
    }));
    REQUIRE(tend_whole(*ledger, kNow));
    const auto ahead = kNow + 24h * 730;
    const auto night = [&](Instant at) {
        for (auto more = ledger->tend(at, 400, calendar::Zone::utc()); more && *more;)
            more = ledger->tend(at, 400, calendar::Zone::utc());
    };
    night(ahead);
    night(ahead + 1h);
    night(kNow + 24h);
    night(kNow + 24h * 2);
    for (const auto& t : ledger->touches_of("ana")) CHECK(!t.day_only);
    // Nor does its backup pass for the newest until then.
    REQUIRE(ledger->change([](ledger::Change& c) { c.keep("mark", "last"); }));
    night(kNow + 24h * 8);
    const auto all = ledger::backups(folder.path());
    CHECK(all.size() == 4);
    CHECK(all.front().filename().string().starts_with("ledger-2026-09-29."));
    ledger::Db newest(all.front());
    CHECK(newest.text("SELECT body FROM kept WHERE key = 'mark'") == "last");
}

TEST_CASE("Of several on one day past retention the last stays as it is", "[ledger]") {
    const test::TempDir folder;
    const auto ledger = open(folder.path());
    const auto day = std::chrono::floor<std::chrono::days>(kNow) - 24h * 500;
    REQUIRE(ledger->change([&](ledger::Change& c) {
        (void)c.add(touch("ana", "at eight", day + 8h), kNow);
        (void)c.add(touch("ana", "at nine", day + 9h), kNow);
    }));
    REQUIRE(tend_whole(*ledger, kNow));
    REQUIRE(tend_whole(*ledger, kNow + 24h));
    for (const auto& t : ledger->touches_of("ana")) {
        CAPTURE(t.ref);
        CHECK(t.day_only == (t.ref == "at eight"));
    }
}

TEST_CASE("Past retention only the day stays, but for the last touchpoint", "[ledger]") {
    const test::TempDir folder;
    const auto ledger = open(folder.path());
    REQUIRE(ledger->change([&](ledger::Change& c) {
        (void)c.add(touch("ana", "old", kNow - 24h * 500), kNow);
        (void)c.add(touch("ana", "older", kNow - 24h * 600), kNow);
        (void)c.add(touch("lee", "only", kNow - 24h * 500), kNow);
    }));
    REQUIRE(tend_whole(*ledger, kNow));
    const auto ana = ledger->touches_of("ana");
    REQUIRE(ana.size() == 2);
    CHECK(ana.front().day_only);
    CHECK(!ana.front().minutes);
    CHECK(!ana.back().day_only);
    CHECK(!ledger->touches_of("lee").front().day_only);
}

TEST_CASE("Past retention the day that stays is the person's own", "[ledger]") {
    const auto auckland = calendar::Zone::named("Pacific/Auckland");
    REQUIRE(auckland);
    const test::TempDir folder;
    const auto ledger = open(folder.path());
    // Half past midnight and half past eleven at night of one day there; UTC has two.
    const Instant early{std::chrono::sys_days{std::chrono::year{2024} / 6 / 9} + 12h + 30min};
    REQUIRE(ledger->change([&](ledger::Change& c) {
        (void)c.add(touch("ana", "early", early), kNow);
        (void)c.add(touch("ana", "late", early + 23h), kNow);
        (void)c.add(touch("ana", "last", early + 24h * 3), kNow);
    }));
    REQUIRE(tend_whole(*ledger, kNow, *auckland));
    const auto touches = ledger->touches_of("ana");
    REQUIRE(touches.size() == 3);
    const calendar::Day day{std::chrono::local_days{std::chrono::year{2024} / 6 / 10}};
    for (std::size_t i = 0; i < 2; ++i) {
        CHECK(touches[i].day_only);
        CHECK(calendar::local_day(touches[i].at, *auckland) == day);
    }
    // Told again by its source it is the same contact.
    REQUIRE(ledger->change(
        [&](ledger::Change& c) { CHECK_FALSE(c.correct(touch("ana", "early", early), kNow)); }));
}

TEST_CASE("A night's work comes in pieces, between which the ledger goes on", "[ledger]") {
    const test::TempDir folder;
    const auto ledger = open(folder.path());
    constexpr int kMany = 3000;
    REQUIRE(ledger->change([&](ledger::Change& c) {
        for (int i = 0; i < kMany; ++i)
            (void)c.add(touch("ana", std::string(600, 'r') + std::to_string(i),
                              kNow - 24h * 500 + std::chrono::minutes{i / 7}),
                        kNow);
        (void)c.add(touch("ana", "last", kNow), kNow);
    }));
    const auto left = [&] {
        std::size_t precise = 0;
        for (const auto& t : ledger->touches_of("ana")) precise += t.day_only ? 0 : 1;
        return precise;
    };
    // The night before finds what is too old; its backup is none of the pieces.
    for (auto more = ledger->tend(kNow - 13h, 400, calendar::Zone::utc()); more && *more;)
        more = ledger->tend(kNow - 13h, 400, calendar::Zone::utc());
    REQUIRE(ledger->change([](ledger::Change& c) { c.keep("backup_at", "0"); }));
    int pieces = 0;
    bool more = true;
    for (std::size_t before = left(); more; ++pieces) {
        const auto done = ledger->tend(kNow, 400, calendar::Zone::utc());
        REQUIRE(done);
        more = *done;
        const auto now = left();
        CHECK(before - now <= 500);
        before = now;
        REQUIRE(ledger->change([&](ledger::Change& c) {
            (void)c.add(touch("lee", std::to_string(pieces), kNow), kNow);
        }));
    }
    CHECK(left() == 1);
    CHECK(pieces > 7); // the copy too
    REQUIRE(ledger::backups(folder.path()).size() == 2);
    ledger::Db copy(ledger::backups(folder.path()).front());
    CHECK(copy.integer("SELECT count(*) FROM touchpoint WHERE connection = 'ana'") == kMany + 1);
}

TEST_CASE("Past retention it is gone what a correction replaced", "[ledger]") {
    const test::TempDir folder;
    const auto ledger = open(folder.path());
    REQUIRE(ledger->change([&](ledger::Change& c) {
        (void)c.add(touch("ana", "m1", kNow - 24h * 500), kNow - 24h * 500);
        CHECK(c.correct(touch("ana", "m1", kNow - 24h * 499), kNow));
        (void)c.add(touch("ana", "m2", kNow - 24h), kNow);
        CHECK(c.correct(touch("ana", "m2", kNow - 24h * 2), kNow));
    }));
    REQUIRE(tend_whole(*ledger, kNow));
    const auto events = ledger->events();
    REQUIRE(events.size() == 2);
    CHECK_FALSE(events.front().was);
    CHECK(events.back().was);
}

TEST_CASE("Forgetting leaves no trace, and no budget comes back", "[ledger]") {
    const test::TempDir folder;
    const auto ledger = open(folder.path());
    auto offer = chosen("00ff");
    offer.connection = "zebedee";
    offer.title = "A hello for Zebedee?";
    REQUIRE(ledger->change([&](ledger::Change& c) {
        (void)c.add(touch("zebedee", "m1", kNow), kNow);
        c.append(offer);
        policy::ConnectionMemory m;
        m.id = "zebedee";
        c.put(m);
    }));
    REQUIRE(tend_whole(*ledger, kNow));
    REQUIRE(ledger->forget("zebedee", kNow));
    const auto all = bytes_of(folder.path());
    CHECK(all.find("zebedee") == std::string::npos);
    CHECK(all.find("Zebedee") == std::string::npos);
    REQUIRE(ledger->events().size() == 1);
    CHECK(ledger->events().front().kind == EventKind::Chosen);
}

TEST_CASE("A kill after any commit loses nothing that was committed", "[ledger]") {
    constexpr int kSteps = 6;
    for (int kill_after = 1; kill_after <= kSteps; ++kill_after) {
        const test::TempDir folder;
        const pid_t child = ::fork();
        REQUIRE(child >= 0);
        if (child == 0) {
            auto opened = ledger::Ledger::open(folder.path(), kNow);
            if (!opened) ::_exit(9);
            opened->ledger->on_commit = [&](int n) {
                if (n == kill_after) (void)::kill(::getpid(), SIGKILL);
            };
            for (int i = 1; i <= kSteps; ++i)
                (void)opened->ledger->change([&](ledger::Change& c) {
                    (void)c.add(
                        touch("ana", "m" + std::to_string(i), kNow + std::chrono::seconds{i}),
                        kNow);
                    c.append(chosen(std::to_string(i)));
                });
            ::_exit(9);
        }
        int status = 0;
        REQUIRE(::waitpid(child, &status, 0) == child);
        REQUIRE(WIFSIGNALED(status));
        const auto ledger = open(folder.path());
        CHECK(ledger->touches_of("ana").size() == static_cast<std::size_t>(kill_after));
        CHECK(ledger->events().size() == static_cast<std::size_t>(kill_after));
    }
}
