// SPDX-License-Identifier: MIT
// Days the person wrote down: when they are spoken of, and what gives way to them.
#include "core/policy/dates.hpp"

#include "core/policy/explain.hpp"
#include "core/policy/life.hpp"
#include "core/policy/offer.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/spoken.hpp"
#include "tests/unit/policy/tools.hpp"

using namespace kith;
using namespace kith::policy;
using namespace kith::test;

namespace {

/// Monday 2 March 2026.
const calendar::Day kToday{std::chrono::floor<days>(kNoon).time_since_epoch()};

calendar::Day day(const char* text) { return *calendar::parse_date(text); }

DateEntry on(int ahead, std::string label = "birthday", int lead = 2) {
    const std::chrono::year_month_day at{kToday + days{ahead}};
    return {std::move(label),
            {},
            static_cast<unsigned>(at.month()),
            static_cast<unsigned>(at.day()),
            lead};
}

/// The offer that would be made, with its words; folded in as if it had been delivered.
std::string told(Scene& s) {
    const auto frame = s.frame();
    policy::decide(frame, s.decision);
    if (!s.decision.nudge) return "";
    auto e = chosen_event(frame, spoken(), s.decision, "n" + std::to_string(s.memory.past.size()));
    policy::apply(s.memory, e, s.goals.naming);
    Event out;
    out.kind = EventKind::Withdrawn;
    out.at = s.now;
    out.nudge = e.nudge;
    policy::apply(s.memory, out, s.goals.naming);
    return e.occasion.empty() ? "lapse" : e.occasion + " " + e.title + " | " + e.body;
}

} // namespace

TEST_CASE("A date comes round each year, leap days and years of birth included", "[dates]") {
    const DateEntry leap{"birthday", {}, 2, 29, 2};
    CHECK(next_occurrence(leap, day("2026-02-01")) == day("2026-02-28"));
    CHECK(next_occurrence(leap, day("2026-03-01")) == day("2027-02-28"));
    CHECK(next_occurrence(leap, day("2028-02-01")) == day("2028-02-29"));
    const DateEntry born{"birthday", 1990, 3, 4, 2};
    CHECK(next_occurrence(born, day("2026-03-04")) == day("2026-03-04"));
    CHECK(next_occurrence(born, day("2026-03-05")) == day("2027-03-04"));
    const DateEntry wedding{"wedding", 2028, 5, 6, 2};
    CHECK(next_occurrence(wedding, day("2026-01-01")) == day("2028-05-06"));
    for (auto from = day("2025-12-25"); from < day("2030-01-10"); from += days{1})
        for (const auto& each : {leap, born, on(0)}) {
            const auto next = next_occurrence(each, from);
            CHECK(next >= from);
            CHECK(next - from <= days{366});
        }
    CHECK(day_of_occasion(occasion_of(leap, day("2028-02-29"))) == day("2028-02-29"));
    CHECK_FALSE(day_of_occasion("ritual:walk"));
}

TEST_CASE("A date is offered once: at its lead, or else on the day", "[dates]") {
    Scene s;
    s.add("ana").dates = {on(2)};
    s.set_ratio("ana", 0.1); // warm: a birthday is no lapse
    const auto said = told(s);
    CHECK(said.starts_with("date:birthday:2026-03-04 "));
    CHECK((said.find("Wednesday") != std::string::npos));
    for (int d = 1; d < 9; ++d) {
        s.move_to(kNoon + days{d});
        CHECK(told(s).empty());
    }
    Scene missed;
    missed.add("ana").dates = {on(2)};
    missed.set_ratio("ana", 0.1);
    missed.move_to(kNoon + days{1});
    CHECK(told(missed).empty());
    missed.move_to(kNoon + days{2});
    CHECK(told(missed).find("today") != std::string::npos);
    missed.move_to(kNoon + days{2} + 18h);
    CHECK(told(missed).empty());
}

TEST_CASE("Two on one day share a message, and it counts for both", "[dates]") {
    Scene s;
    s.add("ana").dates = {on(2)};
    s.add("ben").dates = {on(2)};
    s.add("cleo").dates = {on(2, "wedding day")};
    for (const auto* id : {"ana", "ben", "cleo"}) s.set_ratio(id, 0.1);
    const auto said = told(s);
    CHECK(said.find("ana and ben") != std::string::npos);
    CHECK(s.of("ana").occasions == s.of("ben").occasions);
    CHECK(s.of("cleo").occasions.empty());
    s.move_to(kNoon + days{2});
    CHECK(told(s).find("wedding day") != std::string::npos);
}

