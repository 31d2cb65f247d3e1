// SPDX-License-Identifier: MIT
#include "core/policy/decide.hpp"

#include "base/hash.hpp"
#include "core/policy/steps.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/policy/tools.hpp"

using namespace kith;
using namespace kith::policy;
using namespace kith::test;

TEST_CASE("The highest score is offered", "[decide]") {
    Scene s;
    s.add("ana");
    s.add("ben");
    s.add("cem");
    s.set_ratio("ana", 1.2);
    s.set_ratio("ben", 1.5);
    s.set_ratio("cem", 4);
    CHECK(s.outcome() == "ben");
    CHECK(s.decision.candidates == 3);
    s.connection(0).importance = Importance::High;
    s.connection(1).importance = Importance::Light;
    s.set_ratio("ana", 1.32);
    CHECK(s.outcome() == "ana");
}

TEST_CASE("Equal scores are decided by the day's draw", "[decide]") {
    for (int day = 0; day < 12; ++day) {
        Scene s;
        s.move_to(kNoon + days{day});
        for (const auto* id : {"ana", "ben", "cem", "dov"}) {
            s.add(id);
            s.set_ratio(id, 2.0);
        }
        std::string lowest;
        for (const auto& c : s.settings.connections) {
            const auto date =
                "2026-03-" + std::string(day + 2 < 10 ? "0" : "") + std::to_string(day + 2);
            if (lowest.empty() ||
                unit("tie:" + date + ":" + c.id) < unit("tie:" + date + ":" + lowest))
                lowest = c.id;
        }
        CHECK(s.outcome() == lowest);
    }
}

TEST_CASE("Scores are compared after rounding to nine decimals", "[decide]") {
    Scene s;
    s.add("ana");
    s.add("ben");
    s.set_ratio("ana", 1.2);
    s.set_ratio("ben", 1.2 + 1e-12);
    CHECK(s.view("ana").score == s.view("ben").score);
    s.set_ratio("ben", 1.2 + 1e-7);
    CHECK(s.view("ana").score < s.view("ben").score);
}

TEST_CASE("Nobody is offered twice running while another is eligible", "[decide]") {
    Scene s;
    s.add("ana", Circle::NewFriend);
    s.add("ben");
    s.set_ratio("ana", 2.5);
    s.set_ratio("ben", 1.2);
    s.pushed("ana", kNoon - days{6});
    CHECK(s.outcome() == "ben");
    CHECK(s.decision.goals[0].failed.has(Guard::RunningTwice));
    CHECK(s.decision.candidates == 1);
    s.set_ratio("ben", 0.9);
    CHECK(s.outcome() == "ana");
    s.set_ratio("ben", 1.2);
    s.of("ben").hidden_until = kNoon + 1h;
    CHECK(s.outcome() == "ana");
}

TEST_CASE("A silence tells every reason that concerns someone worth an offer", "[decide]") {
    Scene s;
    s.add("ana");
    s.add("ben");
    s.add("cem");
    s.set_ratio("ana", 2);
    s.set_ratio("ben", 2);
    s.set_ratio("cem", 0.2);
    s.of("ana").hidden_until = kNoon + 1h;
    s.of("ben").clock.last_touch = kNoon - days{1};
    s.stale[2] = true; // nothing to offer there anyway
    CHECK(s.outcome() == "recent-touch state");
    s.around.quiet = true;
    CHECK(s.outcome() == "quiet");
    CHECK(s.decision.global.list() == std::vector{Guard::Quiet});
}

TEST_CASE("The weekly budget halves with every three unanswered offers", "[decide]") {
    struct Row {
        int weekly, g, effective;
    };
    const Row rows[] = {{3, 0, 3}, {3, 2, 3}, {3, 3, 1},  {3, 6, 1},  {3, 8, 1},  {3, 9, 0},
                        {5, 3, 2}, {5, 6, 1}, {10, 3, 5}, {10, 6, 2}, {10, 8, 2}, {0, 0, 0},
                        {0, 5, 0}, {1, 8, 1}, {2, 3, 1},  {10, 40, 0}};
    const ResponseBlock response;
    for (const auto& row : rows) {
        CAPTURE(row.weekly, row.g);
        CHECK(effective_weekly(row.weekly, row.g, response) == row.effective);
    }
    Scene s;
    s.add("ana");
    s.set_ratio("ana", 2);
    s.memory.g = 9;
    s.memory.g_since = kNoon - days{14} + 1s;
    CHECK(s.outcome() == "budget.week");
    s.memory.g_since = kNoon - days{14};
    CHECK(s.outcome() == "ana");
    CHECK(s.decision.backoff == 8);
    CHECK(s.decision.weekly == 1);
}

