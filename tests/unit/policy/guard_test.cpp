// SPDX-License-Identifier: MIT
// Every guard one second before and one second after it gives way.
#include "core/policy/guard.hpp"

#include <set>

#include "core/policy/from_copy.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/policy/ready.hpp"

using namespace kith;
using namespace kith::policy;
using namespace kith::test;

TEST_CASE("With no objection a lapsed friend is offered", "[guard]") {
    Ready s;
    CHECK(s.outcome() == "ana");
}

TEST_CASE("Guards are a closed list of words", "[guard]") {
    const char* words[] = {"not-in-slot",  "quiet",        "dnd",           "event",
                           "after-social", "away",         "paused",        "hard-week",
                           "settling",     "locked",       "outstanding",   "stale",
                           "budget.gap",   "budget.week",  "budget.goal",   "budget.person",
                           "budget.kind",  "budget.cycle", "plan-ahead",    "recent-touch",
                           "state",        "ignored",      "running-twice", "nothing-ripe"};
    REQUIRE(std::size(words) == kGuardCount);
    std::set<std::string_view> meanings;
    for (int i = 0; i < kGuardCount; ++i) {
        CHECK(to_word(static_cast<Guard>(i)) == words[i]);
        CHECK(meanings.insert(meaning(static_cast<Guard>(i))).second);
    }
}

TEST_CASE("A set of guards keeps the list's order", "[guard]") {
    GuardSet set;
    CHECK(set.empty());
    set.add(Guard::NothingRipe);
    set.add(Guard::NotInSlot);
    set.add_if(false, Guard::Quiet);
    set.add_if(true, Guard::BudgetKind);
    CHECK(set.list() == std::vector{Guard::NotInSlot, Guard::BudgetKind, Guard::NothingRipe});
    CHECK(set.without_budgets().list() == std::vector{Guard::NotInSlot, Guard::NothingRipe});
    set.remove(Guard::NotInSlot);
    CHECK_FALSE(set.has(Guard::NotInSlot));
    for (const auto guard : {Guard::BudgetGap, Guard::BudgetWeek, Guard::BudgetGoal,
                             Guard::BudgetPerson, Guard::BudgetKind, Guard::BudgetCycle}) {
        GuardSet one;
        one.add(guard);
        CHECK(one.without_budgets().empty());
    }
}

TEST_CASE("What surrounds the person keeps Kith silent", "[guard]") {
    Ready s;
    SECTION("outside a slot") {
        s.around.in_slot = false;
        CHECK(s.outcome() == "not-in-slot");
    }
    SECTION("quiet") {
        s.around.quiet = true;
        CHECK(s.outcome() == "quiet");
    }
    SECTION("do not disturb") {
        s.around.dnd = true;
        CHECK(s.outcome() == "dnd");
    }
    SECTION("locked") {
        s.around.locked = true;
        CHECK(s.outcome() == "locked");
    }
    SECTION("idle") {
        s.around.idle = true;
        CHECK(s.outcome() == "away");
    }
    SECTION("all at once, in the list's order") {
        s.around.in_slot = false;
        s.around.quiet = s.around.dnd = s.around.locked = s.around.idle = true;
        CHECK(s.outcome() == "not-in-slot quiet dnd away locked");
    }
}

TEST_CASE("An event keeps fifteen minutes on either side", "[guard]") {
    Ready s;
    const auto at = [&](Instant from, Instant to) {
        s.around.busy = {{from, to, false, false}};
        return s.outcome();
    };
    CHECK(at(kNoon + 15min + 1s, kNoon + 1h) == "ana");
    CHECK(at(kNoon + 15min, kNoon + 1h) == "event");
    CHECK(at(kNoon - 1h, kNoon + 1h) == "event");
    CHECK(at(kNoon - 1h, kNoon - 15min + 1s) == "event");
    CHECK(at(kNoon - 1h, kNoon - 15min) == "ana");
    s.around.busy = {{kNoon - 12h, kNoon + 12h, true, true}};
    CHECK(s.outcome() == "ana");
}

TEST_CASE("After company there are three hours of rest", "[guard]") {
    Ready s;
    const auto after = [&](seconds length, seconds ago) {
        s.around.busy = {{kNoon - ago - length, kNoon - ago, false, true}};
        return s.outcome();
    };
    CHECK(after(45min, 3h - 1s) == "after-social");
    CHECK(after(45min, 3h) == "ana");
    CHECK(after(45min - 1s, 1h) == "ana");
    CHECK(after(45min, 5min) == "event after-social");
    s.around.busy = {{kNoon - 3h, kNoon - 1h, false, false}};
    CHECK(s.outcome() == "ana");
}

TEST_CASE("A pause holds from its first second to its last", "[guard]") {
    Ready s;
    const auto paused = [&](Instant from, Instant to) {
        s.memory.pauses = {{from, to}};
        s.set_ratio("ana", 1.6);
        return s.outcome();
    };
    CHECK(paused(kNoon + 1s, kNoon + 2h) == "paused"); // told by a clock that was ahead
    CHECK(paused(kNoon, kNoon + 2h) == "paused");
    CHECK(paused(kNoon - 2h, kNoon + 1s) == "paused");
    CHECK(paused(kNoon - 2h, kNoon) == "ana");
    CHECK(paused(kNoon - 2h, Instant::max()) == "paused");
}

