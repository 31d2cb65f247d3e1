// SPDX-License-Identifier: MIT
#include "core/policy/life.hpp"

#include "core/words/lint.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/spoken.hpp"
#include "tests/unit/policy/tools.hpp"

using namespace kith;
using namespace kith::policy;
using namespace kith::test;

namespace {

/// Ana was offered at noon and it is an hour later.
struct Offered : Scene {
    calendar::SlotPlan slots = slot_plan(settings, zone);

    Offered() {
        add("ana").name = "Ana";
        set_ratio("ana", 1.5);
        pushed("ana", kNoon);
        outstanding("ana", kNoon);
        now = kNoon + 1h;
        prepare();
    }
    Situation situation() { return {settings, goals, memory, slots, now}; }
    Target target() { return *find_target(memory, {}); }
    void tell(const Event& e) { apply(memory, e, goals.naming); }
};

} // namespace

TEST_CASE("A nudge is found by its id, its beginning, or none", "[life]") {
    Offered s;
    s.memory.past = {{"aa1", "ben", kNoon - days{3}, "one-line"},
                     {"aa2", "cem", kNoon - days{2}, "call"}};
    CHECK(find_target(s.memory, "")->nudge == "open");
    CHECK(find_target(s.memory, "op")->open);
    CHECK(find_target(s.memory, "aa1")->connection == "ben");
    CHECK_FALSE(find_target(s.memory, "aa"));
    CHECK_FALSE(find_target(s.memory, "zz"));
    s.memory.outstanding.reset();
    CHECK(find_target(s.memory, "")->nudge == "aa2");
    CHECK_FALSE(find_target(s.memory, "")->open);
    s.memory.past.clear();
    CHECK_FALSE(find_target(s.memory, ""));
}

TEST_CASE("Done is a touch outward with the step's channel", "[life]") {
    Offered s;
    const auto said = reply(s.situation(), s.target(), Answer::Done);
    REQUIRE(said.touches.size() == 1);
    CHECK(said.touches[0].channel == Channel::Message);
    CHECK(said.touches[0].direction == Direction::Out);
    CHECK(said.touches[0].at == s.now);
    CHECK_FALSE(said.touches[0].said);
    CHECK(touch_weight(to_local_touch(said.touches[0], s.zone), false) == 0.4);
    REQUIRE(said.events.size() == 1);
    CHECK(said.events[0].answer == Answer::Done);
    s.memory.outstanding->channel = Channel::Call;
    const auto called = reply(s.situation(), s.target(), Answer::Done);
    CHECK(touch_weight(to_local_touch(called.touches[0], s.zone), false) == 1.0);
}

TEST_CASE("What was for oneself is no contact", "[life]") {
    Offered s;
    s.memory.outstanding->channel = Channel::None;
    const auto said = reply(s.situation(), s.target(), Answer::Done);
    CHECK(said.touches.empty());
    CHECK(said.events[0].answer == Answer::Done);
}

TEST_CASE("Already is a whole touch, going none until it is sensed", "[life]") {
    Offered s;
    const auto already = reply(s.situation(), s.target(), Answer::Already);
    REQUIRE(already.touches.size() == 1);
    CHECK(touch_weight(to_local_touch(already.touches[0], s.zone), false) == 1.0);
    CHECK(reply(s.situation(), s.target(), Answer::Going).touches.empty());
}

TEST_CASE("Not this time hides for min(60, max(6, c')) days", "[life]") {
    const std::pair<double, double> table[] = {{3, 6}, {6, 6}, {30, 30}, {60, 60}, {180, 60}};
    for (const auto& [every, hidden] : table) {
        Offered s;
        s.connection(0).every = Rhythm{every, every, false};
        s.prepare();
        const auto c = s.goals.all[0].rhythm; // a rhythm of three days stretches
        const auto said = reply(s.situation(), s.target(), Answer::NotThisTime);
        REQUIRE(said.events.size() == 1);
        CHECK(said.touches.empty());
        CHECK(days_between(s.now, *said.events[0].until) ==
              Approx(std::min(60.0, std::max(6.0, c))).margin(1e-4));
        if (every >= 6) CHECK(days_between(s.now, *said.events[0].until) == Approx(hidden));
    }
}