TEST_CASE("A waiting return comes first in its own slot", "[decide]") {
    Scene s;
    s.add("ana");
    s.add("ben");
    s.set_ratio("ana", 0.9); // under theta: not asked of a return
    s.set_ratio("ben", 2);
    auto& ana = s.of("ana");
    ana.waiting = Return{kNoon, "n", "one-line"};
    ana.laters = {kNoon - days{2}};
    CHECK(s.outcome() == "back: ana");
    CHECK_FALSE(s.decision.opens_cycle);
    SECTION("budgets are not asked") {
        for (int i = 1; i <= 3; ++i) s.pushed("ben", kNoon - hours{10 * i});
        s.pushed("ana", kNoon - days{2});
        CHECK(s.outcome() == "back: ana");
    }
    SECTION("all other guards are") {
        s.around.quiet = true;
        CHECK(s.outcome() == "quiet");
        s.around.quiet = false;
        s.stale[0] = true;
        CHECK(s.outcome() == "ben");
        s.stale[0] = false;
        s.outstanding("ben", kNoon - 1h);
        CHECK(s.outcome() == "outstanding");
    }
    SECTION("a touch since cancels it") {
        ana.clock.last_touch = kNoon - days{1};
        CHECK(s.outcome() == "ben");
    }
    SECTION("elsewhere it only waits") {
        s.set_ratio("ana", 2.0);
        ana.waiting->slot = kNoon + 5h;
        CHECK(s.outcome() == "ben");
        CHECK(s.decision.goals[0].failed.list() == std::vector{Guard::State});
    }
    SECTION("who has become dormant, or warm, is left alone") {
        s.set_ratio("ana", 8);
        CHECK(s.outcome() == "ben");
        s.set_ratio("ana", 0.5);
        CHECK(s.outcome() == "ben");
    }
    SECTION("once its slot has passed it is lost") {
        s.set_ratio("ana", 2.2);
        s.set_ratio("ben", 0.5);
        ana.waiting->slot = kNoon - 5h;
        CHECK(s.outcome() == "ana");
    }
}

TEST_CASE("A touch cancels a return even when it is long enough ago", "[decide]") {
    Scene s;
    s.add("ana", Circle::NewFriend).every = Rhythm{4, 4, false};
    s.set_ratio("ana", 0.9);
    s.of("ana").waiting = Return{kNoon, "n", "one-line"};
    s.of("ana").laters = {kNoon - days{7}};
    s.of("ana").clock.last_touch = kNoon - days{8};
    CHECK(s.outcome() == "back: ana");
    s.of("ana").clock.last_touch = kNoon - days{6};
    CHECK(s.outcome() == "nothing-ripe");
}

TEST_CASE("A return after G went ambient still comes back", "[decide]") {
    Scene s;
    s.add("ana");
    s.set_ratio("ana", 1);
    s.of("ana").waiting = Return{kNoon, "n", "one-line"};
    s.of("ana").laters = {kNoon - days{2}};
    s.memory.g = 9;
    s.memory.g_since = kNoon;
    CHECK(s.outcome() == "back: ana");
}

