// SPDX-License-Identifier: MIT
// What is offered once someone is chosen: the step, the words, and for how long it stands.
#include "core/policy/offer.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/spoken.hpp"
#include "tests/unit/policy/tools.hpp"

using namespace kith;
using namespace kith::policy;
using namespace kith::test;

TEST_CASE("What comes back, or shrinks, is no call into their night either", "[offer]") {
    Scene s;
    auto& ana = s.add("ana");
    ana.steps = {{"call", "call", 2, Channel::Call},
                 {"ring", "ring once", 1, Channel::Call},
                 {"card", "card", 1, Channel::Letter}};
    const Instant midnight = std::chrono::floor<days>(kNoon);
    const auto back_at = [&](Instant at) {
        s.move_to(at);
        s.set_ratio("ana", 1.5);
        s.of("ana").waiting = Return{at, "n", "call"};
        const auto frame = s.frame();
        policy::decide(frame, s.decision);
        return chosen_event(frame, test::spoken(), s.decision, "abc");
    };
    auto e = back_at(midnight + 20h);
    CHECK(e.is_return);
    CHECK(e.step->name == "call");
    e = back_at(midnight + 21h);
    CHECK(e.is_return);
    CHECK(e.step->name == "card");

    auto& open = s.outstanding("ana", midnight + 20h);
    open.step = "call";
    CHECK(smaller_event(s.frame(), test::spoken(), open)->step->name == "card");
    s.move_to(midnight + 20h);
    CHECK(smaller_event(s.frame(), test::spoken(), open)->step->name == "ring");
}

TEST_CASE("The offer carries person, step and words", "[offer]") {
    Scene s;
    auto& ana = s.add("ana");
    ana.name = "Ana Pereira";
    ana.steps = {{"swim-in-the-river", "swim in the river", 2, Channel::Together}};
    s.set_ratio("ana", 1.5);
    const auto frame = s.frame();
    policy::decide(frame, s.decision);
    REQUIRE(s.decision.nudge);
    const auto e = chosen_event(frame, test::spoken(), s.decision, "abc");
    CHECK(e.kind == EventKind::Chosen);
    CHECK(e.at == s.now);
    CHECK(e.slot == kNoon);
    CHECK(e.connection == "ana");
    CHECK(e.nudge == "abc");
    CHECK(e.step->name == "swim-in-the-river");
    CHECK(e.opens_cycle);
    CHECK_FALSE(e.is_return);
    CHECK(e.ratio == Approx(1.5));
    CHECK((e.title + e.body).find("wim in the river") != std::string::npos);
    CHECK((e.title + e.body).find("Pereira") == std::string::npos);
    CHECK_FALSE(e.words.empty());
    const auto again = chosen_event(frame, test::spoken(), s.decision, "abc");
    CHECK(again == e);
}

TEST_CASE("An offer still open is wanted until life has changed", "[decide]") {
    Scene s;
    s.add("ana");
    s.set_ratio("ana", 1.5);
    const auto wanted = [&] { return still_wanted(s.frame(), 0); };
    CHECK(wanted());
    s.pushed("ana", kNoon); // its own budget is spent, which changes nothing
    s.outstanding("ana", kNoon);
    CHECK(wanted());
    SECTION("a touch") {
        s.of("ana").clock.last_touch = kNoon - days{14};
        CHECK_FALSE(wanted());
    }
    SECTION("a rest") {
        s.of("ana").states = {{State::Resting, kNoon - 1h, Instant::max()}};
        CHECK_FALSE(wanted());
    }
    SECTION("a plan") {
        s.of("ana").holds = {{"h", kNoon + days{2}, kNoon + days{2} + 1h}};
        CHECK_FALSE(wanted());
    }
    SECTION("late evidence") {
        s.set_ratio("ana", 0.5);
        CHECK_FALSE(wanted());
    }
    SECTION("low energy, with whom it feels safe") {
        s.connection(0).feels = Feels::Safe;
        s.memory.modes.energy = EnergySpell{Energy::Low, kNoon, kNoon + days{3}};
        CHECK(wanted()); // one line
        s.memory.outstanding->step = "call";
        CHECK_FALSE(wanted());
        s.memory.modes.energy->until = kNoon; // it has lapsed
        CHECK(wanted());
    }
    SECTION("an edit: it feels hard") {
        s.connection(0).feels = Feels::Hard;
        CHECK_FALSE(wanted());
    }
}
