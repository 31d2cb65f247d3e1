// SPDX-License-Identifier: MIT
// P6, P7, P8, P9, P14, P15 of domain.md B17.
#include <rapidcheck.h>

#include "core/policy/offer.hpp"
#include "core/policy/score.hpp"
#include "tests/property/random_settings.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/spoken.hpp"
#include "tests/unit/policy/tools.hpp"

using namespace kith;
using namespace kith::policy;
using namespace kith::test;

namespace {

void property(const char* what, const std::function<void(Draw&)>& holds) {
    CHECK(rc::check(what, [&] {
        Draw d(*rc::gen::arbitrary<std::uint64_t>());
        holds(d);
    }));
}

/// A life in the middle: random people, clocks, offers, states and surroundings.
void fill(Scene& s, Draw& d) {
    s.settings = random_settings(d, 40);
    for (auto& c : s.settings.connections) {
        s.states.push_back(c.state);
        s.sights.push_back(static_cast<Sight>(d.below(3)));
        auto& m = s.memory.connections[c.id];
        m.id = c.id;
        m.first_seen = m.clock.as_of = s.now - hours{d.within(0, 24 * 300)};
        m.clock.elapsed = d.unit() * 20;
        if (d.chance(0.5)) m.clock.last_touch = m.clock.as_of;
        for (int n = d.within(0, 3); n > 0; --n)
            m.ignored.push_back({"i", s.now - hours{d.within(1, 2000)}});
        if (d.chance(0.1)) m.hidden_until = s.now + hours{d.within(-100, 100)};
        for (int n = d.within(0, 9); n > 0; --n)
            m.clock.week_minutes.push_back(static_cast<std::uint16_t>(d.below(10080)));
        if (d.chance(0.1)) m.clock.warm_days.push_back(s.now - hours{d.within(0, 900)});
    }
    for (int n = d.within(0, 5), at = d.within(20, 300); n > 0; --n, at -= d.within(0, 60)) {
        const auto who = "p" + std::to_string(d.below(s.settings.connections.size()));
        s.pushed(who, s.now - hours{std::max(at, 0)}).opens_cycle = d.chance(0.5);
    }
    s.around.busy_known = d.chance(0.5);
    s.around.quiet_from = s.now + hours{d.within(0, 10)};
    s.memory.g = d.within(0, 10);
    s.memory.g_since = s.now - days{d.within(0, 30)};
    for (std::size_t i = 0; i < s.stale.size(); ++i) s.stale.at(i) = d.chance(0.1);
}

} // namespace

TEST_CASE("P6: lateness never shouts", "[property]") {
    property("S does not rise beyond 1 + f", [](Draw& d) {
        const PolicyBlock policy;
        const double f = 0.33 + d.unit() * 0.33;
        const double a = 1 + f + d.unit() * 12, b = a + d.unit() * 12;
        RC_ASSERT(shape(b, f, policy) <= shape(a, f, policy));
        const double low = d.unit() * (1 + f), high = low + d.unit() * (1 + f - low);
        RC_ASSERT(shape(low, f, policy) <= shape(high, f, policy));
    });
}