TEST_CASE("Settling lasts 48 hours, or seven days where backfill does not end", "[guard]") {
    Ready s;
    const auto began = [&](seconds ago, std::optional<seconds> backfilled_ago) {
        s.memory.began = kNoon - ago;
        s.memory.backfilled.reset();
        if (backfilled_ago) s.memory.backfilled = kNoon - *backfilled_ago;
        return s.outcome();
    };
    CHECK(began(48h - 1s, 47h) == "settling");
    CHECK(began(48h, 47h) == "ana");
    CHECK(began(48h, 0s) == "ana");
    CHECK(began(days{7} - 1s, {}) == "settling");
    CHECK(began(days{7}, {}) == "ana");
    s.settings.policy.settle_h = 0;
    CHECK(began(1s, {}) == "ana");
}

TEST_CASE("In the first seven days there is one offer", "[guard]") {
    Ready s;
    s.add("ben");
    s.set_ratio("ana", 1.6);
    s.set_ratio("ben", 1.6);
    s.pushed("ben", kNoon - days{4});
    s.memory.began = kNoon - days{7} + 1s;
    CHECK(s.outcome() == "settling");
    s.memory.began = kNoon - days{7};
    CHECK(s.outcome() == "ana");
    s.memory.began = kNoon - days{7} + 1s;
    s.settings.policy.settle_h = 0;
    CHECK(s.outcome() == "ana");
}

TEST_CASE("After a long interruption the first slot stays silent", "[guard]") {
    Ready s;
    s.memory.interrupted = true;
    CHECK(s.outcome() == "settling");
    s.settings.policy.settle_h = 0;
    CHECK(s.outcome() == "settling");
}

TEST_CASE("A ledger that goes on from a copy settles anew, whatever was set", "[guard]") {
    Ready s;
    s.add("ben");
    s.set_ratio("ana", 1.6);
    s.set_ratio("ben", 1.6);
    s.settings.policy.settle_h = 0;
    const auto copied = [&](seconds ago) {
        s.memory.told.insert_or_assign(std::string{kFromCopy}, kNoon - ago);
        return s.outcome();
    };
    CHECK(copied(48h - 1s) == "settling");
    CHECK(copied(48h) == "ana");
    s.pushed("ben", kNoon - days{4}); // which the copy knew of
    CHECK(copied(days{3}) == "ana");
    CHECK(copied(days{4}) == "settling"); // the one offer since
    CHECK(copied(days{7} - 1s) == "settling");
    CHECK(copied(days{7}) == "ana");
}

TEST_CASE("One offer at a time, and it may be replaced after 18 hours", "[guard]") {
    Ready s;
    s.outstanding("ben", kNoon - 18h + 1s);
    CHECK(s.outcome() == "outstanding");
    s.outstanding("ben", kNoon - 18h);
    CHECK(s.outcome() == "ana");
    CHECK(s.decision.replaces);
    s.outstanding("ben", kNoon - 30h).delivered_at.reset();
    CHECK(s.outcome() == "outstanding");
}

TEST_CASE("A goal on a stale source drops out, the others go on", "[guard]") {
    Ready s;
    s.stale[0] = true;
    CHECK(s.outcome() == "stale");
    s.add("ben");
    s.set_ratio("ben", 1.6);
    CHECK(s.outcome() == "ben");
}

TEST_CASE("A plan ahead keeps offers away for max(3 d, c'/2)", "[guard]") {
    Ready s;
    const auto plan = [&](seconds ahead) {
        s.of("ana").holds = {{"h", kNoon + ahead, kNoon + ahead + 2h}};
        return s.outcome();
    };
    CHECK(plan(days{15} - 1s) == "plan-ahead");
    CHECK(plan(days{15}) == "ana");
    CHECK(plan(-1h) == "event");        // it is on
    CHECK(plan(-3h) == "after-social"); // they have just met
    CHECK(plan(-5h) == "plan-ahead");   // as after a touch
    CHECK(plan(-days{7} - 2h + 1s) == "plan-ahead");
    CHECK(plan(-days{7} - 2h) == "ana"); // a week at most: it may have come to nothing
    s.of("ana").holds = {{"h", kNoon - days{1}, kNoon - days{1} + 2h},
                         {"i", kNoon + days{20}, kNoon + days{20} + 2h}};
    CHECK(s.outcome() == "plan-ahead"); // the one that has been
    s.of("ana").holds.clear();
    s.upcoming = {{"ana", kNoon + days{1}, kNoon + days{1} + 1h}};
    CHECK(s.outcome() == "plan-ahead");
    s.upcoming = {{"ben", kNoon + days{1}, kNoon + days{1} + 1h}};
    CHECK(s.outcome() == "ana");
    s.upcoming = {{"ana", kNoon - 3h, kNoon}}; // over
    CHECK(s.outcome() == "ana");
}

