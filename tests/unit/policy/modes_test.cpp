// SPDX-License-Identifier: MIT
// Energy, hard weeks, time away and the way back (domain.md B9).
#include "core/policy/explain.hpp"
#include "core/policy/life.hpp"
#include "core/policy/mourning.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/policy/ready.hpp"
#include "tests/unit/policy/told.hpp"

using namespace kith;
using namespace kith::policy;
using namespace kith::test;

namespace {

Event mode(EventKind kind, Instant at, std::optional<Instant> until = {}) {
    Event e;
    e.kind = kind;
    e.at = at;
    e.until = until;
    return e;
}

Event energy(Energy level, Instant at, Instant until) {
    auto e = mode(EventKind::EnergySet, at, until);
    e.energy = level;
    return e;
}

Event leave(LifeEvent what, Instant at, std::optional<Instant> until = {}) {
    auto e = mode(EventKind::LeaveSet, at, until);
    e.life_event = what;
    return e;
}

/// As outcome(), after these events.
std::string after(Ready s, const std::vector<Event>& events) {
    for (const auto& e : events) apply(s.memory.modes, e);
    return s.outcome();
}

} // namespace

TEST_CASE("Low energy asks only of people who feel safe, and only small things", "[modes]") {
    for (const auto feels : {Feels::Safe, Feels::Mixed}) {
        Ready s;
        s.connection(0).feels = feels;
        s.connection(0).steps = {{"call", "call", 2, Channel::Call}};
        CHECK(s.outcome() == "ana");
        CHECK(s.decision.goals[0].step->name == "call");
        apply(s.memory.modes, energy(Energy::Low, kNoon - 1h, kNoon + 1s));
        CHECK(s.outcome() == (feels == Feels::Safe ? "ana" : "state"));
        CHECK(s.decision.goals[0].step->cost <= 1);
        CHECK(s.decision.weekly == 2);
        // It lapses to the second.
        s.move_to(kNoon + 1s);
        CHECK(s.outcome() == "ana");
        CHECK(s.decision.weekly == 3);
    }
}

TEST_CASE("Unset feelings are mixed", "[modes]") {
    CHECK(after(Ready{}, {energy(Energy::Low, kNoon, kNoon + 1h)}) == "state");
}

TEST_CASE("Energy lapses to the usual one", "[modes]") {
    Ready s;
    s.settings.you.usual_energy = Energy::Low;
    CHECK(s.outcome() == "state");
    apply(s.memory.modes, energy(Energy::Bright, kNoon - 1h, kNoon + 1h));
    s.connection(0).steps = {{"swim", "swim", 3, Channel::Together}};
    CHECK(s.outcome() == "ana");
    CHECK(s.decision.goals[0].step->name == "swim");
    s.move_to(kNoon + 1h);
    CHECK(s.outcome() == "state");
}

TEST_CASE("What comes back in low energy is small, too", "[modes]") {
    Ready s;
    s.connection(0).feels = Feels::Safe;
    s.of("ana").waiting = Return{kNoon, "n", "call"};
    CHECK(s.outcome() == "back: ana");
    CHECK(s.decision.goals[0].step->name == "call");
    apply(s.memory.modes, energy(Energy::Low, kNoon - 1h, kNoon + 1h));
    CHECK(s.outcome() == "back: ana");
    CHECK(s.decision.goals[0].step->cost <= 1);
}

TEST_CASE("An offer that low energy would not make is taken back", "[modes]") {
    Ready s;
    s.outstanding("ana", kNoon - 1h);
    CHECK_FALSE(withdrawal(s.frame()));
    apply(s.memory.modes, energy(Energy::Low, kNoon, kNoon + 1h));
    CHECK(withdrawal(s.frame()));
    s.connection(0).feels = Feels::Safe;
    CHECK_FALSE(withdrawal(s.frame()));
    apply(s.memory.modes, leave(LifeEvent::Away, kNoon));
    CHECK(withdrawal(s.frame()));
}

