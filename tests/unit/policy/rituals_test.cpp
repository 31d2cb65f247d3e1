// SPDX-License-Identifier: MIT
// Rituals: what nobody calls off has been, and whether they are still alive is asked once.
#include "core/policy/rituals.hpp"

#include "core/policy/company.hpp"
#include "core/policy/offer.hpp"
#include "core/policy/openings.hpp"
#include "core/policy/ritual_answers.hpp"
#include "core/policy/score.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/spoken.hpp"
#include "tests/unit/policy/tools.hpp"

using namespace kith;
using namespace kith::policy;
using namespace kith::test;

namespace {

/// A walk with Ana every Saturday from 9 to 12, written down on Monday 2 March 2026.
struct Walk : Scene {
    Walk() {
        add("ana");
        add("ben");
        settings.rituals.push_back(
            {"walk", {"ana"}, "every Saturday", "09:00", "12:00", "", "", ""});
        set_ratio("ana", 2);
        set_ratio("ben", 0.1);
        Event e;
        e.kind = EventKind::ConfigEdited;
        e.at = now;
        e.occasion = "walk";
        tell(e);
    }
    void tell(const Event& e) { policy::apply(memory, e, prepare().naming); }
    void hear(const Touchpoint& t) {
        const auto& all = prepare();
        add_touch(of(t.connection).clock, all.all[*all.find(t.connection)].terms,
                  to_local_touch(t, zone), {});
    }
    /// A message that somebody's mail server shows.
    void mail(const std::string& id, Instant at) {
        Touchpoint t;
        t.connection = id;
        t.at = at;
        t.channel = Channel::Email;
        t.source = "mail";
        hear(t);
    }
    /// Lives to `at`; the touches that came of it.
    std::vector<Touchpoint> pass(Instant at) {
        move_to(at);
        const auto passed = passed_rituals(prepare(), memory, at);
        for (const auto& e : passed.events) tell(e);
        for (const auto& t : passed.touches) hear(t);
        return passed.touches;
    }
    const RitualMemory& walk() { return memory.rituals.at("walk"); }
    calendar::SlotPlan plan() { return slot_plan(settings, zone); }
    Result<Reply> say(std::string_view word) {
        const auto slots = plan();
        prepare();
        auto said = say_of_ritual({settings, goals, memory, slots, now}, "walk", word);
        if (said)
            for (const auto& e : said->events) tell(e);
        return said;
    }
    /// The occasion that would be offered in the day's last slot.
    std::string evening(Instant day) {
        move_to(day);
        around.slot.index = 1;
        const auto frame = this->frame();
        policy::decide(frame, decision);
        return decision.occasion ? decision.occasion->name : "";
    }
};

/// The n-th Saturday from 7 March on, at one.
Instant saturday(int n) { return kNoon + days{5 + 7 * n} + 30min; }

} // namespace

TEST_CASE("While a ritual stands, its people get no lapse offers", "[rituals]") {
    Walk s;
    CHECK(s.outcome() == "plan-ahead");
    REQUIRE(s.say("rest"));
    CHECK(s.outcome() == "ana");
    REQUIRE(s.say("keep"));
    CHECK(s.outcome() == "plan-ahead");
    CHECK_FALSE(s.say("cancel")->events.empty());
    CHECK(s.outcome() == "plan-ahead"); // one called off does not end it
}

TEST_CASE("One whose rule has come to its end keeps nobody quiet", "[rituals]") {
    Walk s;
    s.settings.rituals[0].rule = "FREQ=WEEKLY;BYDAY=SA;UNTIL=20260314T235959Z";
    s.settings.rituals[0].since = "2026-01-03";
    CHECK(s.outcome() == "plan-ahead");
    s.move_to(kNoon + days{20});
    s.set_ratio("ana", 2);
    CHECK(s.outcome() == "ana");
    CHECK(still_wanted(s.frame(), 0));
    s.memory.rituals["walk"].unsaid = kRitualUnsaid; // and there is nothing to ask about it
    s.settings.reflection.by.clear();
    CHECK(s.evening(s.now) == "");
    CHECK_FALSE(ritual_still_wanted(s.frame(), "ritual-ask:walk"));
}