TEST_CASE("A plan with anybody is company, without any calendar", "[guard]") {
    Ready s;
    s.add("ben");
    s.set_ratio("ben", 0.1);
    const auto plan = [&](seconds ahead) {
        s.of("ben").holds = {{"h", kNoon + ahead, kNoon + ahead + 2h}};
        s.set_ratio("ana", 1.6);
        return s.outcome();
    };
    CHECK(plan(15min + 1s) == "ana");
    CHECK(plan(15min) == "event");
    CHECK(plan(-1h) == "event");
    CHECK(plan(-2h - 5min) == "event after-social");
    CHECK(plan(-5h + 1s) == "after-social");
    CHECK(plan(-5h) == "ana");
    s.of("ben").states = {{State::NoContact, kNoon - 1h, Instant::max()}};
    CHECK(plan(-1h) == "ana");
}

TEST_CASE("A touch keeps offers away for max(2 d, c'/2)", "[guard]") {
    Ready s;
    s.of("ana").clock.last_touch = kNoon - days{15} + 1s;
    CHECK(s.outcome() == "recent-touch");
    s.of("ana").clock.last_touch = kNoon - days{15};
    CHECK(s.outcome() == "ana");
    s.connection(0).every = Rhythm{3, 3, false};
    s.set_ratio("ana", 1.6);
    s.of("ana").clock.last_touch = kNoon - days{2} + 1s;
    CHECK(s.outcome() == "recent-touch");
    s.of("ana").clock.last_touch = kNoon - days{2};
    CHECK(s.outcome() == "ana");
}

TEST_CASE("Only people who take part are offered", "[guard]") {
    const std::pair<State, const char*> table[] = {
        {State::Active, "ana"},
        {State::TheirTurn, "ana"},
        {State::Resting, "state"},
        {State::Paused, "state"},
        {State::Ended, "nothing-ripe"},
        {State::Remembered, "nothing-ripe"},
        {State::NoContact, "nothing-ripe"},
    };
    for (const auto& [state, outcome] : table) {
        Ready s;
        CAPTURE(to_word(state));
        s.connection(0).state = state;
        CHECK(s.outcome() == outcome);
        s.connection(0).state = State::Active;
        s.of("ana").states = {{state, kNoon - 1h, kNoon + 1s}};
        s.set_ratio("ana", 1.6);
        CHECK(s.outcome() == outcome);
        s.of("ana").states = {{state, kNoon - 1h, kNoon}};
        CHECK(s.outcome() == "ana");
        // Nothing is told in advance: the clock was ahead, and has been put right.
        s.of("ana").states = {{state, kNoon + 1s, kNoon + 1h}};
        CHECK(s.outcome() == outcome);
    }
}

TEST_CASE("Hard feelings, a place beyond 24 and a not-this-time fail as state", "[guard]") {
    Ready s;
    SECTION("hard") {
        s.connection(0).feels = Feels::Hard;
        CHECK(s.outcome() == "state");
        s.connection(0).feels = Feels::Mixed;
        CHECK(s.outcome() == "ana");
    }
    SECTION("hidden") {
        s.of("ana").hidden_until = kNoon + 1s;
        CHECK(s.outcome() == "state");
        s.of("ana").hidden_until = kNoon;
        CHECK(s.outcome() == "ana");
    }
    SECTION("beyond 24") {
        s.settings.connections.clear();
        s.states.clear();
        s.sights.clear();
        for (int i = 0; i < 25; ++i) {
            s.add("p" + std::to_string(i), Circle::Outer);
            s.set_ratio("p" + std::to_string(i), 0.1);
        }
        s.set_ratio("p24", 1.6);
        CHECK(s.outcome() == "state");
        s.states[3] = State::Resting;
        s.set_ratio("p24", 1.6);
        CHECK(s.outcome() == "p24");
    }
}

TEST_CASE("Two ignored offers leave a goal to the picture", "[guard]") {
    Ready s;
    s.connection(0).confidant = true;
    s.set_ratio("ana", 2.5);
    s.of("ana").ignored = {{"1", kNoon - days{100}}};
    CHECK(s.outcome() == "ana");
    s.of("ana").ignored.push_back({"2", kNoon - days{50}});
    CHECK(s.view("ana").failed.has(Guard::Ignored));
    CHECK_FALSE(s.decision.nudge);
    s.of("ana").clock.last_touch = kNoon - days{49};
    CHECK(s.outcome() == "ana");
}

TEST_CASE("Dormant and fresh goals are never offered", "[guard]") {
    Ready s;
    s.connection(0).confidant = true;
    for (const double r : {0.0, 0.5, 0.66, 8.0, 20.0}) {
        s.set_ratio("ana", r);
        CHECK(s.outcome() == "nothing-ripe");
    }
    s.set_ratio("ana", 7.99);
    CHECK(s.outcome() == "ana");
}

TEST_CASE("Care, and a group that meets nowhere, are never offered", "[guard]") {
    for (const auto circle : {Circle::Group, Circle::Care}) {
        Scene s;
        s.add("x", circle);
        s.of("x").clock.elapsed = 1000;
        CHECK(s.outcome() == "nothing-ripe");
        CHECK_FALSE(s.decision.goals[0].counted);
    }
}
