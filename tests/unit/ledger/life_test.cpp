// SPDX-License-Identifier: MIT
// What the daemon holds: a configuration in force, and who is meant by a name.
#include <csignal>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/support/temp_dir.hpp"
#include "tests/unit/ledger/small_life.hpp"

using namespace kith;
using namespace kith::test;
using namespace std::chrono_literals;

namespace {

config::Parsed of(const std::string& connections) {
    return config::parse({{"kith.yaml", "version: 1\nconnections:\n" + connections, false}},
                         nullptr);
}

std::string error_of(const Result<std::size_t>& found) {
    REQUIRE(!found);
    return found.error().text;
}

std::size_t count(daemon::Life& life, EventKind kind, const std::string& who) {
    std::size_t n = 0;
    for (const auto& e : life.ledger().events()) n += e.kind == kind && e.connection == who;
    return n;
}

/// Ana twice ignored: k = 2, and G with it.
void ignore_twice(SmallLife& life, FakeClock& clock) {
    for (const std::string nudge : {"00ff", "11ff"}) {
        REQUIRE(life->commit({choice_of("ana", clock.now(), nudge)}, {}));
        auto ended = event_about("ana", EventKind::Ended, clock.now(), nudge);
        ended.ending = Ending::Ignored;
        REQUIRE(life->commit({ended}, {}));
        clock.advance(24h * 4);
    }
}

} // namespace

TEST_CASE("Who is new in the settings appears once, and a mere restart says nothing", "[life]") {
    const TempDir dir;
    FakeClock clock(kStart);
    SmallLife life(dir.path(), clock);
    for (const std::string who : {"ana", "lee"}) {
        CHECK(count(*life, EventKind::Appeared, who) == 1);
        CHECK(life->memory().connections.at(who).first_seen == kStart);
    }
    CHECK(life->ledger().events().size() == 3);
    clock.advance(24h);
    const auto before = life->memory();
    life.restart();
    CHECK(life->ledger().events().size() == 3);
    CHECK(life->memory() == before);
    REQUIRE(life->adopt(of("  - {id: kim, name: Kim, circle: wide}\n"), calendar::Zone::utc()));
    CHECK(count(*life, EventKind::Appeared, "kim") == 1);
    CHECK(life->memory().connections.at("kim").first_seen == kStart + 24h);
}

TEST_CASE("An edit gives that connection its k back and sets G to 0", "[life]") {
    const TempDir dir;
    FakeClock clock(kStart);
    SmallLife life(dir.path(), clock);
    ignore_twice(life, clock);
    REQUIRE(policy::ignored_count(life->memory().connections.at("ana")) == 2);
    REQUIRE(life->memory().g == 2);
    life.restart();
    CHECK(life->memory().g == 2);
    SECTION("of that connection") {
        life.restart(two_people("circle: inner, counts: voice"));
        CHECK(count(*life, EventKind::ConfigEdited, "ana") == 1);
        CHECK(count(*life, EventKind::ConfigEdited, "lee") == 0);
        CHECK(policy::ignored_count(life->memory().connections.at("ana")) == 0);
        CHECK(life->memory().g == 0);
    }
    SECTION("of something else") {
        auto other = config::parse(
            {{"kith.yaml",
              "version: 1\npolicy: {settle_h: 0}\npace: gentle\nconnections:\n"
              "  - {id: ana, name: Ana, addresses: [ana@example.net], circle: inner}\n"
              "  - {id: lee, name: Lee, circle: close}\n",
              false}},
            nullptr);
        life.restart(std::move(other));
        CHECK(policy::ignored_count(life->memory().connections.at("ana")) == 2);
        CHECK(life->memory().g == 0);
    }
    life.check_whole();
}

