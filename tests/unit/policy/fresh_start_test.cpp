// SPDX-License-Identifier: MIT
// Beginning anew with everyone: when it is offered, and what it changes.
#include "core/policy/asks.hpp"

#include "core/policy/candidates.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/policy/told.hpp"
#include "tests/unit/policy/tools.hpp"

using namespace kith;
using namespace kith::policy;
using namespace kith::test;

namespace {

/// Four people, all of them far away.
struct Far : Scene {
    Far() {
        for (const auto* id : {"ana", "ben", "cleo", "dan"}) add(id);
        for (const auto* id : {"ana", "ben", "cleo", "dan"}) set_ratio(id, 4);
    }
    bool due() {
        const auto f = frame();
        policy::decide(f, decision);
        return fresh_start_due(f, decision);
    }
    bool asked() {
        const auto f = frame();
        policy::decide(f, decision);
        const auto asks = open_asks(f, decision);
        return std::ranges::any_of(asks, [](const Ask& a) { return a.kind == kFreshStart; });
    }
    void tell(Instant at) { memory.told[std::string{kFreshStart}] = at; }
    void begin_anew(Instant at) {
        Event e;
        e.kind = EventKind::FreshStart;
        e.at = at;
        apply(memory, e, prepare().naming);
    }
};

} // namespace

TEST_CASE("A fresh start is offered where most of three or more are far away", "[fresh-start]") {
    Far s;
    CHECK(s.due());
    s.set_ratio("ana", 2.9);
    CHECK(s.due());
    s.set_ratio("ben", 1);
    CHECK_FALSE(s.due()); // half is not most
    Scene two;
    two.add("ana");
    two.add("ben");
    two.set_ratio("ana", 5);
    two.set_ratio("ben", 5);
    two.decide();
    CHECK_FALSE(fresh_start_due(two.frame(), two.decision));
}

TEST_CASE("Only those who may be offered count", "[fresh-start]") {
    Far s;
    s.of("ana").states = {{State::Resting, kNoon - 1h, Instant::max()}};
    CHECK(s.due());
    s.connection(1).feels = Feels::Hard;
    CHECK_FALSE(s.due()); // two are left
}

TEST_CASE("It is offered once in thirty days, and stands for a week", "[fresh-start]") {
    Far s;
    CHECK_FALSE(s.asked());
    s.tell(kNoon);
    CHECK(s.asked());
    CHECK_FALSE(s.due());
    s.tell(kNoon - days{7});
    CHECK_FALSE(s.asked());
    CHECK_FALSE(s.due());
    s.tell(kNoon - days{30});
    CHECK(s.due());
    s.memory.fresh_start = kNoon - days{29};
    for (const auto* id : {"ana", "ben", "cleo", "dan"}) s.of(id).first_seen = kNoon - days{1};
    CHECK_FALSE(s.due());
}

TEST_CASE("Nothing of the kind in days that are hard enough", "[fresh-start]") {
    for (int i = 0; i < 4; ++i) {
        Far s;
        s.tell(kNoon);
        CHECK(s.asked());
        auto& modes = s.memory.modes;
        if (i == 0) modes.energy = EnergySpell{Energy::Low, kNoon - 1h, kNoon + 1h};
        if (i == 1) modes.hard_weeks = {{kNoon - 1h, kNoon + 24h, {}}};
        if (i == 2) modes.leaves = {{LifeEvent::Away, kNoon - 1h, kNoon + 24h}};
        if (i == 3) modes.leaves = {{LifeEvent::Bereavement, kNoon - days{40}, kNoon - days{12}}};
        CAPTURE(i);
        CHECK_FALSE(s.asked());
        s.memory.told.clear();
        CHECK_FALSE(s.due());
    }
}

TEST_CASE("Afterwards everyone is where one is who has just been written down", "[fresh-start]") {
    Far s;
    s.set_ratio("dan", 0.01);
    const double warm = s.view("dan").elapsed;
    s.begin_anew(kNoon);
    for (const auto* id : {"ana", "ben", "cleo"}) {
        const auto& goal = s.prepare().all[*s.goals.find(id)];
        CHECK(s.view(id).elapsed == Approx(goal.rhythm * goal.terms.first_unit));
        CHECK(s.view(id).ratio < 1);
    }
    CHECK(s.view("dan").elapsed == Approx(warm)); // who is near stays near
    const double then = s.view("ana").elapsed;
    s.move_to(kNoon + days{5});
    CHECK(s.view("ana").elapsed == Approx(then + 5));
}

TEST_CASE("Time that stands still does so after a fresh start as well", "[fresh-start]") {
    Far s;
    s.begin_anew(kNoon - days{10});
    const double before = s.view("ana").elapsed;
    s.memory.pauses = {{kNoon - days{8}, kNoon - days{2}}};
    CHECK(s.view("ana").elapsed == Approx(before - 6));
}

TEST_CASE("What was passed over is over; what was said stays said", "[fresh-start]") {
    Told t;
    t.ignore("ana", 2, kNoon - days{3});
    t.answer("ben", "x", Answer::NotThisTime, kNoon - days{1}, kNoon + days{5});
    REQUIRE(t.k("ana") == 2);
    REQUIRE(t.memory.g == 2);
    t.say(EventKind::FreshStart, kNoon);
    CHECK(t.k("ana") == 0);
    CHECK(t.memory.g == 0);
    CHECK(t.of("ben").hidden_until == kNoon + days{5});
    CHECK(t.memory.pushes.size() == 2); // what was spent stays spent
}

TEST_CASE("Who came later has a beginning of their own", "[fresh-start]") {
    Far s;
    const double before = s.view("ana").elapsed;
    s.of("ana").first_seen = kNoon - days{1};
    s.memory.fresh_start = kNoon - days{2};
    CHECK(s.view("ana").elapsed == Approx(before));
}