TEST_CASE("Later comes back once; the second in a cycle is a not-this-time", "[life]") {
    Offered s;
    auto first = reply_later(s.situation(), s.target(), calendar::LaterTarget::Bare);
    REQUIRE(first);
    REQUIRE(first->events.size() == 1);
    CHECK(first->events[0].answer == Answer::Later);
    // 13:30 on Monday: the first slot at least 48 hours on is Wednesday 17:30.
    CHECK(first->events[0].until == std::chrono::floor<days>(kNoon) + days{2} + 17h + 30min);
    s.tell(first->events[0]);

    s.outstanding("ana", kNoon + days{2}).nudge = "back"; // what returns is an offer of its own
    s.now = kNoon + days{2} + 1h;
    auto second = reply_later(s.situation(), s.target(), calendar::LaterTarget::Tonight);
    REQUIRE(second);
    CHECK(second->events[0].answer == Answer::NotThisTime);

    s.of("ana").clock.last_touch = kNoon + days{1}; // a touch ends the cycle
    auto again = reply_later(s.situation(), s.target(), calendar::LaterTarget::Tonight);
    REQUIRE(again);
    CHECK(again->events[0].answer == Answer::Later);
    CHECK(again->events[0].until == std::chrono::floor<days>(s.now) + 17h + 30min);
}

TEST_CASE("Another time for the same offer is a change of mind", "[life]") {
    Offered s;
    const auto target = s.target();
    const auto ask = [&](calendar::LaterTarget when) {
        auto said = reply_later(s.situation(), target, when);
        REQUIRE(said);
        REQUIRE(said->events.size() == 1);
        CHECK(said->events[0].answer == Answer::Later);
        s.tell(said->events[0]);
        return *said->events[0].until;
    };
    const auto bare = ask(calendar::LaterTarget::Bare);
    s.now += 1min;
    const auto tonight = ask(calendar::LaterTarget::Tonight);
    CHECK(tonight < bare);
    CHECK(s.of("ana").waiting->slot == tonight);
    s.now += 1min;
    CHECK(ask(calendar::LaterTarget::NextWeek) > bare);
    CHECK(s.of("ana").laters.size() == 1);
}

TEST_CASE("Later is an error in plain words where there are no slots", "[life]") {
    Offered s;
    s.settings.hours.slots.clear();
    const auto none = slot_plan(s.settings, s.zone);
    const auto said = reply_later({s.settings, s.goals, s.memory, none, s.now}, s.target(),
                                  calendar::LaterTarget::Bare);
    CHECK_FALSE(said);
}

TEST_CASE("An offer expires unnoticed after 36 hours, ignored if it was seen", "[life]") {
    Offered s;
    const ResponseBlock response;
    const auto at = [&](bool presence, seconds after) {
        return expiry(s.memory, response, presence, kNoon + after);
    };
    CHECK_FALSE(at(true, 36h - 1s));
    REQUIRE(at(true, 36h));
    CHECK(at(true, 36h)->ending == Ending::NotNoticed);
    CHECK(at(true, 50h)->at == kNoon + 36h);
    s.memory.outstanding->first_noticed = kNoon + 1h;
    CHECK(at(true, 36h)->ending == Ending::NotNoticed);
    s.memory.outstanding->last_noticed = kNoon + 1h + 29min;
    CHECK(at(true, 36h)->ending == Ending::NotNoticed);
    s.memory.outstanding->last_noticed = kNoon + 1h + 30min;
    CHECK(at(true, 36h)->ending == Ending::Ignored);
    SECTION("without presence sensing it takes 72") {
        CHECK_FALSE(at(false, 72h - 1s));
        CHECK(at(false, 72h)->ending == Ending::Ignored);
        s.memory.outstanding->first_noticed.reset();
        s.memory.outstanding->last_noticed.reset();
        CHECK(at(false, 72h)->ending == Ending::Ignored);
    }
    SECTION("without presence sensing nobody passed it by while nothing was on") {
        s.memory.interrupted = true;
        CHECK(at(false, 72h)->ending == Ending::NotNoticed);
        CHECK(at(true, 36h)->ending == Ending::Ignored);
    }
    SECTION("replaced earlier, only a seen one was ignored") {
        CHECK(replaced(s.memory, true, kNoon + 20h).ending == Ending::Ignored);
        CHECK(replaced(s.memory, false, kNoon + 20h).ending == Ending::NotNoticed);
        s.memory.outstanding->last_noticed.reset();
        CHECK(replaced(s.memory, true, kNoon + 20h).ending == Ending::NotNoticed);
    }
    SECTION("while being handed over nothing expires") {
        s.memory.outstanding->delivered_at.reset();
        CHECK_FALSE(at(true, 100h));
    }
}