TEST_CASE("A ritual is company, without any calendar", "[rituals]") {
    Walk s;
    const auto at = [&](seconds after) { // of its start, Saturday at nine
        s.move_to(saturday(0) - 4h + after);
        s.set_ratio("ben", 2);
        return s.outcome();
    };
    CHECK(at(-15min - 1s) == "ben");
    CHECK(at(-15min) == "event");
    CHECK(at(1h) == "event");
    CHECK(at(3h) == "event after-social");
    CHECK(at(6h - 1s) == "after-social");
    CHECK(at(6h) == "ben");
    s.move_to(kNoon);
    REQUIRE(s.say("cancel"));
    CHECK(at(1h) == "ben");
    CHECK(at(1h + days{7}) == "event");
    REQUIRE(s.say("rest"));
    CHECK(at(1h + days{7}) == "ben");
}

TEST_CASE("No time is open that a ritual or a plan takes", "[rituals]") {
    Walk s; // Saturdays from nine to twelve
    s.around.busy_known = true;
    s.around.quiet_from = std::chrono::floor<days>(kNoon) + 20h;
    const auto midnight = std::chrono::floor<days>(kNoon);
    const auto sunday = calendar::local_day(midnight + days{6}, s.zone);
    const auto opening = [&](Energy energy) { return weekend_opening(s.frame(), energy); };
    REQUIRE(opening(Energy::Usual));
    CHECK(opening(Energy::Usual)->day == sunday); // the day of the walk is company
    CHECK(opening(Energy::Usual)->morning);
    REQUIRE(opening(Energy::Bright));
    CHECK(opening(Energy::Bright)->day == sunday - days{1});
    CHECK_FALSE(opening(Energy::Bright)->morning); // but not while the walk is on
    s.of("ben").holds = {{"h", midnight + days{6} + 10h, midnight + days{6} + 12h}};
    CHECK_FALSE(opening(Energy::Usual));
    REQUIRE(s.say("cancel"));
    CHECK_FALSE(opening(Energy::Usual)); // company within a day of it
    s.of("ben").holds.clear();
    REQUIRE(opening(Energy::Usual));
    CHECK(opening(Energy::Usual)->day == sunday - days{1});
    CHECK(opening(Energy::Usual)->morning);

    const auto tomorrow = calendar::local_day(midnight + days{1}, s.zone);
    CHECK(soft_evening(s.frame()) == tomorrow);
    s.of("ben").holds = {{"h", midnight + days{1} + 18h, midnight + days{1} + 20h}};
    CHECK(soft_evening(s.frame()) == tomorrow + days{1});
    CHECK(free_hour(s.frame(), Energy::Usual));
    s.of("ben").holds = {{"h", midnight + 18h, midnight + 20h}};
    CHECK_FALSE(free_hour(s.frame(), Energy::Usual));
    s.of("ben").holds = {{"h", kNoon, kNoon + 8h}};
    CHECK_FALSE(free_hour(s.frame(), Energy::Bright));
    const auto frame = s.frame();
    Step line;
    line.cost = 1;
    CHECK(opportunity(score_terms(frame), s.board.facts[0], line) == 1);
    s.of("ben").holds.clear();
    const auto free = s.frame();
    CHECK(opportunity(score_terms(free), s.board.facts[0], line) == 1.25);
}

TEST_CASE("Rituals at every slot leave room for no offer", "[rituals]") {
    Scene s; // slots at 12:30 and 17:30
    s.add("ana");
    s.settings.rituals = {{"noon", {"ana"}, "every day", "12:15", "13:30", "", "", ""},
                          {"tea", {"ana"}, "every day", "17:00", "18:00", "", "", ""}};
    const auto room = [&] {
        const auto& goals = s.prepare();
        return rituals_leave_room(s.settings, goals, slot_plan(s.settings, s.zone), kNoon);
    };
    CHECK_FALSE(room());                // three hours of rest after each
    s.settings.rituals[0].to = "12:45"; // too short to ask for rest
    CHECK(room());
    s.settings.rituals[0].to = "13:30";
    s.settings.rituals[1].rule = "every Saturday";
    CHECK(room());
    s.settings.rituals[1].rule = "every day";
    s.settings.rituals[1].from = s.settings.rituals[1].to = ""; // without an hour it is no company
    CHECK(room());
    s.settings.rituals[1].from = "17:00";
    s.settings.rituals[1].to = "18:00";
    CHECK_FALSE(room());
    s.connection(0).state = State::Ended; // nobody is there
    CHECK(room());
}