TEST_CASE("P7, P8, P9: what is offered may be offered", "[property]") {
    property("an offered goal passes every rule of its own", [](Draw& d) {
        Scene s;
        fill(s, d);
        s.decide();
        if (!s.decision.nudge) {
            RC_ASSERT(!s.decision.because.empty());
            return;
        }
        const auto i = *s.decision.nudge;
        const auto& goal = s.goals.all[i];
        const auto& facts = s.board.facts[i];
        const auto& view = s.decision.goals[i];
        RC_ASSERT(s.decision.because.empty());
        RC_ASSERT(goal.connection->feels != Feels::Hard);
        if (s.decision.occasion) { // a date is no lapse: its own rules are in life_rules.cpp
            RC_ASSERT(facts.state == State::Active);
            RC_ASSERT(s.decision.spent <= s.decision.weekly);
            return;
        }
        auto failed = view.failed;
        if (s.decision.about == words::Occasion::Meeting) failed.remove(Guard::PlanAhead);
        RC_ASSERT(failed.empty());
        RC_ASSERT(s.decision.spent < s.decision.weekly);
        if (!view.counted) { // by an occasion: no lapse, so no ratio and no score
            RC_ASSERT(!goal.rhythmic);
            RC_ASSERT(goal.kind == Kind::Micro || goal.kind == Kind::Collective ||
                      goal.connection->circle == Circle::OldFriend);
            return;
        }
        RC_ASSERT(view.ratio < s.settings.policy.dormant);
        RC_ASSERT(view.ratio >= 1 - goal.f);
        RC_ASSERT(facts.ignored < 2);
        RC_ASSERT(facts.cycle_pushes < s.settings.budget.per_cycle);
        RC_ASSERT(facts.state == State::Active || facts.state == State::TheirTurn);
        RC_ASSERT(view.step->cost <=
                  (view.ratio >= 3 ? 1 : static_cast<int>(s.settings.you.usual_energy) + 1));
        RC_ASSERT(view.score_value() >= s.settings.policy.theta - 1e-9);
        RC_ASSERT(s.decision.spent < s.decision.weekly);
        for (const auto& other : s.decision.goals)
            if (other.counted && other.failed.empty()) RC_ASSERT(other.score <= view.score);
    });
}

TEST_CASE("P22: every silence has its reason, P23: no readiness is passed over", "[property]") {
    property("silence with no guard means nobody is ready", [](Draw& d) {
        Scene s;
        fill(s, d);
        s.decide();
        if (s.decision.nudge || !s.decision.global.empty()) return;
        for (const auto& view : s.decision.goals)
            if (view.counted && view.score_value() >= s.settings.policy.theta)
                RC_ASSERT(!view.failed.empty());
    });
}

TEST_CASE("P14: goals ask for no more than may be offered", "[property]") {
    property("sum(7/c') <= Lmax within jitter", [](Draw& d) {
        Scene s;
        fill(s, d);
        double asked = 0;
        const auto& goals = s.prepare();
        for (std::size_t i = 0; i < goals.all.size(); ++i) {
            const auto& goal = goals.all[i];
            const bool active = s.states[i] == State::Active || s.states[i] == State::TheirTurn;
            if (goal.rhythmic && active) asked += 7 / goal.rhythm;
            if (goal.rhythmic)
                RC_ASSERT(goal.rhythm >= goal.c * (1 - s.settings.policy.jitter) - 1e-9);
        }
        RC_ASSERT(asked <= goals.load_max / (1 - s.settings.policy.jitter) + 1e-9);
    });
}

TEST_CASE("P15: the same inputs give the same outcome, to the byte", "[property]") {
    property("decide and compose are functions", [](Draw& d) {
        const auto seed = d.next();
        Draw one(seed), two(seed);
        Scene a, b;
        fill(a, one);
        fill(b, two);
        const auto frame_a = a.frame(), frame_b = b.frame();
        policy::decide(frame_a, a.decision);
        policy::decide(frame_a, a.decision); // over its own leavings
        policy::decide(frame_b, b.decision);
        RC_ASSERT(a.decision.nudge == b.decision.nudge);
        RC_ASSERT(a.decision.because == b.decision.because);
        for (std::size_t i = 0; i < a.decision.goals.size(); ++i) {
            RC_ASSERT(a.decision.goals[i].score == b.decision.goals[i].score);
            RC_ASSERT(a.decision.goals[i].failed == b.decision.goals[i].failed);
        }
        if (a.decision.nudge)
            RC_ASSERT(chosen_event(frame_a, test::spoken(), a.decision, "n") ==
                      chosen_event(frame_b, test::spoken(), b.decision, "n"));
    });
}
