// SPDX-License-Identifier: MIT
// What the ledger does when the disk, the file or the clock is not what it should be.
#include <csignal>
#include <fstream>
#include <sched.h>
#include <set>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

#include "daemon/ledger/backup.hpp"
#include "daemon/ledger/fold_codec.hpp"
#include "daemon/ledger/ledger.hpp"
#include "daemon/ledger/schema.hpp"
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

Touchpoint touch(const std::string& who, const std::string& ref, Instant at = kNow) {
    Touchpoint t;
    t.at = at;
    t.connection = who;
    t.channel = Channel::Message;
    t.source = "mail";
    t.ref = ref;
    return t;
}

Event event(EventKind kind, const std::string& who, Instant at = kNow) {
    Event e;
    e.kind = kind;
    e.at = at;
    e.connection = who;
    e.nudge = "00ff";
    return e;
}

void add(ledger::Ledger& ledger, const Touchpoint& t) {
    REQUIRE(ledger.change([&](ledger::Change& c) { (void)c.add(t, kNow); }));
}

/// Corrects what lies ahead; true if there was something.
bool heal(ledger::Ledger& ledger, Instant now) {
    if (!ledger.is_ahead(now)) return false;
    REQUIRE(ledger.change([&](ledger::Change& c) { c.heal(now); }));
    return true;
}

/// Enough touchpoints for several pages.
void fill(ledger::Ledger& ledger, int count) {
    REQUIRE(ledger.change([&](ledger::Change& c) {
        for (int i = 0; i < count; ++i) {
            (void)c.add(touch("ana", std::string(80, 'r') + std::to_string(i)), kNow);
        }
    }));
}

/// Runs `what` in a child whose files may not grow past `bytes`; true if it returned true.
template <class What>
bool with_little_room(rlim_t bytes, What what) {
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        (void)std::signal(SIGXFSZ, SIG_IGN);
        const rlimit limit{bytes, bytes};
        if (::setrlimit(RLIMIT_FSIZE, &limit) != 0) ::_exit(3);
        ::_exit(what() ? 0 : 1);
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

constexpr int kNotPossible = 77;

/// Runs `what` in a child for which the folder is read-only; its exit code.
template <class What>
int read_only(const fs::path& dir, What what) {
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        const int spaces = CLONE_NEWNS | (::geteuid() == 0 ? 0 : CLONE_NEWUSER);
        const char* place = dir.c_str();
        if (::unshare(spaces) != 0 ||
            ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 ||
            ::mount(place, place, nullptr, MS_BIND, nullptr) != 0 ||
            ::mount(nullptr, place, nullptr, MS_BIND | MS_REMOUNT | MS_RDONLY, nullptr) != 0)
            ::_exit(kNotPossible);
        ::_exit(what() ? 0 : 1);
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/// Spoils every page from `from` on but the first.
void spoil(const fs::path& file, std::streamoff from) {
    const auto size = static_cast<std::streamoff>(fs::file_size(file));
    std::fstream out{file, std::ios::in | std::ios::out | std::ios::binary};
    out.seekp(from);
    out << std::string(static_cast<std::size_t>(size - from), 'x');
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

TEST_CASE("Where nothing more fits, nothing has happened and the ledger goes on", "[ledger]") {
    const test::TempDir folder;
    {
        const auto ledger = open(folder.path());
        add(*ledger, touch("ana", "before"));
        ledger->checkpoint();
    }
    CHECK(with_little_room(150'000, [&] {
        const auto opened = ledger::Ledger::open(folder.path(), kNow);
        if (!opened) return false;
        auto& ledger = *opened->ledger;
        bool refused = false;
        for (int i = 0; i < 200 && !refused; ++i) {
            const auto written = ledger.change([&](ledger::Change& c) {
                (void)c.add(touch("ana", std::to_string(i)), kNow);
                c.append(event(EventKind::Logged, "ana"));
                for (int j = 0; j < 100; ++j)
                    (void)c.add(touch("lee", std::to_string(i * 100 + j)), kNow);
            });
            refused = !written;
            // Each transaction is there whole or not at all.
            const auto ana = ledger.touches_of("ana").size();
            const auto lee = ledger.touches_of("lee").size();
            if (ledger.events().size() + 1 != ana || lee != (ana - 1) * 100) return false;
        }
        return refused;
    }));
    const auto ledger = open(folder.path());
    const auto kept = ledger->touches_of("ana").size();
    CHECK(kept > 1);
    CHECK(ledger->events().size() + 1 == kept);
    add(*ledger, touch("ana", "after"));
    CHECK(ledger->touches_of("ana").size() == kept + 1);
}

TEST_CASE("A folder behind links is as good as any, a ledger that is a link is left alone",
          "[ledger]") {
    const test::TempDir folder;
    fs::create_directories(folder / "real/state");
    fs::create_directory_symlink(folder / "real", folder / "home");
    fs::create_directory_symlink("state", folder / "real/kith");
    const fs::path given = folder / "home/kith";
    {
        const auto ledger = open(given);
        add(*ledger, touch("ana", "one"));
        REQUIRE(tend_whole(*ledger, kNow));
        CHECK(ledger->is_in_place());
    }
    CHECK(ledger::backups(folder / "real/state").size() == 1);
    CHECK(open(folder / "real/state")->touches_of("ana").size() == 1);
    fs::remove(folder / "real/state/ledger.db"); // of which there is a backup
    CHECK(open(given)->touches_of("ana").size() == 1);
    fs::rename(folder / "real/state/ledger.db", folder / "real/elsewhere.db");
    fs::create_symlink("../elsewhere.db", folder / "real/state/ledger.db");
    for (const bool leads : {true, false}) {
        if (!leads) fs::remove(folder / "real/elsewhere.db");
        const auto refused = ledger::Ledger::open(folder / "real/state", kNow);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().may_pass);
        CHECK(refused.error().text.ends_with("ledger.db is a link; link the folder instead"));
    }
}

TEST_CASE("A backup that does not fit leaves the old ones and no half one", "[ledger]") {
    const test::TempDir folder;
    {
        const auto ledger = open(folder.path());
        REQUIRE(tend_whole(*ledger, kNow));
        fill(*ledger, 3000);
        ledger->checkpoint();
    }
    const auto before = ledger::backups(folder.path());
    REQUIRE(before.size() == 1);
    CHECK(with_little_room(200'000, [&] {
        const auto opened = ledger::Ledger::open(folder.path(), kNow);
        return opened && !tend_whole(*opened->ledger, kNow + 24h * 8);
    }));
    CHECK(ledger::backups(folder.path()) == before);
    for (const auto& entry : fs::directory_iterator(folder / "backups"))
        CHECK(entry.path().extension() == ".db");
}