TEST_CASE("A sensed touch within 48 hours of its offer is an engagement", "[life]") {
    Offered s;
    const ResponseBlock response;
    Touchpoint touch;
    touch.connection = "ana";
    const auto engaged = [&](const std::string& who, seconds after) {
        touch.connection = who;
        touch.at = kNoon + after;
        return engagement(s.memory, response, touch, touch.at);
    };
    CHECK(engaged("ana", 0s));
    CHECK(engaged("ana", 48h));
    CHECK_FALSE(engaged("ana", 48h + 1s));
    CHECK_FALSE(engaged("ana", -1s));
    CHECK_FALSE(engaged("ben", 1h));
    s.tell(*engaged("ana", 1h));
    CHECK_FALSE(engaged("ana", 2h));
    Event end;
    end.kind = EventKind::Ended;
    end.ending = Ending::Ignored;
    end.nudge = "open";
    end.at = kNoon + 36h;
    s.tell(end);
    CHECK_FALSE(engaged("ana", 40h));
    s.memory.past.back().engaged = false;
    CHECK(engaged("ana", 40h));
}

TEST_CASE("Evidence withdraws an offer that would not be made now", "[life]") {
    Offered s;
    CHECK_FALSE(withdrawal(s.frame()));
    s.of("ana").clock.last_touch = kNoon;
    const auto gone = withdrawal(s.frame());
    REQUIRE(gone);
    CHECK(gone->kind == EventKind::Withdrawn);
    CHECK(gone->nudge == "open");
    s.memory.outstanding.reset();
    CHECK_FALSE(withdrawal(s.frame()));
    s.outstanding("nobody", kNoon);
    CHECK(withdrawal(s.frame()));
}

TEST_CASE("An offer that speaks of somebody who is gone is withdrawn", "[life]") {
    const auto state = GENERATE(State::Ended, State::Remembered, State::NoContact);
    CAPTURE(to_word(state));
    Offered s;
    s.add("zed").name = "Zebedee";
    if (GENERATE(false, true)) { // a boundary with another, and all others spared
        s.shunned.also([](std::string_view word) {
            return word == "kim" ? NameWord::Called : NameWord::None;
        });
        for (const auto& c : s.settings.connections) s.shunned.spare(c);
    }
    s.prepare();
    auto& open = *s.memory.outstanding;
    open.title = "A hello to Ana";
    open.body = "And one to Lee.";
    const auto goes = [&] { s.of("zed").states = {{state, kNoon - 1h, Instant::max()}}; };
    SECTION("another is none of theirs") {
        goes();
        CHECK_FALSE(withdrawal(s.frame()));
    }
    SECTION("it names them") {
        (GENERATE(true, false) ? open.title : open.body) = "Going along with Zebedee";
        CHECK_FALSE(withdrawal(s.frame()));
        goes();
        CHECK(withdrawal(s.frame()));
    }
    SECTION("they share it") {
        open.also = {"zed"};
        CHECK_FALSE(withdrawal(s.frame()));
        goes();
        CHECK(withdrawal(s.frame()));
    }
}

TEST_CASE("A group's evening touches its members by half", "[life]") {
    Scene s;
    s.add("ana");
    auto& choir = s.add("choir", Circle::Group);
    choir.members = {"ana", "ben"};
    Touchpoint evening;
    evening.connection = "choir";
    evening.channel = Channel::Event;
    evening.said = true;
    const auto all = with_members(s.settings, evening);
    REQUIRE(all.size() == 3);
    CHECK(touch_weight(to_local_touch(all[0], s.zone), true) == 1.0);
    for (const auto i : {1U, 2U}) {
        CHECK(all[i].via == "choir");
        CHECK(touch_weight(to_local_touch(all[i], s.zone), false) == 0.5);
    }
    evening.channel = Channel::Message;
    CHECK(with_members(s.settings, evening).size() == 1);
    evening.connection = "ana";
    evening.channel = Channel::Event;
    CHECK(with_members(s.settings, evening).size() == 1);
}

TEST_CASE("A touch knows its local day and minute of the week", "[life]") {
    Touchpoint touch;
    touch.at = std::chrono::sys_days{std::chrono::year{2026} / 3 / 1} + 23h + 30min; // Sunday, UTC
    const auto lisbon = *calendar::Zone::named("Europe/Lisbon");
    const auto berlin = *calendar::Zone::named("Europe/Berlin");
    CHECK(to_local_touch(touch, lisbon).week_minute == 6 * 1440 + 23 * 60 + 30);
    CHECK(to_local_touch(touch, berlin).week_minute == 30);
    CHECK(to_local_touch(touch, berlin).day == to_local_touch(touch, lisbon).day + 1);
    touch.day_only = true;
    CHECK_FALSE(to_local_touch(touch, berlin).week_minute);
}

TEST_CASE("What Kith answers is kind", "[life]") {
    Offered s;
    const std::string names[] = {"Ana"};
    for (const auto answer : {Answer::Going, Answer::Done, Answer::Already, Answer::NotThisTime}) {
        const auto said = reply(s.situation(), s.target(), answer).say;
        CAPTURE(said);
        CHECK_FALSE(said.empty());
        CHECK(words::lint(test::spoken(), said, "", names).empty());
    }
}
