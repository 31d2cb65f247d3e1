// SPDX-License-Identifier: MIT
// A clock that was set back and is put right: what was written by it, and what looked ahead to it.
#include <string>

#include "daemon/life/life.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/support/temp_dir.hpp"

using namespace kith;
using namespace std::chrono_literals;

namespace {

const Instant kStart{std::chrono::seconds{1'790'000'000}};

/// A life with two people, on a clock that is set.
struct Shaken {
    test::TempDir dir;
    test::FakeClock clock{kStart};
    std::unique_ptr<ledger::Ledger> ledger;
    std::unique_ptr<daemon::Life> life;

    Shaken() {
        ledger = std::move(ledger::Ledger::open(dir.path(), kStart)->ledger);
        begin();
    }
    void begin() {
        life = std::make_unique<daemon::Life>(*ledger, clock);
        REQUIRE(life->begin());
        REQUIRE(life->adopt(config::parse({{"kith.yaml",
                                            "version: 1\nconnections:\n"
                                            "  - {id: ana, name: Ana, circle: inner}\n"
                                            "  - {id: lee, name: Lee, circle: close}\n",
                                            false}},
                                          nullptr),
                            calendar::Zone::utc()));
        REQUIRE(life->refresh());
    }
    /// As Conductor does it.
    void set(std::chrono::seconds by, const std::string& doubt = {}) {
        clock.advance(by);
        REQUIRE(life->heal());
        REQUIRE(life->commit({}, {}, [&](ledger::Change& change) {
            change.keep("clock_jump", std::to_string(by.count()) + doubt);
        }));
        REQUIRE(life->heal());
    }
    void offer(const std::string& nudge) {
        Event e;
        e.kind = EventKind::Chosen;
        e.at = clock.now();
        e.slot = e.at - 5min;
        e.connection = "ana";
        e.nudge = nudge;
        REQUIRE(life->commit({e}, {}));
    }
    /// Mail has its own time; what is said has this clock's.
    void hear(Instant at) {
        Touchpoint t;
        t.at = at;
        t.connection = "lee";
        t.channel = Channel::Call;
        t.source = "mail";
        t.ref = "m" + std::to_string(at.time_since_epoch().count());
        daemon::Source source;
        source.instance = "mail";
        source.last_ok = source.last_run = clock.now();
        REQUIRE(life->commit_sensed({t}, source));
    }
    void say_done() {
        Event e;
        e.kind = EventKind::Logged;
        e.at = clock.now();
        e.connection = "ana";
        Touchpoint t;
        t.at = e.at;
        t.connection = "ana";
        t.channel = Channel::Call;
        t.source = "manual";
        t.ref = "said";
        REQUIRE(life->commit({e}, {t}));
    }
    [[nodiscard]] Instant slot(std::size_t i) const { return life->memory().pushes.at(i).slot; }
    [[nodiscard]] std::optional<Instant> touched(const std::string& id) const {
        return life->memory().connections.at(id).clock.last_touch;
    }
};

} // namespace

TEST_CASE("Put right, a clock set back has cost nobody their time and given nothing back",
          "[life]") {
    const bool at_start = GENERATE(false, true);
    Shaken s;
    s.offer("00a1");
    s.hear(kStart - 1h);
    s.clock.advance(1h);
    s.set(-72h, at_start ? "+" : "");
    CHECK(s.slot(0) < kStart - 70h); // it looked ahead, and nobody knew better
    s.clock.advance(30min);
    s.offer("00a2");
    s.say_done();
    s.hear(kStart + 80min);
    s.clock.advance(10min);
    s.set(72h);
    CHECK(s.slot(0) == kStart - 5min);
    CHECK(s.slot(1) == kStart + 85min);
    CHECK(s.touched("ana") == kStart + 90min);
    CHECK(s.touched("lee") == kStart + 80min);
    const auto held = s.life->memory();
    s.begin();
    CHECK(s.life->memory() == held);
    s.set(-30min); // once
    CHECK(s.slot(1) == kStart + 85min);
}

TEST_CASE("Days that were named are not moved on with the clock", "[life]") {
    Shaken s;
    const auto due = kStart - 1h; // before the clock was set back
    s.set(-48h);
    s.clock.advance(10min);
    const auto saturday = s.clock.now() + 96h;
    Event off;
    off.kind = EventKind::RitualSaid;
    off.at = s.clock.now();
    off.slot = saturday;
    off.connection = "ana";
    off.text = "walk";
    Touchpoint told, credit;
    told.at = s.clock.now() - 24h * 20;
    told.connection = "ana";
    told.source = "manual";
    told.ref = "told";
    credit = told;
    credit.at = due - 48h * 2;
    credit.connection = "lee";
    credit.source = "kith";
    credit.ref = "credit";
    REQUIRE(s.life->commit({off}, {told, credit}));
    s.set(48h);
    CHECK(s.touched("ana") == told.at);
    CHECK(s.touched("lee") == credit.at);
    for (const auto& e : s.ledger->events()) {
        if (e.kind != EventKind::RitualSaid) continue;
        CHECK(e.at == kStart + 10min);
        CHECK(e.slot == saturday);
    }
}

TEST_CASE("A jump that takes none back within a week moves nothing on", "[life]") {
    const auto [rest, forth] =
        GENERATE(std::pair{30min, 40h}, std::pair{30min, 100h}, std::pair{24h * 8 + 0min, 72h});
    Shaken s;
    s.set(-72h);
    s.offer("00a1");
    const auto made = s.slot(0);
    s.clock.advance(rest);
    s.set(forth);
    CHECK(s.slot(0) == made);
}
