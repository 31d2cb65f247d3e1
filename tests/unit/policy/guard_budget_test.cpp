// SPDX-License-Identifier: MIT
// Every budget one second before and one second after it gives way.
#include "tests/support/catch.hpp"
#include "tests/unit/policy/ready.hpp"

using namespace kith;
using namespace kith::policy;
using namespace kith::test;

TEST_CASE("Offers keep 18 hours apart, by the slots' nominal starts", "[guard]") {
    Ready s;
    s.add("ben");
    s.pushed("ben", kNoon - 18h + 1s).at = kNoon - 20h;
    CHECK(s.outcome() == "budget.gap");
    s.memory.pushes.clear();
    s.pushed("ben", kNoon - 18h).at = kNoon - 17h;
    CHECK(s.outcome() == "ana");
}

TEST_CASE("A return holds up nothing", "[guard]") {
    Ready s;
    s.add("ben");
    s.pushed("ben", kNoon - 5h).is_return = true;
    s.of("ben").pushes.back().is_return = true;
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

TEST_CASE("A cycle is counted whole, however often an offer was put off", "[guard]") {
    Ready s;
    Naming naming;
    const auto choose = [&](Instant at, bool is_return) {
        Event e;
        e.kind = EventKind::Chosen;
        e.at = at;
        e.slot = at;
        e.connection = "ana";
        e.nudge = std::to_string(at.time_since_epoch().count());
        e.is_return = is_return;
        apply(s.memory, e, naming);
        s.memory.outstanding.reset();
    };
    choose(kNoon - days{40}, false);
    for (int i = 0; i < 4; ++i) choose(kNoon - days{35 - 3 * i}, true);
    s.frame();
    CHECK(s.board.facts[0].cycle_pushes == 1);
    CHECK(s.board.facts[0].last_budgeted == kNoon - days{40});
    choose(kNoon - days{20}, false);
    CHECK(s.outcome() == "budget.cycle");
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
