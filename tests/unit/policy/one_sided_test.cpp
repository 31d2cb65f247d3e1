// SPDX-License-Identifier: MIT
// One-sided contact (domain.md B11), giving and receiving, bridges.
#include <algorithm>

#include "core/policy/asks.hpp"
#include "core/policy/explain.hpp"
#include "core/policy/ideas.hpp"
#include "core/policy/life.hpp"
#include "core/policy/offer.hpp"
#include "core/policy/page_people.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/spoken.hpp"
#include "tests/unit/policy/ready.hpp"

using namespace kith;
using namespace kith::policy;
using namespace kith::test;

namespace {

/// A message `ago` before kNoon.
LocalTouch message(Direction way, seconds ago, bool by_hand = false) {
    LocalTouch t;
    t.at = kNoon - ago;
    t.day = static_cast<std::int32_t>(std::chrono::floor<days>(t.at).time_since_epoch().count());
    t.channel = Channel::Message;
    t.direction = way;
    t.by_hand = by_hand;
    return t;
}

struct Friend : Scene {
    explicit Friend(Circle circle = Circle::Close, Sight sight = Sight::Seen) {
        add("ana", circle, sight);
    }
    void lived(const std::vector<LocalTouch>& touches) {
        prepare();
        of("ana").clock = replay(goals.all[0].terms, of("ana").first_seen, touches, {});
    }
    const Facts& facts() {
        (void)frame();
        return board.facts[0];
    }
};

} // namespace

TEST_CASE("Two of yours and no answer for a while: it is their turn", "[one-sided]") {
    Friend s(Circle::Inner);
    const auto two = [&](seconds second) {
        s.lived({message(Direction::Out, days{40}), message(Direction::Out, second)});
        return s.facts().their_turn;
    };
    CHECK_FALSE(two(days{14} - 1s));
    CHECK(two(days{14}));
    CHECK(s.facts().state == State::TheirTurn);
    // Everything takes twice as long, and asks for nothing back.
    s.decide();
    CHECK(s.decision.goals[0].ratio == Approx(s.decision.goals[0].elapsed / 14));
    CHECK(s.decision.goals[0].step->cost == 1);
    CHECK((s.decision.goals[0].step->name == "photo" ||
           s.decision.goals[0].step->name == "reaction"));
    s.of("ana").clock.elapsed = 14 - days_between(s.of("ana").clock.as_of, kNoon);
    s.decide();
    CHECK(s.decision.goals[0].ratio == Approx(1));
    CHECK(s.decision.goals[0].age == 1); // its time has only just come
}

TEST_CASE("The longer of fourteen days and the rhythm is waited", "[one-sided]") {
    Friend s(Circle::Wide);
    s.lived({message(Direction::Out, days{120}), message(Direction::Out, days{90} - 1s)});
    CHECK_FALSE(s.facts().their_turn);
    s.lived({message(Direction::Out, days{120}), message(Direction::Out, days{90})});
    CHECK(s.facts().their_turn);
}

TEST_CASE("An answer, a meeting or one day's many messages are no one-sided contact",
          "[one-sided]") {
    Friend s(Circle::Inner);
    auto met = message(Direction::Both, days{30});
    met.channel = Channel::Together;
    for (const auto& between :
         {message(Direction::In, days{30}), message(Direction::Both, days{30}), met}) {
        s.lived({message(Direction::Out, days{40}), between, message(Direction::Out, days{20})});
        CHECK_FALSE(s.facts().their_turn);
    }
    s.lived({message(Direction::Out, days{20}), message(Direction::Out, days{20} - 1h)});
    CHECK_FALSE(s.facts().their_turn);
}

TEST_CASE("Nothing is inferred of whom Kith cannot see, or who is logged by hand", "[one-sided]") {
    for (const auto sight : {Sight::Partly, Sight::Unseen}) {
        Friend s(Circle::Inner, sight);
        s.lived({message(Direction::Out, days{40}), message(Direction::Out, days{20})});
        CHECK_FALSE(s.facts().their_turn);
        s.lived({message(Direction::In, days{20})});
        CHECK(s.facts().they_wrote == Instant::min());
    }
    Friend s(Circle::Inner);
    s.lived({message(Direction::Both, days{300}, true), message(Direction::Out, days{40}),
             message(Direction::Out, days{20})});
    CHECK_FALSE(s.facts().their_turn);
}