TEST_CASE("What nobody calls off has been, once", "[rituals]") {
    Walk s;
    CHECK(s.pass(saturday(0) - 2h).empty()); // it is not over yet
    const auto touches = s.pass(saturday(0));
    REQUIRE(touches.size() == 1);
    CHECK(touches[0].connection == "ana");
    CHECK(touches[0].at == saturday(0) - 4h);
    CHECK(touches[0].ref == "ritual:walk:2026-03-07");
    CHECK(touch_weight(to_local_touch(touches[0], s.zone), false) == 1);
    CHECK(s.pass(saturday(0) + 1h).empty());
    CHECK(s.pass(saturday(3)).size() == 3); // a long absence makes up for nothing but counts
}

TEST_CASE("Called off, resting or frozen, nothing has been", "[rituals]") {
    Walk s;
    REQUIRE(s.say("cancel"));
    CHECK(s.pass(saturday(0)).empty());
    CHECK(s.pass(saturday(1)).size() == 1);
    REQUIRE(s.say("rest"));
    CHECK(s.pass(saturday(3)).empty());
    REQUIRE(s.say("keep"));
    CHECK(s.pass(saturday(3) + 1h).empty()); // the rest is not made up for
    CHECK(s.pass(saturday(4)).size() == 1);
    s.memory.pauses = {{saturday(4), saturday(6)}};
    CHECK(s.pass(saturday(5)).empty());
}

TEST_CASE("What was called off stays so in another time zone", "[rituals]") {
    for (const auto* there : {"America/New_York", "Asia/Tokyo", "Pacific/Auckland"}) {
        Walk s;
        REQUIRE(s.say("cancel"));
        s.zone = *calendar::Zone::named(there);
        CHECK(next_instance(s.prepare().rituals.front(), s.memory, s.zone, s.now)->from >
              saturday(0) + 24h);
        CHECK(s.pass(saturday(0) + 24h).empty());
        CHECK(s.pass(saturday(1) + 24h).size() == 1);
    }
}

TEST_CASE("What was called off long ago stays so in another time zone", "[rituals]") {
    Walk s;
    REQUIRE(s.say("cancel"));
    s.zone = *calendar::Zone::named("America/New_York");
    for (int n = 0; n < 12; ++n) {
        CHECK(s.pass(saturday(n) + 24h).empty());
        REQUIRE(s.say("cancel"));
    }
}

TEST_CASE("Of what comes every day only the nearest to it is off in another zone", "[rituals]") {
    Walk s;
    s.settings.rituals.front().rule = "every day";
    REQUIRE(s.say("cancel")); // Tuesday at nine
    for (const auto* there : {"America/New_York", "Asia/Tokyo"}) {
        s.zone = *calendar::Zone::named(there);
        const auto next = next_instance(s.prepare().rituals.front(), s.memory, s.zone, kNoon + 8h);
        CHECK(calendar::local_day(next->from, s.zone) ==
              calendar::Day{std::chrono::year{2026} / 3 / 4});
    }
}

TEST_CASE("A ritual goes on with who is there, and names nobody who is gone", "[rituals]") {
    Walk s;
    s.settings.rituals.front().id = "walk-with-ana";
    s.settings.rituals.front().with = {"ana", "ben"};
    s.memory.rituals["walk-with-ana"] = s.memory.rituals.at("walk");
    s.memory.rituals.at("walk-with-ana").unsaid = 1;
    s.of("ana").states = {{State::Remembered, kNoon - days{1}, Instant::max()}};
    CHECK(s.evening(saturday(0) - 20h) == "ritual:walk-with-ana:2026-03-07");
    s.settings.hours.slots.emplace_back(23h); // all quiet
    CHECK(s.evening(saturday(0) - 20h) == "ritual:walk-with-ana:2026-03-07");
    REQUIRE(s.decision.occasion);
    CHECK(s.goals.all[s.decision.occasion->goal].connection->id == "ben");
    CHECK(s.decision.occasion->label.empty());
    const auto e = chosen_event(s.frame(), spoken(), s.decision, "n");
    CHECK((e.title + e.body).find("ana") == std::string::npos);
    CHECK((e.title + e.body).find("ime together") != std::string::npos);
    s.tell(e);
    const auto slots = s.plan();
    s.prepare();
    const Situation at{s.settings, s.goals, s.memory, slots, s.now};
    const auto target = find_target(s.memory, "");
    REQUIRE(target);
    CHECK(ritual_reply(at, *target, Answer::Rest).say ==
          "It rests. `kith ritual ritual-1 keep` takes it up again.");
    CHECK(say_of_ritual(at, "walk-with-ana", "keep")->say == "ritual-1 with ben stands.");
    CHECK(say_of_ritual(at, "walk-with-ana", "rest")->say.find("ana") == std::string::npos);
    CHECK(say_of_ritual(at, "walk-with-ana", "moved")->say.find("ana") == std::string::npos);
    const auto touches = s.pass(saturday(0) + 4h);
    REQUIRE(touches.size() == 1);
    CHECK(touches.front().connection == "ben");
}