TEST_CASE("A long lead takes no word away from the other, and tells the day in words", "[dates]") {
    Scene s;
    auto early = on(20);
    early.lead_days = 20;
    s.add("ana").dates = {early};
    s.add("ben").dates = {on(20)};
    for (const auto* id : {"ana", "ben"}) s.set_ratio(id, 0.1);
    const auto said = told(s);
    CHECK(said.find("22 Mar") != std::string::npos);
    CHECK(said.find("ben") == std::string::npos);
    CHECK(s.of("ben").occasions.empty());
}

TEST_CASE("Who is named on no locked screen shares no message", "[dates]") {
    for (const bool first : {true, false}) {
        Scene s;
        auto& ana = s.add("ana");
        ana.dates = {on(2)};
        ana.discreet = first;
        auto& ben = s.add("ben");
        ben.dates = {on(2)};
        ben.discreet = !first;
        for (const auto* id : {"ana", "ben"}) s.set_ratio(id, 0.1);
        policy::decide(s.frame(), s.decision);
        REQUIRE(s.decision.occasion);
        CHECK(s.decision.occasion->also.empty());
    }
}

TEST_CASE("Only of those who are there, and nothing after a touch on the day", "[dates]") {
    Scene s;
    s.add("ana").dates = {on(0)};
    s.set_ratio("ana", 0.1);
    CHECK_FALSE(dates_due(s.frame()).empty());
    for (const auto state : {State::TheirTurn, State::Resting, State::Paused, State::Ended,
                             State::Remembered, State::NoContact}) {
        s.of("ana").states = {{state, kNoon - 1h, Instant::max()}};
        CHECK(dates_due(s.frame()).empty());
    }
    s.of("ana").states.clear();
    s.of("ana").clock.last_touch = kNoon - 1h;
    CHECK(dates_due(s.frame()).empty());
    s.of("ana").clock.last_touch = kNoon - days{1};
    CHECK_FALSE(dates_due(s.frame()).empty());
    s.connection(0).feels = Feels::Hard;
    CHECK(dates_due(s.frame()).empty());
}

TEST_CASE("Dates alone need no rhythm, and a birthday may exceed the week by one", "[dates]") {
    Scene s;
    auto& ana = s.add("ana");
    ana.every = Rhythm{0, 0, true};
    ana.dates = {on(0)};
    CHECK_FALSE(s.prepare().all[0].rhythmic);
    s.add("ben");
    for (int i = 1; i <= 3; ++i) s.pushed("ben", kNoon - days{i});
    CHECK(told(s).starts_with("date:birthday"));
    s.memory.pushes.back().slot -= 20h;
    s.of("ana").occasions.clear();
    CHECK(told(s).empty()); // one more, not two
    Scene wedding;
    wedding.add("ana").dates = {on(0, "wedding day")};
    wedding.add("ben");
    for (int i = 1; i <= 3; ++i) wedding.pushed("ben", kNoon - days{i});
    CHECK(told(wedding).empty()); // only a birthday may
    Scene quiet;
    quiet.add("ana").dates = {on(0)};
    quiet.settings.pace = Pace::Ambient;
    CHECK(told(quiet).empty());
    quiet.settings.pace = Pace::Steady;
    quiet.around.quiet = true;
    CHECK(told(quiet).empty());
    quiet.around.quiet = false;
    quiet.memory.pauses = {{kNoon - 1h, Instant::max()}};
    CHECK(told(quiet).empty());
}

TEST_CASE("No lapse yields, and no place is kept, for a date no word will be about", "[dates]") {
    Scene s;
    auto& ana = s.add("ana");
    ana.dates = {on(3)};
    ana.feels = Feels::Safe;
    ana.lean_on = true;
    s.set_ratio("ana", 1.6);
    CHECK(s.outcome() == "plan-ahead");
    CHECK(s.decision.kept == 1);
    // In a hard week somebody to lean on may be offered, and no date is.
    s.settings.you.reach_for_me = true;
    s.memory.modes.hard_weeks = {{kNoon - 1h, kNoon + days{6}, {}}};
    CHECK(s.outcome() == "ana");
    CHECK(s.decision.kept == 0);
    s.memory.modes.hard_weeks = {
        {kNoon - 1h, kNoon + days{1}, kNoon + days{1}}}; // over before the day
    CHECK(s.outcome() == "plan-ahead");
    s.memory.modes.hard_weeks.clear();
    // Low energy passes before the day, but not where it is the usual one.
    s.connection(0).feels = Feels::Mixed;
    s.settings.you.usual_energy = Energy::Low;
    s.decide();
    CHECK(s.decision.kept == 0);
    s.settings.you.usual_energy = Energy::Usual;
    s.decide();
    CHECK(s.decision.kept == 1);
}

