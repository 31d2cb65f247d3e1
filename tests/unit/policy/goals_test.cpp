// SPDX-License-Identifier: MIT
#include "core/policy/goals.hpp"

#include <cmath>

#include "base/hash.hpp"
#include "core/policy/feasibility.hpp"
#include "core/policy/spans.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/policy/tools.hpp"

using namespace kith;
using namespace kith::policy;
using namespace kith::test;

TEST_CASE("Circles have the rhythm of the table", "[goals]") {
    const std::pair<Circle, std::optional<double>> table[] = {
        {Circle::Inner, 7},   {Circle::Close, 30},      {Circle::Wide, 90},
        {Circle::Outer, 180}, {Circle::NewFriend, 10},  {Circle::Group, {}},
        {Circle::Care, {}},   {Circle::SmallHello, {}}, {Circle::OldFriend, {}},
    };
    for (const auto& [circle, c] : table) {
        CHECK(circle_rhythm(circle) == c);
        Scene s;
        s.add("ana", circle).every = Rhythm{14, 14, false};
        CHECK(s.prepare().all[0].rhythmic == c.has_value());
        if (c) CHECK(s.goals.all[0].c == 14);
    }
    Scene s;
    s.add("ana").every = Rhythm{0, 0, true};
    CHECK_FALSE(s.prepare().all[0].rhythmic);
    CHECK(s.goals.load == 0);
}

TEST_CASE("Jitter keeps goals apart, and never by more than its share", "[goals]") {
    CHECK(unit("jitter:ana") == Approx(0.5 * (1 + (2 * unit("jitter:ana") - 1))));
    Scene s;
    s.settings.policy.jitter = 0.1;
    for (int i = 0; i < 20; ++i) s.add("p" + std::to_string(i), Circle::Outer);
    double lowest = 1e9, highest = 0;
    for (const auto& goal : s.prepare().all) {
        const double h = 2 * unit("jitter:" + goal.connection->id) - 1;
        CHECK(goal.rhythm == Approx(180 * (1 + 0.1 * h)));
        CHECK(goal.terms.rhythm_days == goal.rhythm);
        CHECK(goal.terms.first_unit == unit("first:" + goal.connection->id));
        lowest = std::min(lowest, goal.rhythm);
        highest = std::max(highest, goal.rhythm);
    }
    CHECK(lowest >= 162);
    CHECK(highest <= 198);
    CHECK(highest - lowest > 18);
}

TEST_CASE("Too many goals slow all of them equally", "[goals]") {
    struct Row {
        Pace pace;
        int inner;
        double load_max, sigma;
    };
    const Row rows[] = {
        {Pace::Steady, 1, 1.8, 1},  {Pace::Steady, 2, 1.8, 2 / 1.8}, {Pace::Steady, 9, 1.8, 5},
        {Pace::Gentle, 6, 1.2, 5},  {Pace::Lively, 3, 3.0, 1},       {Pace::Lively, 6, 3.0, 2},
        {Pace::Ambient, 9, 1.8, 5}, // W = 0 reckons with 3
    };
    for (const auto& row : rows) {
        Scene s;
        s.settings.pace = row.pace;
        for (int i = 0; i < row.inner; ++i) s.add("p" + std::to_string(i), Circle::Inner);
        s.prepare();
        CHECK(s.goals.load == Approx(row.inner));
        CHECK(s.goals.load_max == Approx(row.load_max));
        CHECK(s.goals.stretch == Approx(row.sigma));
        for (const auto& goal : s.goals.all) CHECK(goal.rhythm == Approx(7 * row.sigma));
    }
}

TEST_CASE("A set weekly budget wins over the pace", "[goals]") {
    Scene s;
    s.settings.pace = Pace::Lively;
    s.settings.budget.per_7d = 1;
    s.add("ana", Circle::Inner);
    CHECK(s.prepare().weekly == 1);
    CHECK(s.goals.stretch == Approx(1 / 0.6));
}

