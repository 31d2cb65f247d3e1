// SPDX-License-Identifier: MIT
// Every guard one second before and one second after it gives way.
#include "core/policy/guard.hpp"

#include <set>

#include "tests/support/catch.hpp"
#include "tests/unit/policy/tools.hpp"

using namespace kith;
using namespace kith::policy;
using namespace kith::test;

namespace {

/// One close friend, c' = 30, lapsed: offered unless something objects.
struct Ready : Scene {
    Ready() {
        add("ana");
        set_ratio("ana", 1.6);
        REQUIRE(outcome() == "ana");
    }
};

} // namespace

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
    CHECK(paused(kNoon + 1s, kNoon + 2h) == "ana");
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

TEST_CASE("Offers keep 18 hours apart, by the slots' nominal starts", "[guard]") {
    Ready s;
    s.add("ben");
    s.pushed("ben", kNoon - 18h + 1s).at = kNoon - 20h;
    CHECK(s.outcome() == "budget.gap");
    s.memory.pushes.clear();
    s.pushed("ben", kNoon - 18h).at = kNoon - 17h;
    CHECK(s.outcome() == "ana");
}

TEST_CASE("A clock set back refunds nothing", "[guard]") {
    Ready s;
    s.add("ben");
    s.pushed("ben", kNoon + 5h);
    CHECK(s.outcome() == "budget.gap");
}

TEST_CASE("The week's offers are counted over 168 hours, half open", "[guard]") {
    Ready s;
    for (const auto* id : {"a", "b", "c"}) s.add(id, Circle::Wide);
    s.set_ratio("ana", 1.6);
    s.settings.budget.kind_share = 1.5;
    s.pushed("a", kNoon - hours{168} + 1s);
    s.pushed("b", kNoon - hours{100});
    s.pushed("c", kNoon - hours{50});
    CHECK(s.outcome() == "budget.week");
    CHECK(s.decision.spent == 3);
    s.memory.pushes.front().slot = kNoon - hours{168};
    CHECK(s.outcome() == "ana");
    CHECK(s.decision.spent == 2);
    s.memory.pushes.back().is_return = true;
    CHECK(s.view("ana").failed.empty());
    CHECK(s.decision.spent == 1);
}

TEST_CASE("Ambient makes no offers", "[guard]") {
    Ready s;
    s.settings.pace = Pace::Ambient;
    CHECK(s.outcome() == "budget.week");
    CHECK(s.decision.weekly == 0);
}

TEST_CASE("A kind has three quarters of the week", "[guard]") {
    Ready s;
    s.settings.pace = Pace::Lively; // 5 a week, 4 of a kind
    s.settings.budget.min_gap_h = 6;
    for (const auto* id : {"a", "b", "c", "d"}) {
        s.add(id, Circle::Wide);
        s.set_ratio(id, 0.1);
    }
    s.set_ratio("ana", 1.6);
    for (int i = 0; i < 4; ++i)
        s.pushed(std::string(1, static_cast<char>('a' + i)), kNoon - hours{160 - 20 * i});
    CHECK(s.outcome() == "budget.kind");
    s.memory.pushes.front().slot = kNoon - hours{168};
    CHECK(s.outcome() == "ana");
}

TEST_CASE("A goal is offered again after max(3 d, c'/2) * 2^k", "[guard]") {
    struct Row {
        double every;
        int k;
        double gap;
    };
    const Row rows[] = {{5, 0, 3}, {30, 0, 15}, {30, 1, 30}, {5, 1, 6}};
    for (const auto& row : rows) {
        Scene s;
        s.settings.budget.per_7d = 10;
        s.add("ana").every = Rhythm{row.every, row.every, false};
        s.connection(0).importance = Importance::High;
        s.set_ratio("ana", 2);
        for (int i = 0; i < row.k; ++i) s.of("ana").ignored.push_back({"i", kNoon - days{200}});
        const auto with = [&](seconds ago) {
            s.of("ana").pushes.clear();
            s.memory.pushes.clear();
            s.pushed("ana", kNoon - ago);
            return s.view("ana").failed.has(Guard::BudgetGoal);
        };
        CAPTURE(row.every, row.k);
        CHECK(with(in_days(row.gap) - 1s));
        CHECK_FALSE(with(in_days(row.gap)));
    }
}