TEST_CASE("The step is the first of one's own that fits, else the library's cheapest", "[steps]") {
    Goal goal;
    Connection c;
    goal.connection = &c;
    Facts facts;
    const auto name = [&](int cap, bool calls_ok) {
        return choose_step(goal, facts, cap, calls_ok)->name;
    };
    CHECK(name(2, true) == "one-line");
    CHECK(name(1, true) == "one-line");
    c.counts = Counts::Voice;
    CHECK(name(2, true) == "voice-note");
    c.counts = Counts::Together;
    CHECK(name(2, true) == "one-line");
    c.counts = Counts::Any;
    std::vector<Push> pushes(1);
    pushes[0].step = "one-line";
    pushes[0].at = kNoon;
    facts.recency = step_recency(pushes);
    CHECK(name(2, true) == "voice-note");
    pushes.push_back(pushes[0]);
    pushes[1].step = "voice-note";
    pushes[1].at = kNoon + 1h;
    facts.recency = step_recency(pushes);
    CHECK(name(2, true) == "one-line");

    goal.steps = {{"swim", "swim in the river", 3, Channel::Together},
                  {"call", "call", 2, Channel::Call},
                  {"letter", "letter", 2, Channel::Letter},
                  {"card", "card", 1, Channel::Letter}};
    CHECK(name(3, true) == "swim");
    CHECK(name(2, true) == "call");
    CHECK(name(2, false) == "letter");
    CHECK(name(1, true) == "card");
    goal.steps = {{"swim", "swim in the river", 3, Channel::Together}};
    CHECK(name(2, true) == "one-line"); // none fits: the library's, least recently offered
}

TEST_CASE("Smaller is the next cheaper step, until there is none", "[steps]") {
    Goal goal;
    Connection c;
    goal.connection = &c;
    const auto* walk = find_step(goal, "walk");
    REQUIRE(walk != nullptr);
    const auto* less = smaller_step(goal, *walk);
    REQUIRE(less != nullptr);
    CHECK(less->cost == 2);
    less = smaller_step(goal, *less);
    REQUIRE(less != nullptr);
    CHECK(less->cost == 1);
    less = smaller_step(goal, *less);
    REQUIRE(less != nullptr);
    CHECK(less->cost == 0);
    CHECK(less->channel == Channel::None);
    CHECK(smaller_step(goal, *less) == nullptr);
    CHECK(find_step(goal, "swim") == nullptr);
    CHECK(find_built_in("call")->cost == 2);
    CHECK(step_length(*walk) == 75min);
}

TEST_CASE("Bigger is the next costlier step, and nobody far away is asked to come", "[steps]") {
    Goal goal;
    Connection c;
    goal.connection = &c;
    CHECK(bigger_step(goal, *find_built_in("one-line"))->name == "call");
    CHECK(bigger_step(goal, *find_built_in("one-line"), false)->name == "letter");
    CHECK(bigger_step(goal, *find_built_in("call"))->name == "walk");
    CHECK(bigger_step(goal, *find_built_in("walk")) == nullptr);
    c.access = Access::Remote;
    CHECK(bigger_step(goal, *find_built_in("call")) == nullptr);
}

TEST_CASE("Where the person named steps, bigger and smaller are theirs", "[steps]") {
    Goal goal;
    Connection c;
    goal.connection = &c;
    goal.steps = {*find_built_in("voice-note"), *find_built_in("call")};
    CHECK(bigger_step(goal, goal.steps[0])->name == "call");
    CHECK(bigger_step(goal, goal.steps[0], false) == nullptr);
    CHECK(smaller_step(goal, goal.steps[1])->name == "voice-note");
    REQUIRE(smaller_step(goal, goal.steps[0]) != nullptr);
    CHECK(smaller_step(goal, goal.steps[0])->cost == 0);
}

TEST_CASE("Where doing comes first, every other offer is something to do", "[steps]") {
    Goal goal;
    Connection c;
    goal.connection = &c;
    Facts facts;
    std::vector<Push> pushes;
    const auto next = [&](int cap) {
        const auto* step = choose_step(goal, facts, cap, true);
        Push push;
        push.step = step->name;
        pushes.push_back(push);
        if (pushes.size() > 6) pushes.erase(pushes.begin());
        facts.recency = step_recency(pushes);
        return step->name;
    };
    SECTION("nervous") { c.nervous = true; }
    SECTION("doing keeps it alive") { c.keeps_alive_by = KeptBy::Doing; }
    CHECK(next(2) == "errand");
    CHECK(next(2) == "one-line");
    CHECK(next(2) == "errand");
    CHECK(next(2) == "voice-note");
    CHECK(next(1) == "one-line"); // nothing to do is that small
    CHECK(next(3) == "walk");
    CHECK(next(3) == "voice-note");
    CHECK(next(3) == "coffee");
    c.access = Access::Remote;
    CHECK(next(3) == "one-line");
    CHECK(next(3) == "voice-note");
}