TEST_CASE("Who is gone was not to be heard of", "[rituals]") {
    Walk s;
    s.settings.rituals.front().with = {"ana", "ben"};
    s.of("ana").states = {{State::Remembered, kNoon - days{1}, Instant::max()}};
    s.memory.rituals.at("walk").unsaid = 1;
    CHECK(s.pass(saturday(0) + 4h).size() == 1);
    CHECK(s.walk().unsaid == 2);
    s.of("ben").states = {{State::Resting, saturday(1) - 10h, Instant::max()}};
    CHECK(s.pass(saturday(1) + 4h).empty());
    CHECK(s.walk().unsaid == 2); // nobody who is left could be there
}

TEST_CASE("A ritual whose only person died is gone", "[rituals]") {
    Walk s;
    s.settings.rituals.front().with = {"ana"};
    s.memory.rituals.at("walk").unsaid = 7;
    CHECK(s.evening(saturday(0) - 20h) == "ritual-ask:walk");
    s.tell(chosen_event(s.frame(), spoken(), s.decision, "n"));
    s.of("ana").states = {{State::Remembered, kNoon - days{1}, Instant::max()}};
    CHECK(withdrawal(s.frame()));
    s.memory.outstanding.reset();
    s.memory.rituals.at("walk").asked = false;
    CHECK(s.evening(saturday(0) - 20h).empty());
    CHECK_FALSE(s.say("keep"));
    CHECK(s.pass(saturday(0) + 4h).empty());
    CHECK(taken_times(s.frame(), {saturday(1) - days{1}, saturday(1) + days{1}}).empty());
}

TEST_CASE("A ritual whose id is not said goes by its number", "[rituals]") {
    Walk s;
    s.settings.rituals.front().unsaid = true;
    s.prepare();
    CHECK(numbered(s.goals, s.goals.rituals.front()) == "ritual-1");
    CHECK(label_of(*s.goals.rituals.front().ritual).empty());
    const auto slots = s.plan();
    const auto said =
        say_of_ritual({s.settings, s.goals, s.memory, slots, s.now}, "ritual-1", "rest");
    REQUIRE(said);
    CHECK(said->events.front().occasion == "walk");
    CHECK_FALSE(say_of_ritual({s.settings, s.goals, s.memory, slots, s.now}, "ritual-2", "rest"));
    Target offer;
    offer.occasion = "ritual-ask:walk";
    const auto rest =
        ritual_reply({s.settings, s.goals, s.memory, slots, s.now}, offer, Answer::Rest);
    CHECK(rest.say == "It rests. `kith ritual ritual-1 keep` takes it up again.");
    CHECK(rest.events.back().occasion == "walk");
}

TEST_CASE("While life stands still a ritual's silence is none", "[rituals]") {
    Walk s;
    s.memory.pauses = {{kNoon, saturday(8)}};
    CHECK(s.pass(saturday(7)).empty());
    CHECK(s.walk().unsaid == 0);
    s.memory.pauses.clear();
    CHECK(s.pass(saturday(9)).size() == 2);
    CHECK(s.walk().unsaid == 2);
}

TEST_CASE("However many are called off ahead, none of them has been", "[rituals]") {
    Walk s;
    for (int i = 0; i < 12; ++i) REQUIRE(s.say("cancel"));
    for (int i = 0; i < 12; ++i) CHECK(s.pass(saturday(i)).empty());
    CHECK(s.pass(saturday(12)).size() == 1);
}

