// SPDX-License-Identifier: MIT
#include "core/policy/glance.hpp"

#include "tests/support/catch.hpp"
#include "tests/unit/policy/tools.hpp"

using namespace kith;
using namespace kith::policy;
using namespace kith::test;

TEST_CASE("A glance tells whom to be silent about, and names nobody", "[glance]") {
    Scene s;
    s.add("ana");
    s.add("tom");
    s.of("tom").states = {{State::Remembered, kNoon - days{1}, Instant::max()}};
    s.of("ana").clock.warm_days = {kNoon - days{3}, kNoon - days{2}};
    (void)s.frame();
    auto shunned = Shunned::read({});
    Connection zeb;
    zeb.id = "zeb";
    zeb.name = "Zebedee";
    shunned.add(zeb);
    const Glance glance{s.goals, s.board, shunned, "salt"};
    const auto text = glance.text();
    CHECK(text.find("tom") == std::string::npos);
    const auto again = Glance::read(text);
    CHECK(again.text() == text);
    CHECK(again.salt() == "salt");
    CHECK(again.state_of("tom", State::Active) == State::Remembered);
    CHECK(again.state_of("tom", State::NoContact) == State::NoContact);
    CHECK(again.state_of("ana", State::Active) == State::Active);
    CHECK(again.lived_a_week() == 0.5);
    CHECK(text.find("ebedee") == std::string::npos);
    CHECK(again.shunned().is_named("zebedee-walk"));
    CHECK_FALSE(again.shunned().is_named("walk"));
}

TEST_CASE("Those a glance keeps apart are taken out of it one by one", "[glance]") {
    Scene s;
    for (const auto* id : {"ana", "dad", "lou"}) s.add(id);
    s.of("dad").states = {{State::Remembered, kNoon - days{1}, Instant::max()}};
    s.of("lou").states = {{State::Ended, kNoon - days{1}, Instant::max()}};
    (void)s.frame();
    auto shunned = Shunned::read({});
    Connection zeb;
    zeb.id = "zeb";
    shunned.add(zeb);
    auto apart = Glance::read(Glance{s.goals, s.board, shunned, "salt"}.apart_text());
    CHECK(apart.shunned().empty());
    CHECK_FALSE(apart.take("ana"));
    CHECK(apart.take("dad") == State::Remembered);
    CHECK_FALSE(apart.take("dad"));
    CHECK_FALSE(apart.apart_text().empty());
    CHECK(apart.take("lou") == State::Ended);
    CHECK(apart.apart_text().empty());
}

TEST_CASE("What is no glance tells nothing", "[glance]") {
    for (const auto* text : {"", "[]", "{", R"({"apart": 3, "lived_a_week": "x"})",
                             R"({"salt":"s","apart":{"x":"sleeping"}})"}) {
        CAPTURE(text);
        const auto glance = Glance::read(text);
        CHECK(glance.state_of("ana", State::Active) == State::Active);
        CHECK_FALSE(glance.lived_a_week());
    }
}