TEST_CASE("A hard week is quiet, and ends softly", "[modes]") {
    // Monday noon to the next Monday noon; the page after it is on Sunday the 15th, 17:00.
    const auto week = mode(EventKind::HardWeek, kNoon - days{7}, kNoon);
    Ready s;
    apply(s.memory.modes, week);
    CHECK(s.outcome() == "hard-week");
    SECTION("until the person stirs") {
        apply(s.memory.modes, mode(EventKind::Logged, kNoon + 1h));
        s.move_to(kNoon + 1h - 1s);
        CHECK(s.outcome() == "hard-week");
        s.move_to(kNoon + 1h);
        CHECK(s.outcome() == "ana");
    }
    SECTION("or until the next page") {
        const auto page = std::chrono::sys_days{std::chrono::year{2026} / 3 / 8} + 17h;
        s.move_to(page - 1s);
        CHECK(s.outcome() == "hard-week");
        s.move_to(page);
        CHECK(s.outcome() == "ana");
    }
    SECTION("what nobody said stirs nobody") {
        for (const auto kind : {EventKind::Noticed, EventKind::Engaged, EventKind::Withdrawn})
            apply(s.memory.modes, mode(kind, kNoon + 1h));
        s.move_to(kNoon + 2h);
        CHECK(s.outcome() == "hard-week");
    }
}

TEST_CASE("A hard week can be renewed, and ended", "[modes]") {
    Modes m;
    apply(m, mode(EventKind::HardWeek, kNoon, kNoon + days{7}));
    apply(m, mode(EventKind::HardWeek, kNoon + days{6}, kNoon + days{13}));
    REQUIRE(m.hard_weeks.size() == 1);
    CHECK(m.hard_weeks[0].until == kNoon + days{13});
    CHECK(hard_days(m, kNoon + days{13}, 28) == 13);
    apply(m, mode(EventKind::HardWeekOver, kNoon + days{8}));
    CHECK(m.hard_weeks[0].until == kNoon + days{8});
    CHECK(m.hard_weeks[0].stirred == kNoon + days{8});
    CHECK(hard_days(m, kNoon + days{13}, 28) == 8);
    apply(m, mode(EventKind::HardWeek, kNoon + days{9}, kNoon + days{16}));
    CHECK(m.hard_weeks.size() == 2);
}

TEST_CASE("Clocks stand still in hard weeks and while away", "[modes]") {
    for (const bool hard : {true, false}) {
        Told t;
        const auto from = kNoon - days{30}, to = kNoon - days{10};
        t.say(hard ? mode(EventKind::HardWeek, from, to) : leave(LifeEvent::Exams, from, to));
        const auto still = frozen_intervals(t.memory, t.of("ana"));
        CHECK(still == std::vector{Interval{from, to}});
        Clock clock;
        clock.as_of = kNoon - days{40};
        CHECK(elapsed_at(clock, kNoon, still) == Approx(20));
    }
}

TEST_CASE("Somebody to lean on may be offered where that was asked for", "[modes]") {
    Ready s;
    s.add("lee");
    s.set_ratio("lee", 1.6);
    s.connection(1).lean_on = true;
    s.connection(1).feels = Feels::Safe;
    apply(s.memory.modes, mode(EventKind::HardWeek, kNoon - 1h, kNoon + days{1}));
    CHECK(s.outcome() == "hard-week");
    s.settings.you.reach_for_me = true;
    CHECK(s.outcome() == "lee");
    CHECK(s.decision.weekly == 1);
    CHECK(s.decision.goals[1].step->cost == 1);
    s.pushed("lee", kNoon - days{6});
    CHECK_FALSE(s.decide().nudge);
    CHECK(s.decision.because.has(Guard::BudgetWeek));
    // Its soft end is quiet altogether.
    s.move_to(kNoon + days{2});
    CHECK_FALSE(s.decide().nudge);
    CHECK(s.decision.because.has(Guard::HardWeek));
}