TEST_CASE("After six in a row without a sign it is asked about once, and counts half",
          "[rituals]") {
    Walk s;
    for (int n = 0; n < 6; ++n) {
        CHECK(s.evening(saturday(n) - days{3}).find("ritual-ask") == std::string::npos);
        CHECK(touch_weight(to_local_touch(s.pass(saturday(n)).at(0), s.zone), false) == 1);
    }
    CHECK(s.walk().unsaid == 6);
    CHECK(s.evening(saturday(5) + days{1}) == "ritual-ask:walk");
    auto e = chosen_event(s.frame(), spoken(), s.decision, "0a");
    CHECK(e.occasion == "ritual-ask:walk");
    CHECK((e.title + e.body).find("walk") != std::string::npos);
    s.tell(e);
    s.memory.outstanding.reset();
    CHECK(s.evening(saturday(5) + days{3}).empty()); // once
    CHECK(touch_weight(to_local_touch(s.pass(saturday(6)).at(0), s.zone), false) == 0.5);
    REQUIRE(s.say("keep"));
    CHECK(touch_weight(to_local_touch(s.pass(saturday(7)).at(0), s.zone), false) == 1);
}

TEST_CASE("After a yes a ritual is trusted for six weeks, however often it comes round",
          "[rituals]") {
    Walk s;
    s.settings.rituals[0].rule = "every day";
    for (int n = 1; n <= 6; ++n) CHECK(s.pass(kNoon + days{n} + 1h).size() == 1);
    CHECK(s.evening(kNoon + days{6} + 5h) == "ritual-ask:walk");
    REQUIRE(s.say("keep"));
    const auto yes = s.now;
    for (int n = 1; n < 42; ++n) {
        const auto touches = s.pass(yes + days{n});
        REQUIRE(touches.size() == 1);
        CHECK(touch_weight(to_local_touch(touches[0], s.zone), false) == 1);
        CHECK_FALSE(is_stale(s.goals.rituals[0], s.memory, s.now));
        CHECK(s.evening(yes + days{n}).empty());
    }
    CHECK(s.walk().unsaid == 41);
    s.pass(yes + days{42});
    CHECK(s.evening(yes + days{42}) == "ritual-ask:walk");
    CHECK(is_stale(s.goals.rituals[0], s.memory, s.now));
    CHECK(touch_weight(to_local_touch(s.pass(yes + days{43}).at(0), s.zone), false) == 0.5);
    CHECK(s.say("rest"));
    CHECK(s.evening(s.now) == "");
}

TEST_CASE("A ritual nobody is left of is none, whatever is said of it", "[rituals]") {
    Walk s;
    const auto slots = s.plan();
    s.prepare();
    const Situation at{s.settings, s.goals, s.memory, slots, s.now};
    CHECK(say_of_ritual(at, "walk", "keep")->say.starts_with("walk with "));
    for (const auto i : s.goals.rituals.front().with)
        s.of(s.connection(i).id).states = {{State::Remembered, s.now - 1h, Instant::max()}};
    for (const auto* word : {"keep", "rest", "moved", "cancel"})
        CHECK(say_of_ritual(at, "walk", word).error().text ==
              "walk is no ritual; `kith ritual` lists them");
}

TEST_CASE("A question about a ritual that is put off is asked another week", "[rituals]") {
    Walk s;
    s.pass(saturday(5));
    CHECK(s.evening(saturday(5) + days{1}) == "ritual-ask:walk");
    const auto asked = s.now;
    auto e = chosen_event(s.frame(), spoken(), s.decision, "0a");
    CHECK(e.body.ends_with(" `kith ritual walk keep|moved|rest`"));
    s.tell(e);
    const auto target = find_target(s.memory, "");
    REQUIRE(target);
    const auto slots = s.plan();
    s.prepare();
    const Situation at{s.settings, s.goals, s.memory, slots, s.now};
    SECTION("by later") {
        const auto said = reply_later(at, *target, calendar::LaterTarget::Bare);
        REQUIRE(said);
        CHECK(said->say == "All right. It can wait.");
        for (const auto& each : said->events) s.tell(each);
    }
    SECTION("by not this time, which calls nothing off") {
        for (const auto& each : reply(at, *target, Answer::NotThisTime).events) s.tell(each);
        CHECK(s.walk().cancelled == 0);
        CHECK(s.walk().off.empty());
    }
    CHECK_FALSE(s.memory.outstanding);
    CHECK(s.evening(asked + days{4}).empty());
    s.pass(saturday(6));
    CHECK(s.walk().unsaid == 7); // which is no yes
    CHECK(s.evening(asked + days{7}) == "ritual-ask:walk");
    // A second time for twice as long.
    const auto second = s.now;
    s.tell(chosen_event(s.frame(), spoken(), s.decision, "0b"));
    const auto again = find_target(s.memory, "");
    REQUIRE(again);
    const auto then = s.plan();
    s.prepare();
    const Situation now{s.settings, s.goals, s.memory, then, s.now};
    for (const auto& each : reply(now, *again, Answer::NotThisTime).events) s.tell(each);
    CHECK(s.evening(second + days{13}).empty());
    CHECK(s.evening(second + days{14}) == "ritual-ask:walk");
}

