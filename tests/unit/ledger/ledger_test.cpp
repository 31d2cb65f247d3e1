// SPDX-License-Identifier: MIT
#include <csignal>
#include <filesystem>
#include <fstream>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

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

TEST_CASE("A damaged ledger is set aside and the newest good backup named", "[ledger]") {
    const test::TempDir folder;
    {
        const auto ledger = open(folder.path());
        REQUIRE(ledger->change(
            [&](ledger::Change& c) { (void)c.add(touch("ana", "m1", kNow), kNow); }));
        REQUIRE(ledger->tend(kNow, 400));
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
    CHECK(opened->note.find("backups") != std::string::npos);
    CHECK(opened->ledger->touches_of("ana").empty());
}

TEST_CASE("Past retention only the day stays, but for the last touchpoint", "[ledger]") {
    const test::TempDir folder;
    const auto ledger = open(folder.path());
    REQUIRE(ledger->change([&](ledger::Change& c) {
        (void)c.add(touch("ana", "old", kNow - 24h * 500), kNow);
        (void)c.add(touch("ana", "older", kNow - 24h * 600), kNow);
        (void)c.add(touch("lee", "only", kNow - 24h * 500), kNow);
    }));
    REQUIRE(ledger->tend(kNow, 400));
    const auto ana = ledger->touches_of("ana");
    REQUIRE(ana.size() == 2);
    CHECK(ana.front().day_only);
    CHECK(!ana.front().minutes);
    CHECK(!ana.back().day_only);
    CHECK(!ledger->touches_of("lee").front().day_only);
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
    REQUIRE(ledger->tend(kNow, 400));
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