TEST_CASE("After a third, Kith asks whether to go on; letting go only in wide rings",
          "[one-sided]") {
    for (const auto circle : {Circle::Inner, Circle::Close, Circle::Wide, Circle::Outer}) {
        Friend s(circle);
        const double patience = std::max(14.0, s.rhythm("ana"));
        s.lived({message(Direction::Out, in_days(patience + 20)),
                 message(Direction::Out, in_days(patience + 10)),
                 message(Direction::Out, in_days(patience))});
        auto asked = open_asks(s.frame(), s.decide());
        REQUIRE(asked.size() == 1);
        CHECK(asked[0].kind == "keep-rest-let-go");
        const bool wide = circle == Circle::Wide || circle == Circle::Outer;
        CHECK((asked[0].text.find("let-go") != std::string::npos) == wide);
        s.connection(0).kin = true;
        asked = open_asks(s.frame(), s.decide());
        CHECK(asked[0].text.find("let-go") == std::string::npos);
        s.lived({message(Direction::Out, in_days(patience + 50)),
                 message(Direction::Out, in_days(patience + 40)),
                 message(Direction::Out, in_days(patience + 35))});
        CHECK(open_asks(s.frame(), s.decide()).size() == 1); // a page of every month lies within
        const auto stands = [&] { return open_asks(s.frame(), s.decide()).size() == 1; };
        const auto on_page = [&] {
            return !left_to_decide(s.frame(), s.decide(), {.touches = {}, .day = s.around.slot.day})
                        .empty();
        };
        // Lines from long before Kith, or of a month nothing could be asked in, are asked of too.
        s.lived({message(Direction::Out, in_days(patience + 58)),
                 message(Direction::Out, in_days(patience + 48)),
                 message(Direction::Out, in_days(patience + 36))});
        CHECK(stands());
        CHECK(on_page());
        auto& told = s.of("ana").told["page-keep"];
        told = kNoon - days{36} + 1s;
        CHECK(stands()); // for five weeks after a page has put it
        CHECK_FALSE(on_page());
        told = kNoon - days{36};
        CHECK_FALSE(stands());
        told = kNoon - days{365};
        CHECK(stands()); // and once a year
        CHECK(on_page());
    }
}

TEST_CASE("After a third nothing is suggested until there is word", "[one-sided]") {
    Friend s(Circle::Inner);
    const auto day = [](int ago) { return message(Direction::Out, days{ago}); };
    const std::vector three{day(60), day(50), day(40)};
    const auto is_closed = [&] {
        const auto said = s.outcome();
        CHECK(s.decision.goals[0].failed.has(Guard::State) == s.facts().left_alone);
        return said == "state";
    };
    s.lived({day(60), day(50)});
    CHECK(s.outcome() == "ana");
    s.lived({day(60), day(50), message(Direction::Out, days{14} - 1s)});
    CHECK_FALSE(s.facts().left_alone); // it may still be answered
    s.lived(three);
    CHECK(is_closed());
    CHECK_FALSE(easy_hello(s.frame(), s.decide(), {.touches = {}, .day = s.around.slot.day}));
    s.outstanding("ana", kNoon - hours{1});
    CHECK(withdrawal(s.frame()));
    s.memory.outstanding.reset();
    s.connection(0).importance = Importance::High;
    s.connection(0).confidant = true;
    CHECK(is_closed()); // whatever they mean to one
    const auto figures = goal_checks(s.frame(), s.decide(), 0);
    const auto state = std::ranges::find(figures, Guard::State, &Check::guard);
    REQUIRE(state != figures.end());
    CHECK(state->figure.find("unanswered") != std::string::npos);
    CHECK_FALSE(state->clears);

    Event word;
    word.connection = "ana";
    word.kind = EventKind::StateLifted;
    word.at = kNoon - days{27}; // before the question stood
    apply(s.memory, word, {});
    CHECK(is_closed());
    word.at = kNoon - days{20};
    apply(s.memory, word, {});
    CHECK(s.outcome() == "ana");
    s.lived({day(60), day(50), day(40), day(15)}); // and one more with no answer
    CHECK(is_closed());
    word.at = kNoon - days{15} - minutes{1}; // a minute before that one
    apply(s.memory, word, {});
    CHECK(is_closed());
    word.at = kNoon - days{15} + minutes{1};
    apply(s.memory, word, {});
    CHECK(s.outcome() == "ana");

    s.of("ana").kept.reset();
    s.lived({day(60), day(50), day(40), message(Direction::In, days{12})});
    CHECK(s.outcome() == "ana");
    s.lived({day(60), day(50), day(40), message(Direction::Both, days{12}, true)});
    CHECK(s.outcome() == "ana");
}