TEST_CASE("Only goals that take part make up the load", "[goals]") {
    Scene s;
    for (const auto* id :
         {"active", "their-turn", "resting", "paused", "ended", "remembered", "gone"})
        s.add(id, Circle::Inner);
    s.add("choir", Circle::Group);
    s.states = {State::Active, State::TheirTurn,  State::Resting,   State::Paused,
                State::Ended,  State::Remembered, State::NoContact, State::Active};
    CHECK(s.prepare().load == Approx(2));
    CHECK(s.goals.active == 2);
}

TEST_CASE("The band is as wide as the widest reason for it", "[goals]") {
    struct Row {
        bool kin;
        Sight sight;
        double ideal, outer, f;
    };
    const Row rows[] = {
        {false, Sight::Seen, 0, 0, 0.33},   {true, Sight::Seen, 0, 0, 0.5},
        {false, Sight::Partly, 0, 0, 0.5},  {false, Sight::Unseen, 0, 0, 0.5},
        {true, Sight::Unseen, 0, 0, 0.5},   {false, Sight::Seen, 28, 42, 0.5},
        {false, Sight::Seen, 28, 30, 0.33}, {false, Sight::Seen, 28, 84, 0.66},
        {true, Sight::Seen, 28, 30, 0.5},   {true, Sight::Seen, 28, 45, 45.0 / 28 - 1},
        {false, Sight::Seen, 28, 28, 0.33},
    };
    for (const auto& row : rows) {
        Scene s;
        auto& c = s.add("ana", Circle::Close, row.sight);
        c.kin = row.kin;
        if (row.ideal > 0) c.every = Rhythm{row.ideal, row.outer, false};
        CHECK(s.prepare().all[0].f == Approx(row.f));
        CHECK(s.goals.all[0].terms.f == s.goals.all[0].f);
        if (row.ideal > 0) CHECK(s.goals.all[0].c == row.ideal);
    }
}

TEST_CASE("Bands follow the ratio", "[goals]") {
    const PolicyBlock policy;
    const std::pair<double, Band> table[] = {
        {0, Band::Fresh},        {0.669, Band::Fresh},    {0.67, Band::Ripe}, {1.329, Band::Ripe},
        {1.331, Band::Drifting}, {2.999, Band::Drifting}, {3, Band::Quiet},   {7.999, Band::Quiet},
        {8, Band::Dormant},      {100, Band::Dormant},
    };
    for (const auto& [r, band] : table) {
        CAPTURE(r);
        CHECK(band_of(r, 0.33, policy) == band);
    }
    CHECK(band_of(0.5, 0.5, policy) == Band::Ripe);
    CHECK(band_of(1.49, 0.5, policy) == Band::Ripe);
}

TEST_CASE("Importance comes from the word, a confidant comes first", "[goals]") {
    const std::pair<Importance, double> table[] = {
        {Importance::Light, 0.75}, {Importance::Usual, 1}, {Importance::High, 1.25}};
    for (const auto& [word, i] : table) {
        Scene s;
        s.add("ana").importance = word;
        CHECK(s.prepare().all[0].importance == i);
        s.connection(0).confidant = true;
        CHECK(s.prepare().all[0].importance == 1.25);
    }
}

TEST_CASE("Beyond 24 the outer circles live in the picture only", "[goals]") {
    Scene s;
    for (int i = 0; i < 10; ++i) s.add("wide" + std::to_string(i), Circle::Wide);
    for (int i = 0; i < 10; ++i) s.add("close" + std::to_string(i), Circle::Close);
    for (int i = 0; i < 10; ++i) s.add("inner" + std::to_string(i), Circle::Inner);
    s.connection(0).feels = Feels::Hard; // takes no place
    s.states[1] = State::Resting;
    s.prepare();
    CHECK(s.goals.active == 28);
    for (const auto& goal : s.goals.all) {
        CAPTURE(goal.connection->id);
        const auto& id = goal.connection->id;
        const bool out = id == "wide6" || id == "wide7" || id == "wide8" || id == "wide9";
        CHECK(goal.beyond_cap == out);
    }
}

