// SPDX-License-Identifier: MIT
// A nudge's life on the real ledger, killed after every commit in turn.
#include <csignal>
#include <sys/wait.h>
#include <unistd.h>

#include "daemon/life/life.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temp_dir.hpp"

using namespace kith;
using namespace std::chrono_literals;

namespace {

const Instant kNow{std::chrono::seconds{1'790'000'000}};

struct StillClock final : Clock {
    [[nodiscard]] Instant now() const override { return kNow; }
};

config::Parsed two_people(const std::string& circle = "inner") {
    const auto text =
        "version: 1\npolicy: {settle_h: 0}\nconnections:\n  - {id: ana, name: Ana, circle: " +
        circle + ", addresses: [ana@example.net]}\n  - {id: lee, name: Lee, circle: close}\n";
    return config::parse({{"kith.yaml", text, false}}, nullptr);
}

Event about_ana(EventKind kind) {
    Event e;
    e.kind = kind;
    e.at = kNow;
    e.connection = "ana";
    e.nudge = "00ff";
    return e;
}

Touchpoint mail(const std::string& ref, Instant at) {
    Touchpoint t;
    t.at = at;
    t.connection = "ana";
    t.channel = Channel::Email;
    t.direction = Direction::In;
    t.source = "mail";
    t.ref = ref;
    return t;
}

/// Everything that is committed from the first start to an answer, one commit after another.
void live(daemon::Life& life) {
    (void)life.begin();
    (void)life.adopt(two_people(), calendar::Zone::utc());
    (void)life.refresh();
    daemon::Source source{.instance = "mail"};
    (void)life.commit_sensed({mail("m1", kNow - 24h * 9)}, source);
    auto chosen = about_ana(EventKind::Chosen);
    chosen.slot = kNow;
    chosen.step = built_in_steps().front();
    (void)life.commit({chosen}, {});
    (void)life.commit({about_ana(EventKind::Handing)}, {});
    (void)life.commit({about_ana(EventKind::Delivered)}, {});
    (void)life.commit_sensed({mail("m0", kNow - 24h * 20)}, source); // late evidence
    auto answered = about_ana(EventKind::Answered);
    answered.answer = Answer::Done;
    Touchpoint said = mail("done:00ff", kNow);
    said.source = "manual";
    policy::Reply reply;
    reply.events = {answered};
    reply.touches = {said};
    (void)life.commit_said(reply);
}

int commits_of_a_life() {
    const test::TempDir folder;
    auto opened = ledger::Ledger::open(folder.path(), kNow);
    REQUIRE(opened);
    int commits = 0;
    opened->ledger->on_commit = [&](int n) { commits = n; };
    const StillClock clock;
    daemon::Life life(*opened->ledger, clock);
    live(life);
    return commits;
}

bool killed_after(const std::filesystem::path& dir, int commit) {
    const pid_t child = ::fork();
    if (child == 0) {
        auto opened = ledger::Ledger::open(dir, kNow);
        if (!opened) ::_exit(9);
        opened->ledger->on_commit = [&](int n) {
            if (n == commit) (void)::kill(::getpid(), SIGKILL);
        };
        const StillClock clock;
        daemon::Life life(*opened->ledger, clock);
        live(life);
        ::_exit(9);
    }
    int status = 0;
    return child > 0 && ::waitpid(child, &status, 0) == child && WIFSIGNALED(status);
}

} // namespace

TEST_CASE("Killed after any commit, no offer is made twice and nothing told is lost", "[life]") {
    const int all = commits_of_a_life();
    REQUIRE(all >= 8);
    for (int n = 1; n <= all; ++n) {
        INFO("killed after commit " << n << " of " << all);
        const test::TempDir folder;
        REQUIRE(killed_after(folder.path(), n));
        auto opened = ledger::Ledger::open(folder.path(), kNow);
        REQUIRE(opened);
        const StillClock clock;
        daemon::Life life(*opened->ledger, clock);
        REQUIRE(life.begin());
        REQUIRE(life.adopt(two_people(), calendar::Zone::utc()));
        REQUIRE(life.refresh());
        std::size_t chosen = 0;
        for (const auto& e : opened->ledger->events())
            chosen += e.kind == EventKind::Chosen ? 1 : 0;
        CHECK(chosen <= 1);
        CHECK(life.memory().pushes.size() == chosen); // its budget stays spent
        const auto touches = opened->ledger->touches_of("ana").size();
        if (chosen == 1) CHECK(touches >= 1);
        if (n == all) CHECK(touches == 3);
        // What was folded step by step is what folding everything anew gives (P25).
        policy::Memory anew;
        for (const auto& e : opened->ledger->events()) policy::apply(anew, e, life.goals().naming);
        for (auto& [id, c] : anew.connections) {
            std::vector<policy::LocalTouch> local;
            for (const auto& t : opened->ledger->touches_of(id))
                local.push_back(policy::to_local_touch(t, life.zone()));
            c.clock = policy::replay(life.goals().all[*life.goals().find(id)].terms, c.first_seen,
                                     local, {});
        }
        CHECK(anew == life.memory());
        const auto loaded = opened->ledger->load_fold();
        REQUIRE(loaded);
        CHECK(*loaded == life.memory());
    }
}

TEST_CASE("An edit gives a connection its k back, a mere restart changes nothing", "[life]") {
    const test::TempDir folder;
    auto opened = ledger::Ledger::open(folder.path(), kNow);
    REQUIRE(opened);
    const StillClock clock;
    daemon::Life life(*opened->ledger, clock);
    live(life);
    const auto before = opened->ledger->events().size();
    REQUIRE(life.adopt(two_people(), calendar::Zone::utc()));
    CHECK(opened->ledger->events().size() == before);
    REQUIRE(life.adopt(two_people("wide"), calendar::Zone::utc()));
    const auto events = opened->ledger->events();
    REQUIRE(events.size() == before + 1);
    CHECK(events.back().kind == EventKind::ConfigEdited);
    CHECK(events.back().connection == "ana");
}

TEST_CASE("A name is found by id, name or beginning", "[life]") {
    const test::TempDir folder;
    auto opened = ledger::Ledger::open(folder.path(), kNow);
    REQUIRE(opened);
    const StillClock clock;
    daemon::Life life(*opened->ledger, clock);
    live(life);
    CHECK(life.find("ana") == 0U);
    CHECK(life.find("Le") == 1U);
    const auto nobody = life.find("anna");
    REQUIRE(!nobody);
    CHECK(nobody.error().text.find("Did you mean") != std::string::npos);
}