TEST_CASE("One question that is put off by two clicks was put off once", "[rituals]") {
    Walk s;
    s.pass(saturday(5));
    CHECK(s.evening(saturday(5) + days{1}) == "ritual-ask:walk");
    const auto asked = s.now;
    s.tell(chosen_event(s.frame(), spoken(), s.decision, "0a"));
    const auto say = [&](Answer answer) {
        const auto slots = s.plan();
        s.prepare();
        const Situation at{s.settings, s.goals, s.memory, slots, s.now};
        const auto target = find_target(s.memory, "0a");
        REQUIRE(target);
        for (const auto& each : reply(at, *target, answer).events) s.tell(each);
    };
    say(Answer::Later);
    s.move_to(s.now + 1min);
    say(Answer::NotThisTime);
    say(Answer::Later);
    CHECK(s.walk().put_offs == 1);
    CHECK(s.walk().put_off == asked);
    CHECK(s.evening(asked + days{7}) == "ritual-ask:walk");
    s.tell(chosen_event(s.frame(), spoken(), s.decision, "0b"));
    say(Answer::Later); // to the first one, while the second is open
    CHECK(s.walk().put_offs == 1);
    CHECK(s.walk().asked);
    CHECK(s.memory.outstanding);
}

TEST_CASE("A question about a ritual that reached nobody is still to be asked", "[rituals]") {
    Walk s;
    s.pass(saturday(5));
    CHECK(s.evening(saturday(5) + days{1}) == "ritual-ask:walk");
    auto e = chosen_event(s.frame(), spoken(), s.decision, "0a");
    s.tell(e);
    e.kind = EventKind::Failed;
    s.tell(e);
    CHECK(s.evening(saturday(5) + days{2}) == "ritual-ask:walk");
}

TEST_CASE("Hearing of somebody by another way is a sign", "[rituals]") {
    Walk s;
    for (int n = 0; n < 10; ++n) {
        CHECK(s.pass(saturday(n)).size() == 1);
        s.mail("ana", saturday(n) + days{2});
    }
    CHECK(s.walk().unsaid <= 1);
}

TEST_CASE("Two rituals with one person are no sign of each other", "[rituals]") {
    Walk s;
    s.settings.rituals.push_back(
        {"call", {"ana"}, "every Wednesday", "18:00", "18:30", "", "", ""});
    Event written;
    written.kind = EventKind::ConfigEdited;
    written.at = s.now;
    written.occasion = "call";
    s.tell(written);
    for (int n = 0; n < 6; ++n) {
        CHECK(s.pass(saturday(n)).size() == 2);
        CHECK(s.pass(saturday(n) + 1h).empty());
    }
    CHECK(s.walk().unsaid == 6);
    CHECK(s.memory.rituals.at("call").unsaid == 6);
    CHECK_FALSE(s.of("ana").clock.last_heard);
    CHECK(s.evening(saturday(5) + days{1}) == "ritual-ask:walk");
    s.mail("ana", saturday(5) + days{2});
    CHECK(s.pass(saturday(6)).size() == 2);
    CHECK(s.walk().unsaid == 0);
    CHECK(s.memory.rituals.at("call").unsaid == 0);
}

TEST_CASE("Two cancellations in a row lead to one question", "[rituals]") {
    Walk s;
    REQUIRE(s.say("cancel"));
    s.pass(saturday(0));
    CHECK(s.evening(saturday(0) + days{1}).empty());
    REQUIRE(s.say("cancel"));
    s.pass(saturday(1));
    CHECK(s.evening(saturday(1) + days{1}) == "ritual-ask:walk");
    s.tell(chosen_event(s.frame(), spoken(), s.decision, "0a"));
    CHECK_FALSE(withdrawal(s.frame()));
    s.memory.modes.leaves = {
        {LifeEvent::Bereavement, s.now - days{60}, s.now - days{60} + days{28}}};
    CHECK(withdrawal(s.frame())); // it can wait
}