TEST_CASE("Being named in another's offer keeps a person out for a while", "[guard]") {
    Ready s;
    s.of("ana").named_by_other = kNoon - days{15} + 1s;
    CHECK(s.outcome() == "budget.person");
    s.of("ana").named_by_other = kNoon - days{15};
    CHECK(s.outcome() == "ana");
}

TEST_CASE("Two offers are all a cycle has", "[guard]") {
    Ready s;
    auto& first = s.pushed("ana", kNoon - days{60});
    first.opens_cycle = true;
    s.pushed("ana", kNoon - days{20});
    s.of("ana").pushes.back().opens_cycle = false;
    CHECK(s.outcome() == "budget.cycle");
    SECTION("a touch ends it") {
        s.of("ana").clock.last_touch = kNoon - days{18};
        CHECK(s.outcome() == "ana");
        CHECK(s.decision.opens_cycle);
    }
    SECTION("a not-this-time ends it") {
        s.of("ana").cycle_start = kNoon - days{18};
        CHECK(s.outcome() == "ana");
        CHECK(s.decision.opens_cycle);
    }
    SECTION("a return does not count") {
        s.of("ana").pushes.back().is_return = true;
        CHECK(s.outcome() == "ana");
        CHECK_FALSE(s.decision.opens_cycle);
    }
    SECTION("a touch before both changes nothing") {
        s.of("ana").clock.last_touch = kNoon - days{61};
        CHECK(s.outcome() == "budget.cycle");
    }
}

TEST_CASE("What Kith cannot see ends by itself after max(30 d, 2c')", "[guard]") {
    for (const auto sight : {Sight::Seen, Sight::Partly, Sight::Unseen}) {
        Scene s;
        s.add("ana", Circle::Close, sight);
        s.set_ratio("ana", 2);
        s.pushed("ana", kNoon - days{60} + 1s);
        s.pushed("ana", kNoon - days{20});
        s.of("ana").pushes.back().opens_cycle = false;
        CHECK(s.outcome() == "budget.cycle");
        s.of("ana").pushes.front().slot = s.of("ana").pushes.front().at = kNoon - days{60};
        CHECK(s.outcome() == (sight == Sight::Seen ? "budget.cycle" : "ana"));
        s.connection(0).every = Rhythm{10, 10, false};
        s.set_ratio("ana", 2);
        s.of("ana").pushes.front().at = kNoon - days{30} + 1s;
        CHECK(s.outcome() == "budget.cycle");
        s.of("ana").pushes.front().at = kNoon - days{30};
        CHECK(s.outcome() == (sight == Sight::Seen ? "budget.cycle" : "ana"));
    }
}

TEST_CASE("A plan ahead keeps offers away for max(3 d, c'/2)", "[guard]") {
    Ready s;
    const auto plan = [&](seconds ahead) {
        s.of("ana").holds = {{"h", kNoon + ahead, kNoon + ahead + 2h}};
        return s.outcome();
    };
    CHECK(plan(days{15} - 1s) == "plan-ahead");
    CHECK(plan(days{15}) == "ana");
    CHECK(plan(-1h) == "plan-ahead"); // it is on
    CHECK(plan(-2h) == "ana");        // it is over
    s.of("ana").holds.clear();
    s.upcoming = {{"ana", kNoon + days{1}, kNoon + days{1} + 1h}};
    CHECK(s.outcome() == "plan-ahead");
    s.upcoming = {{"ben", kNoon + days{1}, kNoon + days{1} + 1h}};
    CHECK(s.outcome() == "ana");
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
        s.of("ana").states = {{state, kNoon + 1s, kNoon + 1h}};
        CHECK(s.outcome() == "ana");
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

TEST_CASE("Circles without a rhythm are never offered", "[guard]") {
    for (const auto circle : {Circle::Group, Circle::Care, Circle::SmallHello, Circle::OldFriend}) {
        Scene s;
        s.add("x", circle);
        s.of("x").clock.elapsed = 1000;
        CHECK(s.outcome() == "nothing-ripe");
        CHECK_FALSE(s.decision.goals[0].counted);
    }
}