TEST_CASE("Since when somebody is in their circle is remembered", "[life]") {
    const TempDir dir;
    FakeClock clock(kStart);
    SmallLife life(dir.path(), clock);
    const auto since = [&] { return life->memory().connections.at("ana").circle_since; };
    CHECK_FALSE(since());
    clock.advance(24h);
    life.restart(two_people("circle: inner, counts: voice"));
    CHECK_FALSE(since());
    life.restart(two_people("circle: old-friend"));
    CHECK(since() == kStart + 24h);
    clock.advance(24h);
    life.restart(two_people("circle: old-friend, kin: true"));
    CHECK(since() == kStart + 24h);
    CHECK_FALSE(life->memory().connections.at("lee").circle_since);
    life.check_whole();
}

TEST_CASE("A name is found by id, name or beginning", "[life]") {
    const TempDir dir;
    const FakeClock clock(kStart);
    SmallLife life(dir.path(), clock,
                   of("  - {id: anna-b, name: Lee, circle: close}\n"
                      "  - {id: anna-c, name: Anna Costa, circle: close}\n"
                      "  - {id: lee, name: Lee Wong, circle: close}\n"
                      "  - {id: sam-1, name: Sam, circle: close}\n"
                      "  - {id: sam-2, name: sam, circle: close}\n"));
    CHECK(life->find("anna-c") == 1U);
    CHECK(life->find(" ANNA costa ") == 1U);
    CHECK(life->find("Lee w") == 2U);
    CHECK(life->find("lee") == 2U); // an id goes before a name
    CHECK(error_of(life->find("ann")) ==
          "ann could be anna-b or anna-c; please type a little more");
    CHECK(error_of(life->find("Sam")) == "Sam could be sam-1 or sam-2; please type one of these");
    CHECK(error_of(life->find("Ana Costa")) ==
          "nobody here is called Ana Costa. Did you mean Anna Costa?");
    CHECK(error_of(life->find("Zebedee")) ==
          "nobody here is called Zebedee; `kith list` shows everyone");
    CHECK(error_of(life->find(" ")) == "please say who; `kith list` shows everyone");
}

TEST_CASE("Where the disk refuses nothing has happened, and it says so until it gives way",
          "[life]") {
    const TempDir dir;
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        const FakeClock clock(kStart);
        auto opened = ledger::Ledger::open(dir.path(), kStart);
        if (!opened) ::_exit(1);
        daemon::Life life(*opened->ledger, clock);
        if (!life.begin() || !life.adopt(two_people(), calendar::Zone::utc()) || !life.refresh())
            ::_exit(2);
        const auto before = life.memory();
        (void)std::signal(SIGXFSZ, SIG_IGN);
        rlimit limit{};
        if (::getrlimit(RLIMIT_FSIZE, &limit) != 0) ::_exit(3);
        const rlimit none{0, limit.rlim_max};
        if (::setrlimit(RLIMIT_FSIZE, &none) != 0) ::_exit(4);
        daemon::Source source{.instance = "mail"};
        if (life.commit_sensed({mail_from("ana", "m1", kStart)}, source)) ::_exit(5);
        if (life.commit({choice_of("ana", kStart)}, {})) ::_exit(6);
        if (life.undo() || life.not_a_touch("m1")) ::_exit(7);
        if (!(life.memory() == before) || life.source("mail")) ::_exit(8);
        if (life.remembers() || life.trouble().empty()) ::_exit(9);
        if (::setrlimit(RLIMIT_FSIZE, &limit) != 0) ::_exit(10);
        if (!life.commit_sensed({mail_from("ana", "m1", kStart)}, source)) ::_exit(11);
        ::_exit(life.remembers() && life.trouble().empty() ? 0 : 12);
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    REQUIRE(WIFEXITED(status));
    CHECK(WEXITSTATUS(status) == 0);
    const FakeClock clock(kStart);
    SmallLife life(dir.path(), clock);
    CHECK(life->ledger().touches_of("ana").size() == 1);
    CHECK(life->memory().pushes.empty());
    life.check_whole();
}