TEST_CASE("One word the evening before, if nothing was heard of it", "[rituals]") {
    Walk s;
    CHECK(s.evening(saturday(0) - days{1} + 5h).empty()); // just written down
    s.pass(saturday(0));
    CHECK(s.evening(saturday(1) - days{2}).empty());
    CHECK(s.evening(saturday(1) - days{1}) == "ritual:walk:2026-03-14");
    CHECK(ritual_of("ritual:walk:2026-03-14") == "walk");
    const auto e = chosen_event(s.frame(), spoken(), s.decision, "0a");
    CHECK((e.title + e.body).find("omorrow") != std::string::npos);
    s.tell(e);
    const auto slots = s.plan();
    const auto target = find_target(s.memory, "");
    REQUIRE(target);
    SECTION("a nod keeps it") {
        const auto said =
            reply({s.settings, s.goals, s.memory, slots, s.now}, *target, Answer::Going);
        CHECK(said.touches.empty());
        for (const auto& each : said.events) s.tell(each);
        CHECK(s.walk().unsaid == 0);
        CHECK(s.pass(saturday(1)).size() == 1);
    }
    SECTION("not this time calls it off") {
        const auto said =
            reply({s.settings, s.goals, s.memory, slots, s.now}, *target, Answer::NotThisTime);
        for (const auto& each : said.events) s.tell(each);
        CHECK(s.pass(saturday(1)).empty());
        CHECK_FALSE(s.of("ana").hidden_until);
    }
    SECTION("not this time, said when it is over, calls no other off") {
        CHECK(s.pass(saturday(1)).size() == 1);
        const auto said =
            reply({s.settings, s.goals, s.memory, slots, s.now}, *target, Answer::NotThisTime);
        for (const auto& each : said.events) s.tell(each);
        CHECK(s.pass(saturday(2)).size() == 1);
    }
    SECTION("not now, said when it is over, calls no other off") {
        CHECK(s.pass(saturday(1)).size() == 1);
        const auto said = reply_later({s.settings, s.goals, s.memory, slots, s.now}, *target,
                                      calendar::LaterTarget::Bare);
        REQUIRE(said);
        for (const auto& each : said->events) s.tell(each);
        CHECK(s.pass(saturday(2)).size() == 1);
    }
    SECTION("not now calls it off and does not bring it back, whoever leads") {
        const auto said = reply_later({s.settings, s.goals, s.memory, slots, s.now}, *target,
                                      calendar::LaterTarget::Bare);
        REQUIRE(said);
        CHECK(said->say == "Not this time, then. The next one stands.");
        for (const auto& each : said->events) s.tell(each);
        CHECK_FALSE(s.memory.outstanding);
        CHECK(s.pass(saturday(1)).empty());
        s.memory.pushes.clear();
        CHECK(s.evening(s.now + 1h).empty());
        s.settings.rituals[0].with = {"ben", "ana"};
        CHECK(s.evening(s.now).empty());
    }
    SECTION("silence costs nothing") {
        auto end = replaced(s.memory, true, s.now + 36h);
        end.ending = Ending::Ignored;
        s.tell(end);
        CHECK(s.memory.g == 0);
        CHECK(s.of("ana").ignored.empty());
    }
    SECTION("it is over when it begins to be over") {
        CHECK_FALSE(withdrawal(s.frame()));
        s.move_to(saturday(1));
        CHECK(withdrawal(s.frame()));
    }
    SECTION("in a hard week, and away, nothing is asked") {
        s.memory.modes.hard_weeks = {{s.now, s.now + days{7}, std::nullopt}};
        CHECK(withdrawal(s.frame()));
        s.memory.modes.hard_weeks.clear();
        s.memory.modes.leaves = {{LifeEvent::Away, s.now, Instant::max()}};
        CHECK(withdrawal(s.frame()));
    }
}

TEST_CASE("Every other Saturday counts from the day it is written to have fallen on", "[rituals]") {
    Walk s;
    s.settings.rituals[0].rule = "every other Saturday";
    s.settings.rituals[0].since = "2026-03-14";
    s.prepare();
    const auto next = next_instance(s.goals.rituals[0], s.memory, s.zone, s.now);
    REQUIRE(next);
    CHECK(next->from == saturday(1) - 4h);
    CHECK(next->to - next->from == 3h);
}