TEST_CASE("Spans are as long as the rules say", "[goals]") {
    const BudgetBlock budget;
    Goal goal;
    const auto gap_of = [](const Goal& g, const BudgetBlock& b, int ignored) {
        Facts facts;
        facts.ignored = ignored;
        const double once = goal_gap(g, facts, b);
        facts.their_turn = true; // everything takes twice as long
        CHECK(goal_gap(g, facts, b) >= once);
        CHECK(rhythm_at(g, facts) == 2 * g.rhythm);
        return once;
    };
    const std::tuple<double, double, double, double> table[] = {
        // c', goal gap with k = 0, rest after a touch, hidden after a not-this-time
        {3, 3, 2, 6},
        {6, 3, 3, 6},
        {7, 3.5, 3.5, 7},
        {30, 15, 15, 30},
        {90, 45, 45, 60}};
    for (const auto& [c, gap, rest, hidden] : table) {
        goal.rhythm = c;
        CHECK(gap_of(goal, budget, 0) == Approx(gap));
        CHECK(gap_of(goal, budget, 1) == Approx(2 * gap));
        CHECK(gap_of(goal, budget, 2) == Approx(4 * gap));
        CHECK(person_gap(goal, budget) == Approx(gap));
        CHECK(touch_rest(goal) == Approx(rest));
        CHECK(hidden_days(goal) == Approx(hidden));
    }
    const std::pair<int, int> kinds[] = {{0, 0}, {1, 1}, {2, 2}, {3, 3}, {4, 3}, {5, 4}, {10, 8}};
    for (const auto& [weekly, limit] : kinds) CHECK(kind_limit(weekly, budget) == limit);
}

TEST_CASE("What check says of a life is true of it", "[goals]") {
    Scene s;
    s.settings.budget.per_7d = 10; // there is no more to be had
    for (int i = 0; i < 7; ++i) s.add("p" + std::to_string(i), Circle::Inner);
    auto text = feasibility_text(feasibility(s.prepare())).at(1);
    CHECK(text.find("Two ways to fit") != std::string::npos);
    CHECK(text.find("let the tightest one live in the picture") != std::string::npos);
    CHECK(text.find("pace") == std::string::npos);
    Scene choir;
    choir.add("choir", Circle::Group);
    const auto said = [&] { return feasibility_text(feasibility(choir.prepare())).at(0); };
    CHECK(said().find("stay quiet") != std::string::npos);
    choir.connection(0).meets = Meets{"every Tuesday", "19:30", "21:30"};
    CHECK(said().find("stay quiet") == std::string::npos);
    CHECK(said().find("meeting") != std::string::npos);
    choir.settings.pace = Pace::Ambient;
    CHECK(said().find("stay quiet") != std::string::npos);
}

TEST_CASE("What does not fit is told with three ways to fit", "[goals]") {
    Scene s;
    for (const auto* id : {"a", "b", "c", "d"}) s.add(id, Circle::Inner);
    const auto what = feasibility(s.prepare());
    CHECK_FALSE(what.fits());
    CHECK(what.asked_a_week == Approx(4));
    CHECK(what.tight == 3);         // one a week is left of 1.8 that fit
    CHECK(what.weekly_needed == 7); // 0.6 * 7 carries four
    const auto text = feasibility_text(what);
    REQUIRE(text.size() == 2);
    CHECK(text[1].find("per_7d: 7") != std::string::npos);
    s.settings.pace = Pace::Ambient;
    const auto none = feasibility_text(feasibility(s.prepare()));
    CHECK(none[0].find("carries") == std::string::npos);
    CHECK(none[1].find("per_7d") == std::string::npos);
    s.settings.pace = Pace::Steady;
    s.settings.budget.per_7d = what.weekly_needed;
    CHECK(feasibility(s.prepare()).fits());
    s.settings.budget.per_7d.reset();
    s.connection(0).every = s.connection(1).every = s.connection(2).every = Rhythm{0, 0, true};
    CHECK(feasibility(s.prepare()).fits());
    // Beside it stands what the last four weeks held.
    s.of("d").clock.warm_days = {kNoon - days{1}, kNoon - days{9}, kNoon - days{29}};
    const auto lived = feasibility((void(s.frame()), s.goals), s.board);
    CHECK(lived.lived_a_week == 0.5);
    CHECK(feasibility_text(lived).back().find("0.5 hellos a week") != std::string::npos);
}