TEST_CASE("Of one's own steps that cost the same, the least recently offered", "[steps]") {
    Goal goal;
    Connection c;
    goal.connection = &c;
    goal.steps = {{"voice-note", "a voice note", 1, Channel::VoiceNote},
                  {"a postcard", "a postcard", 1, Channel::Letter},
                  {"call", "a call", 2, Channel::Call},
                  {"one-line", "one line", 1, Channel::Message}};
    Facts facts;
    std::vector<Push> pushes;
    std::string said;
    for (int i = 0; i < 6; ++i) {
        facts.own_recency = step_recency(pushes, goal.steps);
        Push push;
        push.step = choose_step(goal, facts, 2, true)->name;
        said += push.step + " ";
        pushes.push_back(push);
    }
    CHECK(said == "voice-note a postcard one-line voice-note a postcard one-line ");
}

TEST_CASE("Where talking keeps it alive, a voice comes first, though not each time", "[steps]") {
    Goal goal;
    Connection c;
    goal.connection = &c;
    c.keeps_alive_by = KeptBy::Talking;
    Facts facts;
    CHECK(choose_step(goal, facts, 2, true)->name == "voice-note");
    Push push;
    push.step = "voice-note";
    facts.recency = step_recency({&push, 1});
    CHECK(choose_step(goal, facts, 2, true)->name == "one-line");
}

TEST_CASE("One true sentence is for where it is safe and asked for", "[steps]") {
    Goal goal;
    Connection c;
    goal.connection = &c;
    Facts facts;
    std::vector<Push> pushes(2);
    pushes[0].step = "one-line";
    pushes[1].step = "voice-note";
    facts.recency = step_recency(pushes);
    const auto name = [&](bool long_gap) {
        return choose_step(goal, facts, 1, true, long_gap)->name;
    };
    CHECK(name(false) == "one-line");
    c.deeper = true;
    CHECK(name(false) == "one-line");
    c.feels = Feels::Mixed;
    CHECK(name(false) == "one-line");
    c.feels = Feels::Safe;
    CHECK(name(false) == "one-true-sentence");
    CHECK(name(true) == "one-line");
}

TEST_CASE("A call after a long gap takes longer, up to forty minutes", "[steps]") {
    const auto& call = *find_built_in("call");
    CHECK(step_length(call) == 20min);
    CHECK(step_length(call, 2.9) == 20min);
    CHECK(step_length(call, 4) == 30min);
    CHECK(step_length(call, 100) == 40min);
    CHECK(step_length(*find_built_in("one-line"), 4) == 10min);
}

TEST_CASE("After a long gap the opener shrinks", "[decide]") {
    Scene s;
    auto& ana = s.add("ana");
    ana.steps = {{"call", "call", 2, Channel::Call}, {"card", "card", 1, Channel::Letter}};
    s.set_ratio("ana", 2.9);
    CHECK(s.view("ana").step->name == "call");
    s.set_ratio("ana", 3.0);
    CHECK(s.view("ana").step->name == "card");
}

TEST_CASE("No call while it is night where they live", "[decide]") {
    Scene s;
    auto& ana = s.add("ana");
    ana.steps = {{"call", "call", 2, Channel::Call}, {"card", "card", 1, Channel::Letter}};
    s.set_ratio("ana", 1.5);
    const auto step_at = [&](Instant at) {
        s.move_to(at);
        s.set_ratio("ana", 1.5);
        return s.view("ana").step->name;
    };
    const Instant midnight = std::chrono::floor<days>(kNoon);
    CHECK(step_at(midnight + 9h - 1s) == "card");
    CHECK(step_at(midnight + 9h) == "call");
    CHECK(step_at(midnight + 21h - 1s) == "call");
    CHECK(step_at(midnight + 21h) == "card");
    s.connection(0).timezone = "Asia/Tokyo"; // nine hours ahead
    CHECK(step_at(midnight + 12h - 1s) == "call");
    CHECK(step_at(midnight + 12h) == "card");
    s.connection(0).timezone = "Nowhere/Land";
    CHECK(step_at(midnight + 12h) == "call");
}