TEST_CASE("Who has not answered is not named as company for a group", "[one-sided]") {
    Friend s(Circle::Inner);
    auto& choir = s.add("choir", Circle::Group);
    choir.meets = Meets{"every Tuesday", "19:30", "21:30"};
    choir.satisfied_by = SatisfiedBy::Rotate;
    choir.members = {"ana"};
    s.lived({message(Direction::Out, days{40})});
    (void)s.facts();
    CHECK(s.board.facts[1].meeting.companion == 0);
    s.lived({message(Direction::Out, days{40}), message(Direction::Out, days{20})});
    (void)s.facts();
    CHECK_FALSE(s.board.facts[1].meeting.companion);
}

TEST_CASE("A lapse with what they wrote still open is a reply, once", "[one-sided]") {
    Friend s(Circle::Inner);
    s.lived({message(Direction::Both, days{60}), message(Direction::In, days{12})});
    CHECK(s.outcome() == "ana");
    CHECK(s.decision.goals[0].score_value() >= s.settings.policy.theta); // not by the way
    CHECK(s.decision.goals[0].step->name == "reply");
    s.pushed("ana", kNoon - days{10});
    s.of("ana").pushes.back().step = "reply";
    CHECK(s.outcome() == "ana"); // by her rhythm: she may have been answered unseen
    CHECK(s.decision.goals[0].step->name != "reply");
    s.of("ana").pushes.back().failed = true; // that one reached nobody
    CHECK(s.outcome() == "ana");
    CHECK(s.decision.goals[0].step->name == "reply");
    s.of("ana").pushes.back().failed = false;
    s.lived({message(Direction::Both, days{60}), message(Direction::In, days{12}),
             message(Direction::Out, days{9})});
    CHECK(s.outcome() == "ana");
    CHECK(s.decision.goals[0].step->name != "reply");
}

TEST_CASE("They wrote: one small word about a reply, no second", "[one-sided]") {
    Friend s(Circle::Inner);
    const auto wrote = [&](seconds ago) {
        s.lived({message(Direction::Both, days{60}), message(Direction::In, ago)});
        return s.outcome();
    };
    // Three days, and never within half a rhythm of a touch (B5): for a week's rhythm 3.5 days.
    CHECK(wrote(days{3} + 12h - 1s) == "nothing-ripe");
    CHECK(wrote(days{3} + 12h) == "ana");
    CHECK(s.decision.goals[0].step->name == "reply");
    const auto frame = s.frame();
    policy::decide(frame, s.decision);
    const auto e = chosen_event(frame, spoken(), s.decision, "00ff");
    CHECK(e.step->cost == 1);
    s.outstanding("ana", kNoon).step = "reply";
    CHECK_FALSE(withdrawal(s.frame()));
    s.memory.outstanding.reset();
    // Something smaller in its place stands as long, with whoever is warm too.
    (void)wrote(days{3} + 12h);
    auto chosen = e;
    chosen.at = chosen.slot.emplace(kNoon);
    apply(s.memory, chosen, s.goals.naming);
    s.of("ana").clock.elapsed = 0;
    s.of("ana").clock.as_of = kNoon;
    CHECK_FALSE(withdrawal(s.frame()));
    auto smaller = smaller_event(s.frame(), spoken(), *s.memory.outstanding);
    REQUIRE(smaller);
    apply(s.memory, *smaller, s.goals.naming);
    CHECK(s.memory.outstanding->step != "reply");
    CHECK_FALSE(withdrawal(s.frame()));
    s.of("ana").clock.sides.they_wrote.reset(); // something went back
    CHECK(withdrawal(s.frame()));
    s.memory.outstanding.reset();
    s.memory.pushes.clear();
    s.of("ana").pushes.clear();
    s.pushed("ana", kNoon - hours{1});
    CHECK(s.outcome() != "ana");
    s.memory.pushes.clear();
    s.of("ana").pushes.clear();
    s.lived({message(Direction::In, days{5}), message(Direction::Out, days{4})});
    CHECK(s.outcome() == "nothing-ripe");
}