TEST_CASE("Time away is quiet until its end, or until told", "[modes]") {
    for (const auto what : {LifeEvent::Away, LifeEvent::NewBaby, LifeEvent::Exams,
                            LifeEvent::Illness, LifeEvent::Bereavement}) {
        CHECK(after(Ready{}, {leave(what, kNoon - 1h)}) == "away");
        CHECK(after(Ready{}, {leave(what, kNoon - 1h, kNoon + 1s)}) == "away");
        CHECK(after(Ready{}, {leave(what, kNoon - 1h, kNoon)}) == "ana");
        CHECK(after(Ready{}, {leave(what, kNoon - 2h), mode(EventKind::LeaveOver, kNoon)}) ==
              "ana");
    }
}

TEST_CASE("Ninety days after a death no word of celebration", "[modes]") {
    Modes m;
    apply(m, leave(LifeEvent::Bereavement, kNoon, kNoon + days{28}));
    CHECK(is_grieving(m, kNoon));
    CHECK(is_grieving(m, kNoon + days{90} - 1s));
    CHECK_FALSE(is_grieving(m, kNoon + days{90}));
    Modes other;
    apply(other, leave(LifeEvent::Illness, kNoon));
    CHECK_FALSE(is_grieving(other, kNoon));
}

TEST_CASE("What was told by a clock that ran ahead holds once it is put right", "[modes]") {
    const auto ahead = kNoon + 20h;
    CHECK(after(Ready{}, {mode(EventKind::HardWeek, ahead, ahead + days{7})}) == "hard-week");
    CHECK(after(Ready{}, {leave(LifeEvent::Away, ahead)}) == "away");
    Ready paused;
    paused.memory.pauses = {{ahead, Instant::max()}};
    CHECK(paused.outcome() == "paused");
    Modes m;
    apply(m, leave(LifeEvent::Bereavement, ahead, ahead + days{28}));
    CHECK(is_grieving(m, kNoon));
    Memory memory;
    memory.connections["ana"].states = {{State::Remembered, ahead, Instant::max()}};
    CHECK(is_mourning(memory, kNoon));
    CHECK(state_at(memory.connections["ana"], State::Active, kNoon) == State::Remembered);
}

TEST_CASE("After a long stillness the first week brings half", "[modes]") {
    const auto weekly = [](Instant to, std::chrono::seconds length, int per_7d) {
        Ready s;
        s.settings.budget.per_7d = per_7d;
        s.memory.pauses = {{to - length, to}};
        return s.decide().weekly;
    };
    CHECK(weekly(kNoon, days{1}, 3) == 2);
    CHECK(weekly(kNoon, days{1}, 5) == 3);
    CHECK(weekly(kNoon, days{1}, 1) == 1);
    CHECK(weekly(kNoon, days{1}, 0) == 0);
    CHECK(weekly(kNoon, days{1} - 1s, 3) == 3);
    CHECK(weekly(kNoon - days{7} + 1s, days{3}, 3) == 2);
    CHECK(weekly(kNoon - days{7}, days{3}, 3) == 3);
}

TEST_CASE("Why tells of hard weeks, time away and low energy", "[modes]") {
    Ready s;
    apply(s.memory.modes, mode(EventKind::HardWeek, kNoon - 1h, kNoon + days{1}));
    apply(s.memory.modes, leave(LifeEvent::Away, kNoon - 1h, kNoon + days{9}));
    apply(s.memory.modes, energy(Energy::Low, kNoon - 1h, kNoon + days{3}));
    const auto frame = s.frame();
    policy::decide(frame, s.decision);
    const auto clears = [](const std::vector<Check>& checks, Guard guard) {
        const auto it = std::ranges::find(checks, guard, &Check::guard);
        REQUIRE(it != checks.end());
        CHECK(it->holds);
        return it->clears;
    };
    const auto slot = slot_checks(frame, s.decision);
    CHECK(clears(slot, Guard::Away) == kNoon + days{9});
    CHECK(clears(slot, Guard::HardWeek) ==
          std::chrono::sys_days{std::chrono::year{2026} / 3 / 8} + 17h);
    CHECK(slot_possible_from(frame, s.decision) == kNoon + days{9});
    CHECK(clears(goal_checks(frame, s.decision, 0), Guard::State) == kNoon + days{3});
}
