// SPDX-License-Identifier: MIT
// Days to remember somebody on: a quiet word, and nothing else.
#include "core/policy/remembrance.hpp"

#include "core/policy/offer.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/spoken.hpp"
#include "tests/unit/policy/ready.hpp"

using namespace kith;
using namespace kith::policy;
using namespace kith::test;

namespace {

/// Ana is remembered, on 2 March of every year; it is that day.
struct Remembered : Scene {
    Remembered() {
        auto& ana = add("ana");
        ana.name = "Ana";
        ana.remember_on = {"--03-02"};
        ana.dates = {{"birthday", std::nullopt, 3, 2, 2}};
        state(State::Remembered);
    }
    void state(State s) { states[0] = connection(0).state = s; }
};

} // namespace

TEST_CASE("On the day a quiet word, once, and only of who is remembered", "[remember]") {
    Remembered s;
    CHECK(to_remember(s.frame()) == 0U);
    Event told;
    told.kind = EventKind::Told;
    told.at = s.now;
    told.connection = "ana";
    told.occasion = kRemember;
    policy::apply(s.memory, told, s.prepare().naming);
    CHECK_FALSE(to_remember(s.frame()));
    s.move_to(kNoon + days{365});
    CHECK(to_remember(s.frame()) == 0U);
    s.move_to(kNoon + days{366});
    CHECK_FALSE(to_remember(s.frame()));
    for (const auto state : {State::Active, State::Resting, State::Ended, State::NoContact}) {
        Remembered other;
        other.state(state);
        CHECK_FALSE(to_remember(other.frame()));
    }
}

TEST_CASE("It is no offer, and no birthday word", "[remember]") {
    Remembered s;
    CHECK(s.outcome() == "nothing-ripe");
    for (const auto* language : {"en", "de", "es"})
        for (int year = 0; year < 12; ++year) {
            s.move_to(kNoon + days{365 * year});
            const auto w = remembrance(s.frame(), spoken(language), 0);
            CHECK(w.key.starts_with("memory."));
            CHECK((w.title + w.body).find("Ana") != std::string::npos);
        }
}

TEST_CASE("A label is said instead of the name", "[offer]") {
    Ready s;
    s.connection(0).name = "Ana Pereira";
    s.connection(0).label = "the Tuesday club";
    for (int day = 0; day < 20; ++day) {
        s.move_to(kNoon + days{day});
        s.set_ratio("ana", 1.6);
        const auto frame = s.frame();
        policy::decide(frame, s.decision);
        const auto e = chosen_event(frame, spoken(), s.decision, "00");
        CHECK((e.title + e.body).find("Ana") == std::string::npos);
    }
}