TEST_CASE("What they wrote long ago is answered with a word like any other", "[one-sided]") {
    for (const auto circle : {Circle::Inner, Circle::Wide}) {
        Friend s(circle);
        const double patience = std::max(14.0, s.rhythm("ana"));
        const auto step = [&](double ago) {
            s.lived({message(Direction::Both, days{500}), message(Direction::In, in_days(ago))});
            s.decide();
            return s.decision.goals[0].step->name;
        };
        CHECK(step(patience - 0.01) == "reply");
        CHECK(step(patience) != "reply");
        CHECK(step(347) != "reply");
        // One more of theirs is news again.
        s.lived({message(Direction::In, days{347}), message(Direction::In, days{5})});
        s.decide();
        CHECK(s.decision.goals[0].step->name == "reply");
    }
}

TEST_CASE("Giving takes half of a week's offers at most", "[giving]") {
    Ready s;
    s.connection(0).direction = Give::Give;
    s.add("ben").direction = Give::Give;
    s.settings.budget.min_gap_h = 6;
    s.settings.budget.kind_share = 1;
    for (const int weekly : {1, 2, 3, 5}) {
        s.memory.pushes.clear();
        s.of("ben").pushes.clear();
        s.settings.budget.per_7d = weekly;
        const int limit = (weekly + 1) / 2;
        for (int i = 0; i < limit - 1; ++i) s.pushed("ben", kNoon - days{1 + i});
        CHECK(s.outcome() == "ana");
        if (limit == weekly) continue;
        s.pushed("ben", kNoon - days{6});
        CHECK(s.outcome() == "budget.kind");
    }
}

TEST_CASE("In low energy receiving goes first", "[giving]") {
    Ready s;
    s.connection(0).direction = Give::Give;
    s.connection(0).feels = Feels::Safe;
    s.add("ben").feels = Feels::Safe;
    s.set_ratio("ana", 2.9);
    s.set_ratio("ben", 1.2);
    CHECK(s.outcome() == "ana");
    s.settings.you.usual_energy = Energy::Low;
    CHECK(s.outcome() == "ben");
    s.set_ratio("ben", 0);
    CHECK(s.outcome() == "ana"); // with nobody else there, giving is good as well
}

TEST_CASE("A bridge is offered where one side is alive and the other quiet", "[bridge]") {
    Scene s;
    s.add("forum", Circle::Group);
    s.add("meetup", Circle::Group);
    s.connection(0).bridge_to = "meetup";
    CHECK(s.outcome() == "nothing-ripe");
    s.of("forum").clock.last_touch = kNoon - days{3};
    CHECK(s.outcome() == "meetup");
    s.of("meetup").clock.last_touch = kNoon - days{29};
    CHECK(s.outcome() == "nothing-ripe");
    s.of("meetup").clock.last_touch = kNoon - days{30};
    CHECK(s.outcome() == "meetup");
    s.pushed("meetup", kNoon - days{29});
    CHECK(s.outcome() == "nothing-ripe");
}

TEST_CASE("A bridge to a group names nobody too often", "[bridge]") {
    Scene s;
    s.add("forum", Circle::Group).bridge_to = "choir";
    s.add("choir", Circle::Group).members = {"ana"};
    s.add("ana");
    s.set_ratio("ana", 0.1);
    s.of("forum").clock.last_touch = kNoon - days{3};
    CHECK(s.outcome() == "choir");
    s.pushed("ana", kNoon - days{15} + 1s);
    CHECK(s.outcome() == "nothing-ripe");
    s.of("ana").pushes.back().slot = kNoon - days{15};
    CHECK(s.outcome() == "choir");
}

TEST_CASE("A bridge leads to nobody who is warm, and its offer stays", "[bridge]") {
    Scene s;
    s.add("fay", Circle::Wide).bridge_to = "mo";
    s.add("mo", Circle::Outer);
    s.of("fay").clock.last_touch = kNoon - days{3};
    s.of("mo").clock.last_touch = kNoon - days{100};
    s.set_ratio("fay", 0.1);
    s.set_ratio("mo", 0.55);
    CHECK(s.outcome() == "nothing-ripe");
    s.set_ratio("mo", 1);
    CHECK(s.outcome() == "mo");
    s.outstanding("mo", kNoon);
    CHECK(still_wanted(s.frame(), 1));
    for (const auto circle : {Circle::Care, Circle::SmallHello}) {
        Scene other;
        other.add("fay", Circle::Wide).bridge_to = "mo";
        other.add("mo", circle);
        other.of("fay").clock.last_touch = kNoon - days{3};
        other.set_ratio("fay", 0.1);
        other.decide();
        CHECK((!other.decision.nudge || other.decision.about == words::Occasion::Small));
    }
}