TEST_CASE("Damage found while running has the file set aside at the next start", "[ledger]") {
    const test::TempDir folder;
    const fs::path file = folder / "ledger.db";
    {
        const auto ledger = open(folder.path());
        add(*ledger, touch("lee", "first"));
        REQUIRE(tend_whole(*ledger, kNow));
        const auto small = static_cast<std::streamoff>(fs::file_size(file));
        fill(*ledger, 3000);
        ledger->checkpoint();
        REQUIRE(static_cast<std::streamoff>(fs::file_size(file)) > small);
    }
    spoil(file, 200'000);
    {
        // The start reads little, so it still goes well.
        const auto opened = ledger::Ledger::open(folder.path(), kNow);
        REQUIRE(opened);
        CHECK(opened->note.empty());
        CHECK_THROWS_AS(opened->ledger->touches_of("ana"), ledger::SqlError);
    }
    const auto again = ledger::Ledger::open(folder.path(), kNow);
    REQUIRE(again);
    CHECK(again->note.find("ledger.damaged-") != std::string::npos);
    CHECK(again->ledger->touches_of("lee").size() == 1); // of the backup
    add(*again->ledger, touch("ana", "new"));
    CHECK(!fs::exists(folder / "ledger.suspect"));
}

TEST_CASE("What the disk does not give is an error, or unknown for once", "[ledger]") {
    const test::TempDir folder;
    {
        const auto ledger = open(folder.path());
        fill(*ledger, 3000);
        REQUIRE(ledger->change([](ledger::Change& c) { c.keep("noted", "x"); }));
        REQUIRE(ledger->read_kept("noted") == "x");
        REQUIRE(ledger->read_kept("never") == "");
        ledger->checkpoint();
    }
    const auto opened = ledger::Ledger::open(folder.path(), kNow);
    REQUIRE(opened);
    spoil(folder / "ledger.db", 4096);
    CHECK_THROWS_AS(opened->ledger->kept("noted"), ledger::SqlError);
    CHECK_FALSE(opened->ledger->read_kept("noted"));
    CHECK_FALSE(opened->ledger->tend(kNow, 400, calendar::Zone::utc()));
}

TEST_CASE("A suspicion that was wrong changes nothing", "[ledger]") {
    const test::TempDir folder;
    add(*open(folder.path()), touch("ana", "m1"));
    std::ofstream(folder / "ledger.suspect") << "";
    const auto opened = ledger::Ledger::open(folder.path(), kNow);
    REQUIRE(opened);
    CHECK(opened->note.empty());
    CHECK(opened->ledger->touches_of("ana").size() == 1);
    CHECK(!fs::exists(folder / "ledger.suspect"));
}

TEST_CASE("A damaged backup is passed over for an older whole one", "[ledger]") {
    const test::TempDir folder;
    const auto ledger = open(folder.path());
    fill(*ledger, 1000);
    REQUIRE(tend_whole(*ledger, kNow));
    const auto good = ledger::backups(folder.path()).front();
    REQUIRE(tend_whole(*ledger, kNow + 24h * 7));
    const auto bad = ledger::backups(folder.path()).front();
    REQUIRE(bad != good);
    spoil(bad, 8192);
    CHECK(ledger::newest_good_backup(folder.path()) == good);
}

TEST_CASE("Backups come weekly, four are kept, each whole and private", "[ledger]") {
    const test::TempDir folder;
    const auto ledger = open(folder.path());
    fill(*ledger, 100);
    for (int day = 0; day < 60; ++day) REQUIRE(tend_whole(*ledger, kNow + 24h * day));
    const auto all = ledger::backups(folder.path());
    REQUIRE(all.size() == ledger::kBackupsKept);
    for (const auto& file : all) {
        ledger::Db copy(file);
        CHECK(copy.integer("SELECT count(*) FROM touchpoint") == 100);
        CHECK((fs::status(file).permissions() & fs::perms::others_read) == fs::perms::none);
        CHECK((fs::status(file).permissions() & fs::perms::group_read) == fs::perms::none);
    }
}

TEST_CASE("A ledger of a newer Kith is left alone, in words", "[ledger]") {
    const test::TempDir folder;
    add(*open(folder.path()), touch("ana", "m1"));
    {
        ledger::Db db(folder / "ledger.db");
        db.exec("PRAGMA user_version = " + std::to_string(ledger::newest_format() + 1));
    }
    const auto opened = ledger::Ledger::open(folder.path(), kNow);
    REQUIRE(!opened);
    CHECK(opened.error().text.find("newer Kith") != std::string::npos);
    ledger::Db db(folder / "ledger.db");
    CHECK(db.integer("SELECT count(*) FROM touchpoint") == 1);
}

TEST_CASE("A ledger of an older format is brought up to date", "[ledger]") {
    const test::TempDir folder;
    {
        const auto ledger = open(folder.path());
        REQUIRE(ledger->change([&](ledger::Change& c) {
            c.append(event(EventKind::Began, ""));
            const auto seq = c.append(event(EventKind::Logged, "ana"));
            (void)c.add(touch("ana", "said"), kNow, seq);
        }));
    }
    {
        ledger::Db db(folder / "ledger.db");
        db.exec("ALTER TABLE event DROP COLUMN batch");
        db.exec("ALTER TABLE event DROP COLUMN moved_by");
        db.exec("PRAGMA user_version = 1");
    }
    const auto opened = ledger::Ledger::open(folder.path(), kNow);
    REQUIRE(opened);
    CHECK(!opened->fresh);
    CHECK(opened->note.empty());
    CHECK(opened->ledger->events().size() == 2);
    // What was written then is taken back as ever.
    const auto said = opened->ledger->last_said();
    REQUIRE(said.size() == 1);
    REQUIRE(opened->ledger->change([&](ledger::Change& c) { c.undo(said.front().seq, kNow); }));
    CHECK(opened->ledger->events().size() == 1);
    CHECK(opened->ledger->touches_of("ana").empty());
}

TEST_CASE("A fold that cannot be read is an error, not a guess", "[ledger]") {
    policy::ConnectionMemory c;
    c.id = "ana";
    c.clock.week_minutes = {0, 1, 605, 10079};
    const std::string good = ledger::encode_connection(c);
    CHECK(ledger::decode_connection(good) == c);
    for (const std::string& bad :
         {std::string{}, std::string{"{"}, good.substr(0, good.size() / 2)})
        CHECK_FALSE(ledger::decode_connection(bad));
    const auto digits = good.find("0001025d");
    REQUIRE(digits != std::string::npos);
    CHECK_FALSE(ledger::decode_connection(std::string{good}.replace(digits, 2, "x-")));
    CHECK_FALSE(ledger::decode_connection(R"({"clock":{"day":[1,"two",3,4,5,6]}})"));
    // No week has so many minutes, and no habit so many contacts.
    CHECK_FALSE(ledger::decode_connection(std::string{good}.replace(digits, 4, "ffff")));
    c.clock.week_minutes.assign(policy::kMinutesKept + 1, 5);
    CHECK_FALSE(ledger::decode_connection(ledger::encode_connection(c)));
}

TEST_CASE("An enumerator that does not exist is an error in every part of the fold", "[ledger]") {
    policy::ConnectionMemory c;
    c.id = "ana";
    c.states.emplace_back();
    c.pushes.emplace_back().connection = "ana";
    policy::Memory m;
    m.pushes = c.pushes;
    m.past.emplace_back();
    m.credits.emplace_back();
    m.outstanding.emplace();
    REQUIRE(ledger::decode_connection(ledger::encode_connection(c)) == c);
    REQUIRE(ledger::decode_global(ledger::encode_global(m)) == m);
    for (const int wrong : {-1, 200}) {
        for (auto* push : {&c.pushes.front(), &m.pushes.front()}) {
            const auto whole = *push;
            push->kind = static_cast<Kind>(wrong);
            CHECK((!ledger::decode_connection(ledger::encode_connection(c)) ||
                   !ledger::decode_global(ledger::encode_global(m))));
            *push = whole;
            push->channel = static_cast<Channel>(wrong);
            CHECK((!ledger::decode_connection(ledger::encode_connection(c)) ||
                   !ledger::decode_global(ledger::encode_global(m))));
            *push = whole;
        }
        c.states.front().state = static_cast<State>(wrong);
        CHECK_FALSE(ledger::decode_connection(ledger::encode_connection(c)));
        c.states.front().state = State::Resting;
        const auto refuses = [&](auto& field) {
            const auto whole =
                std::exchange(field, static_cast<std::decay_t<decltype(field)>>(wrong));
            CHECK_FALSE(ledger::decode_global(ledger::encode_global(m)));
            field = whole;
        };
        refuses(m.past.front().channel);
        refuses(m.past.front().sight);
        refuses(m.credits.front().channel);
        refuses(m.outstanding->channel);
        refuses(m.outstanding->sight);
        CHECK(ledger::decode_global(ledger::encode_global(m)));
    }
}

TEST_CASE("What a clock ahead of its time wrote counts as of now, once", "[ledger]") {
    const test::TempDir folder;
    const auto ledger = open(folder.path());
    const Instant ahead = kNow + 24h * 1500;
    REQUIRE(ledger->change([&](ledger::Change& c) {
        (void)c.add(touch("ana", "past", kNow - 48h), kNow);
        (void)c.add(touch("ana", "ahead", ahead), ahead);
        c.append(event(EventKind::Logged, "ana", kNow - 48h));
        auto chosen = event(EventKind::Chosen, "ana", ahead);
        chosen.slot = ahead - 10min;
        chosen.until = ahead + 1h;
        c.append(chosen);
        ledger::SourceRow source;
        source.instance = "mail";
        source.last_run = source.last_ok = ahead;
        c.put(source);
    }));
    CHECK(heal(*ledger, kNow));
    const auto touches = ledger->touches_of("ana");
    REQUIRE(touches.size() == 2);
    CHECK(touches.front().at == kNow - 48h);
    CHECK(touches.back().at == kNow);
    const auto events = ledger->events();
    REQUIRE(events.size() == 2);
    CHECK(events.front().at == kNow - 48h);
    CHECK(events.back().at == kNow);
    CHECK(events.back().slot == kNow - 10min);
    CHECK(events.back().until == kNow + 1h);
    CHECK(ledger->sources().front().last_ok == kNow);
    CHECK_FALSE(heal(*ledger, kNow));
    CHECK_FALSE(heal(*ledger, kNow + 24h));
    // What is a little ahead is only a clock that differs.
    REQUIRE(ledger->change(
        [&](ledger::Change& c) { (void)c.add(touch("ana", "soon", kNow + 2h), kNow); }));
    CHECK_FALSE(heal(*ledger, kNow));
    // The same record read again is still the same record.
    REQUIRE(ledger->change(
        [&](ledger::Change& c) { CHECK_FALSE(c.add(touch("ana", "ahead", ahead), kNow)); }));
}

TEST_CASE("A removed touchpoint is no connection's last one", "[ledger]") {
    const test::TempDir folder;
    const auto ledger = open(folder.path());
    REQUIRE(ledger->change([&](ledger::Change& c) {
        (void)c.add(touch("ana", "stands", kNow - 24h * 600), kNow);
        (void)c.add(touch("ana", "mistake", kNow - 24h * 500), kNow);
        (void)c.remove("mail", "mistake", c.append(event(EventKind::Answered, "ana")));
    }));
    REQUIRE(tend_whole(*ledger, kNow));
    const auto touches = ledger->touches_of("ana");
    REQUIRE(touches.size() == 1);
    CHECK(!touches.front().day_only);
}

TEST_CASE("Forgetting reaches the shared fold and what is kept", "[ledger]") {
    const test::TempDir folder;
    const auto ledger = open(folder.path());
    policy::Memory memory;
    policy::Push push;
    push.slot = kNow;
    push.connection = "zebedee";
    push.step = "sauna-with-zebedee";
    push.nudge = "00ff";
    memory.pushes = {push};
    memory.past.emplace_back().connection = "zebedee";
    memory.credits.emplace_back().connection = "zebedee";
    memory.outstanding.emplace().connection = "zebedee";
    memory.outstanding->title = "A hello for Zebedee?";
    auto chosen = event(EventKind::Chosen, "zebedee");
    chosen.step = Step{"sauna-with-zebedee", "sauna with Zebedee", 1, Channel::Together};
    REQUIRE(ledger->change([&](ledger::Change& c) {
        c.append(chosen);
        c.append(event(EventKind::Answered, "lee"));
        c.put(memory);
        c.keep("terms", R"({"zebedee":"1 2","lee":"3 4"})");
        ledger::SourceRow source;
        source.instance = "mail";
        source.trouble = "zebedee@example.net bounced";
        c.put(source);
    }));
    REQUIRE(tend_whole(*ledger, kNow));
    REQUIRE(ledger->forget("zebedee", kNow));
    for (const auto& entry : fs::recursive_directory_iterator(folder.path())) {
        if (!entry.is_regular_file()) continue;
        CAPTURE(entry.path());
        std::ifstream in{entry.path(), std::ios::binary};
        const std::string bytes(std::istreambuf_iterator<char>(in), {});
        CHECK(bytes.find("ebedee") == std::string::npos);
    }
    const auto fold = ledger->load_fold();
    REQUIRE(fold);
    REQUIRE(fold->pushes.size() == 1);
    CHECK(fold->pushes.front().slot == kNow);
    CHECK(!fold->outstanding);
    CHECK(ledger->kept("terms") == R"({"lee":"3 4"})");
    CHECK(ledger->events().size() == 2);
}

TEST_CASE("A folder that is read-only is told in words, and left as it is", "[ledger]") {
    const test::TempDir folder;
    add(*open(folder.path()), touch("ana", "m1"));
    const int code = read_only(folder.path(), [&] {
        const auto opened = ledger::Ledger::open(folder.path(), kNow);
        return !opened && opened.error().text.find("Read-only") != std::string::npos;
    });
    if (code == kNotPossible) WARN("no namespace of its own here: not tried");
    CHECK((code == 0 || code == kNotPossible));
    CHECK(open(folder.path())->touches_of("ana").size() == 1);
}

TEST_CASE("A second damaged ledger does not take the first one's place", "[ledger]") {
    const test::TempDir folder;
    std::set<std::string> aside;
    for (const std::string content : {"first", "second", "third"}) {
        std::ofstream(folder / "ledger.db") << content + std::string(5000, 'x');
        REQUIRE(ledger::Ledger::open(folder.path(), kNow));
    }
    for (const auto& entry : fs::directory_iterator(folder.path())) {
        if (!entry.path().filename().string().starts_with("ledger.damaged-")) continue;
        std::ifstream in{entry.path()};
        std::string begin(4, ' ');
        in.read(begin.data(), 4);
        aside.insert(begin);
    }
    CHECK(aside == std::set<std::string>{"firs", "seco", "thir"});
}