TEST_CASE("Lapses yield to a date within seven days, and leave it a place", "[dates]") {
    Scene s;
    s.add("ana").dates = {on(5)};
    s.add("ben");
    s.set_ratio("ana", 2);
    s.set_ratio("ben", 0.1);
    CHECK(s.outcome() == "plan-ahead");
    CHECK(possible_from(s.frame(), s.decision, 0) ==
          s.goals.zones.front().to_instant_earliest(kToday + days{6})); // the day after
    s.connection(0).dates = {on(8)};
    CHECK(s.outcome() == "ana");
    s.connection(0).dates = {on(5)};
    s.set_ratio("ben", 2);
    CHECK(s.outcome() == "ben");
    s.pushed("ben", kNoon - days{5});
    s.pushed("ben", kNoon - days{6});
    s.of("ben").pushes.clear();
    CHECK(s.decide().kept == 1);
    CHECK(s.outcome() == "budget.week");
}

TEST_CASE("What is put off comes on the day; what is let pass costs nothing", "[dates][life]") {
    Scene s;
    s.add("ana").dates = {on(2)};
    s.set_ratio("ana", 0.1);
    const auto offer = [&] {
        const auto frame = s.frame();
        policy::decide(frame, s.decision);
        REQUIRE(s.decision.occasion);
        auto e = chosen_event(frame, spoken(), s.decision, "0a");
        policy::apply(s.memory, e, s.goals.naming);
        Event delivered;
        delivered.kind = EventKind::Delivered;
        delivered.at = s.now;
        delivered.nudge = "0a";
        policy::apply(s.memory, delivered, s.goals.naming);
    };
    const auto slots = slot_plan(s.settings, s.zone);
    const auto at = [&] { return Situation{s.settings, s.goals, s.memory, slots, s.now}; };
    offer();
    SECTION("later") {
        const auto said =
            reply_later(at(), *find_target(s.memory, ""), calendar::LaterTarget::Bare);
        REQUIRE(said);
        for (const auto& e : said->events) policy::apply(s.memory, e, s.goals.naming);
        CHECK_FALSE(s.of("ana").waiting);
        s.move_to(kNoon + days{2});
        CHECK(told(s).starts_with("date:birthday"));
    }
    SECTION("not this time") {
        const auto said = reply(at(), *find_target(s.memory, ""), Answer::NotThisTime);
        for (const auto& e : said.events) policy::apply(s.memory, e, s.goals.naming);
        CHECK_FALSE(s.of("ana").hidden_until);
        s.move_to(kNoon + days{2});
        CHECK(told(s).empty());
    }
    SECTION("ignored") {
        auto end = replaced(s.memory, true, s.now + 36h);
        end.ending = Ending::Ignored;
        policy::apply(s.memory, end, s.goals.naming);
        CHECK(s.memory.g == 0);
        CHECK(s.of("ana").ignored.empty());
    }
    SECTION("smaller: a wish is as small as it gets") {
        s.connection(0).steps = {{"photo", "a photo", 1, Channel::Message},
                                 {"wave", "a wave", 0, Channel::Message}};
        s.memory.outstanding->step = "photo";
        const auto frame = s.frame();
        CHECK_FALSE(smaller_event(frame, spoken(), *s.memory.outstanding));
        s.memory.outstanding->occasion.clear();
        CHECK(smaller_event(frame, spoken(), *s.memory.outstanding));
    }
    SECTION("no longer wanted") {
        CHECK_FALSE(withdrawal(s.frame()));
        s.of("ana").clock.last_touch = s.now; // in touch before the day: still a birthday
        CHECK_FALSE(withdrawal(s.frame()));
        s.move_to(kNoon + days{3});
        CHECK(withdrawal(s.frame()));
        s.move_to(kNoon);
        s.of("ana").states = {{State::Remembered, kNoon - 1h, Instant::max()}};
        CHECK(withdrawal(s.frame()));
    }
    SECTION("no days for it") {
        s.settings.you.reach_for_me = true; // the one offer of a hard week is no birthday
        s.memory.modes.hard_weeks = {{kNoon - 1h, kNoon + days{7}, std::nullopt}};
        CHECK(withdrawal(s.frame()));
        s.memory.modes.hard_weeks.clear();
        s.memory.modes.leaves = {{LifeEvent::Away, kNoon - 1h, Instant::max()}};
        CHECK(withdrawal(s.frame()));
        s.memory.modes.leaves.clear();
        CHECK_FALSE(withdrawal(s.frame()));
        for (const auto& since : {kNoon - 1h, kNoon - days{60}}) {
            s.memory.modes.leaves = {{LifeEvent::Bereavement, since, since + days{28}}};
            CHECK(withdrawal(s.frame()));
        }
    }
}
