// SPDX-License-Identifier: MIT
// Groups, old friends, new friends, small hellos (domain.md B1, B13).
#include "core/policy/asks.hpp"
#include "core/policy/ideas.hpp"
#include "core/policy/life.hpp"
#include "core/policy/offer.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/spoken.hpp"
#include "tests/unit/policy/ready.hpp"

using namespace kith;
using namespace kith::policy;
using namespace kith::test;

namespace {

/// A choir that meets on Tuesdays at half past seven; now is the last slot of a Monday.
struct Choir : Scene {
    Choir() {
        auto& choir = add("choir", Circle::Group);
        choir.name = "Tuesday choir";
        choir.meets = Meets{"every Tuesday", "19:30", "21:30"};
        of("choir").first_seen = kNoon - days{6};
        move_to(kNoon + 5h);
        around.slot.index = 1;
        around.slot.day = calendar::Day{std::chrono::floor<days>(now).time_since_epoch()};
    }
    /// Weeks of memory before now.
    void known_for(int weeks) { of("choir").first_seen = kNoon - days{7 * weeks}; }
    void touched(const std::string& id, Instant at) { of(id).clock.last_touch = at; }
};

Event chosen(Scene& s) {
    const auto frame = s.frame();
    policy::decide(frame, s.decision);
    REQUIRE(s.decision.nudge);
    return chosen_event(frame, spoken(), s.decision, "00ff");
}

} // namespace

TEST_CASE("A group is spoken of on the eve of a meeting alone", "[ideas]") {
    Choir s;
    CHECK(s.outcome() == "choir");
    CHECK(s.decision.about == words::Occasion::Meeting);
    s.around.slot.index = 0;
    CHECK(s.outcome() == "nothing-ripe"); // not at noon
    s.around.slot.index = 1;
    for (const int ahead : {1, 2, 3, 4, 5, 6}) {
        s.move_to(kNoon + 5h + days{ahead});
        CHECK(s.outcome() == "nothing-ripe");
    }
    s.move_to(kNoon + 5h + days{7});
    CHECK(s.outcome() == "choir");
}

TEST_CASE("After two absences one word, then quiet until there is contact", "[ideas]") {
    Choir s;
    for (const int weeks : {1, 2, 3}) {
        s.known_for(weeks);
        s.frame();
        CHECK(s.board.facts[0].meeting.absences == weeks);
        CHECK(s.outcome() == (weeks <= 2 ? "choir" : "nothing-ripe"));
    }
    s.touched("choir", kNoon - days{5}); // last Tuesday was the third; this is after it
    s.known_for(9);
    s.frame();
    CHECK(s.board.facts[0].meeting.absences == 0);
    CHECK(s.outcome() == "choir");
}

TEST_CASE("Meetings spoken of before fill no cycle: absences alone bound them", "[ideas]") {
    Choir s;
    s.known_for(2);
    s.pushed("choir", s.now - days{7}).opens_cycle = false;
    s.pushed("choir", s.now - days{14});
    CHECK(s.outcome() == "choir"); // after two absences, once more
    s.known_for(3);
    s.pushed("choir", s.now - days{21});
    CHECK(s.outcome() == "nothing-ripe");
}

TEST_CASE("Contact with members keeps no group coming for ever", "[ideas]") {
    Choir s;
    s.known_for(9);
    s.add("ana");
    s.connection(0).members = {"ana"};
    s.touched("ana", kNoon - days{1}); // as every week, and at no meeting
    s.sights[0] = Sight::Unseen;
    for (const int words : {1, 2, 3}) {
        s.frame();
        CHECK(s.board.facts[0].meeting.absences == words - 1);
        CHECK(s.outcome() == "choir");
        s.pushed("choir", s.now - days{7 * words});
        s.of("choir").pushes.back().channel = Channel::Event;
    }
    s.frame();
    CHECK(s.board.facts[0].meeting.absences == 3);
    CHECK(s.outcome() != "choir");
    // Last week's still counts for nothing on the day of its meeting.
    s.of("choir").pushes.back().at = s.now - days{1};
    s.frame();
    CHECK(s.board.facts[0].meeting.absences == 2);
    s.of("choir").pushes.back().at = s.now - days{21};
    // A word of the person's, or contact with the group itself, begins anew.
    s.of("choir").cycle_start = s.now - days{2};
    s.frame();
    CHECK(s.board.facts[0].meeting.absences == 0);
    s.of("choir").cycle_start.reset();
    s.touched("choir", s.now - days{10});
    s.frame();
    CHECK(s.board.facts[0].meeting.absences == 1);
}

TEST_CASE("A group that is seen is asked about until it was left unanswered three times",
          "[ideas]") {
    Choir s;
    s.known_for(9);
    s.add("ana");
    s.connection(0).members = {"ana"};
    s.touched("ana", kNoon - days{1});
    for (const int asked : {0, 1, 2, 3}) {
        s.frame();
        CHECK(s.board.facts[0].meeting.absences == asked);
        s.of("choir").ignored.push_back({"n", s.now - days{7 * (4 - asked)}});
    }
    CHECK(s.outcome() != "choir");
    s.of("choir").ignored.clear(); // as every yes does
    CHECK(s.outcome() == "choir");
}

TEST_CASE("Every other meeting is counted from a day it met, else from none", "[ideas]") {
    Choir s;
    auto& meets = *s.connection(0).meets;
    for (const int weeks : {1, 2, 3, 4}) {
        s.known_for(weeks); // when Kith first saw it tells nothing
        for (const auto* rule : {"every other Tuesday", "every 2 weeks"}) {
            meets.rule = rule;
            meets.since = "2026-01-06"; // eight weeks before tomorrow
            s.frame();
            CHECK(s.board.facts[0].meeting.absences == weeks / 2);
            CHECK(s.outcome() == (weeks < 6 ? "choir" : "nothing-ripe"));
            meets.since = "2026-01-13";
            CHECK(s.outcome() == "nothing-ripe");
            meets.since.clear();
            CHECK(s.outcome() == "nothing-ripe");
        }
    }
}

TEST_CASE("What keeps a group is said by satisfied_by", "[ideas]") {
    Choir s;
    s.known_for(5);
    for (const auto* id : {"ana", "ben", "lee"}) s.add(id);
    s.connection(0).members = {"ana", "ben", "lee"};
    s.touched("ana", kNoon - days{1});
    s.touched("ben", kNoon - days{5});
    const auto absences = [&](SatisfiedBy by, int quorum) {
        s.connection(0).satisfied_by = by;
        s.connection(0).quorum = quorum;
        s.frame();
        return s.board.facts[0].meeting.absences;
    };
    CHECK(absences(SatisfiedBy::Any, 0) == 0);
    CHECK(absences(SatisfiedBy::Rotate, 0) == 0);
    CHECK(absences(SatisfiedBy::Quorum, 2) == 0);
    CHECK(absences(SatisfiedBy::Quorum, 3) == 3);
    CHECK(absences(SatisfiedBy::All, 0) == 3);
    s.touched("lee", kNoon - days{9});
    CHECK(absences(SatisfiedBy::All, 0) == 1);
    // Who is gone is not waited for.
    s.of("lee").clock.last_touch.reset();
    s.of("lee").states.push_back({State::Remembered, kNoon - days{90}, Instant::max()});
    CHECK(absences(SatisfiedBy::All, 0) == 0);
}

TEST_CASE("With rotate the word names whom one has met least lately", "[ideas]") {
    Choir s;
    s.add("ana");
    s.add("ben");
    s.connection(0).members = {"ana", "ben"};
    s.connection(0).satisfied_by = SatisfiedBy::Rotate;
    s.touched("ana", kNoon - days{3});
    s.touched("ben", kNoon - days{9});
    s.frame();
    CHECK(s.board.facts[0].meeting.companion == 2);
    const auto e = chosen(s);
    CHECK(e.title.find("Ana") == std::string::npos);
    CHECK((e.title + e.body).find("{") == std::string::npos);
}

TEST_CASE("Nobody who rests, and nobody with whom it is hard, is to go along", "[ideas]") {
    for (const bool hard : {true, false}) {
        Choir s;
        s.connection(0).satisfied_by = SatisfiedBy::Rotate;
        s.connection(0).members = {"ana", "ben"};
        auto& ana = s.add("ana");
        if (hard) ana.feels = Feels::Hard;
        s.add("ben");
        s.of("ana").clock.last_touch = kNoon - days{30};
        s.of("ben").clock.last_touch = kNoon - days{10};
        if (!hard) s.of("ana").states = {{State::Resting, kNoon - days{1}, Instant::max()}};
        s.prepare();
        const auto meeting = gathering(s.goals.all[0], s.goals, s.memory, s.now);
        CHECK(meeting.companion == s.goals.find("ben"));
    }
}

TEST_CASE("Who was named by one group is named by no other within their own gap", "[ideas]") {
    Choir s;
    s.add("ana");
    s.connection(0).members = {"ana"};
    s.of("ana").named_by_other = s.now - days{5};
    s.of("ana").named_by = "choir"; // a weekly choir names its people weekly
    CHECK(s.outcome() == "choir");
    s.of("ana").named_by = "chess";
    CHECK(s.outcome() != "choir");
    s.of("ana").named_by_other = s.now - days{15};
    CHECK(s.outcome() == "choir");
}

TEST_CASE("The word before a meeting names nobody where nobody's turn it is", "[ideas]") {
    Choir s;
    for (int i = 0; i < 30; ++i) {
        s.move_to(kNoon + 5h + days{7 * i});
        s.of("choir").first_seen = s.now - days{1};
        const auto e = chosen(s);
        CHECK(e.words != "group.with");
        CHECK(e.step->channel == Channel::Event);
    }
}

TEST_CASE("One person's budget holds across groups and goals", "[ideas]") {
    Choir s;
    s.add("ana");
    s.connection(0).members = {"ana"};
    CHECK(s.outcome() == "choir");
    s.pushed("ana", kNoon - days{15} + 5h + 1s);
    CHECK(s.outcome() != "choir");
    s.memory.pushes.clear();
    s.of("ana").pushes.clear();
    s.pushed("ana", kNoon - days{15} + 5h);
    CHECK(s.outcome() == "choir");
}

TEST_CASE("A meeting goes before a lapse, but not in low energy", "[ideas]") {
    Choir s;
    s.add("ana").feels = Feels::Safe;
    s.set_ratio("ana", 1.6);
    CHECK(s.outcome() == "choir");
    s.settings.you.usual_energy = Energy::Low;
    CHECK(s.outcome() == "ana");
}

TEST_CASE("A dinner touches everyone, a large room nobody", "[ideas]") {
    Settings settings;
    Connection group;
    group.id = "all";
    group.circle = Circle::Group;
    Touchpoint touch;
    touch.connection = "all";
    for (int count : {0, 1, 12, 13, 40}) {
        group.members.clear();
        for (int i = 0; i < count; ++i) group.members.push_back("p" + std::to_string(i));
        settings.connections = {group};
        CHECK(with_members(settings, touch).size() ==
              1U + (count <= 12 ? static_cast<std::size_t>(count) : 0U));
    }
}

TEST_CASE("An old friend is a thought for a quiet day, until found again", "[ideas]") {
    Scene s;
    s.add("vera", Circle::OldFriend, Sight::Unseen);
    s.add("ana", Circle::Inner).feels = Feels::Safe;
    s.of("ana").clock.last_touch = kNoon - days{2};
    CHECK(s.outcome() == "vera");
    CHECK(s.decision.goals[0].step->cost == 1);
    CHECK(easy_friend(s.frame(), 0) == 1);
    s.set_ratio("ana", 2);
    s.of("ana").clock.last_touch = kNoon - days{8};
    CHECK(s.outcome() == "ana"); // a lapse goes first
    s.of("ana").clock.elapsed = 0;
    s.pushed("vera", kNoon - days{30} + 1s);
    CHECK(s.outcome() == "nothing-ripe");
    s.memory.pushes.clear();
    s.of("vera").pushes.clear();
    s.of("vera").clock.last_touch = kNoon - days{90};
    CHECK(s.outcome() == "nothing-ripe");
    const auto asked = open_asks(s.frame(), s.decision);
    REQUIRE(asked.size() == 1);
    CHECK(asked[0].kind == "old-friend");
}

TEST_CASE("An old friend is found again by contact since they are one", "[ideas]") {
    Scene s;
    s.add("vera", Circle::OldFriend, Sight::Unseen);
    s.of("vera").clock.last_touch = kNoon - days{390};
    for (const int ago : {300, 340, 380}) s.pushed("vera", kNoon - days{ago}); // from before
    s.memory.pushes.clear();
    Event moved;
    moved.kind = EventKind::ConfigEdited;
    moved.at = kNoon - days{1};
    moved.connection = "vera";
    apply(s.memory, moved, {});
    CHECK(open_asks(s.frame(), s.decide()).size() == 1); // something else was edited
    moved.text = "circle";
    apply(s.memory, moved, {});
    CHECK(open_asks(s.frame(), s.decide()).empty());
    CHECK(s.outcome() == "vera");
    s.of("vera").clock.last_touch = kNoon - hours{1};
    CHECK(open_asks(s.frame(), s.decide()).size() == 1);
}

TEST_CASE("What was put off comes back to those without a rhythm too", "[ideas]") {
    const auto back = [](Scene& s, const std::string& id, const std::string& step) {
        s.of(id).waiting = Return{s.around.slot.start, "n", step};
        s.of(id).laters = {s.now - days{2}};
        s.pushed(id, s.now - days{2});
        return s.outcome();
    };
    Scene old;
    old.add("vera", Circle::OldFriend, Sight::Unseen);
    CHECK(back(old, "vera", "voice-note") == "back: vera");
    CHECK(old.decision.goals[0].step->name == "voice-note");
    old.of("vera").clock.last_touch = kNoon - days{1};
    CHECK(back(old, "vera", "voice-note") == "nothing-ripe");
    Scene small;
    small.add("bakery", Circle::SmallHello, Sight::Unseen);
    CHECK(back(small, "bakery", "small-hello") == "back: bakery");
    CHECK(small.decision.about == words::Occasion::Small);
    CHECK(chosen(small).words.starts_with("small."));
    small.outstanding("bakery", kNoon);
    CHECK_FALSE(withdrawal(small.frame()));
    Scene chat;
    chat.add("chat", Circle::Group);
    CHECK(back(chat, "chat", "line-to-the-group") == "back: chat");
    CHECK(chat.decision.about == words::Occasion::Meeting);
    CHECK(chat.decision.goals[0].step->name == "line-to-the-group");
}

TEST_CASE("A yes to a meeting's eve counts as going where nobody can see it", "[ideas]") {
    Choir s;
    bool seen = false;
    SECTION("a group that sources show") { seen = true; }
    SECTION("one that none shows") {}
    s.sights[0] = seen ? Sight::Seen : Sight::Unseen;
    s.memory.g = 2;
    apply(s.memory, chosen(s), s.goals.naming);
    s.prepare();
    const auto slots = slot_plan(s.settings, s.zone);
    const auto target = find_target(s.memory, {});
    REQUIRE(target);
    const auto said = reply({s.settings, s.goals, s.memory, slots, s.now}, *target, Answer::Going);
    CHECK(said.say == "Lovely. Enjoy Tuesday choir, for as long as it suits.");
    CHECK(said.touches.empty()); // it is still ahead
    for (const auto& event : said.events) apply(s.memory, event, s.goals.naming);
    CHECK_FALSE(s.memory.outstanding);
    CHECK(s.memory.g == 0);
    REQUIRE(s.memory.credits.empty() == seen);
    if (!seen) {
        CHECK(s.memory.credits[0].connection == "choir");
        CHECK(s.memory.credits[0].channel == Channel::Event);
    }
    s.move_to(s.now + days{7});
    CHECK(s.outcome() == "choir"); // and the next one has its own
}

TEST_CASE("Low energy takes a meeting's eve back", "[ideas]") {
    Choir s;
    s.connection(0).feels = Feels::Safe;
    apply(s.memory, chosen(s), s.goals.naming);
    CHECK(still_wanted(s.frame(), 0));
    s.memory.modes.energy = EnergySpell{Energy::Low, s.now, s.now + days{3}};
    CHECK_FALSE(still_wanted(s.frame(), 0));
}

TEST_CASE("A meeting's eve is not put off", "[ideas]") {
    Choir s;
    const auto e = chosen(s);
    apply(s.memory, e, s.goals.naming);
    s.prepare();
    const auto slots = slot_plan(s.settings, s.zone);
    const auto target = find_target(s.memory, {});
    REQUIRE(target);
    const auto said = reply_later({s.settings, s.goals, s.memory, slots, s.now}, *target,
                                  calendar::LaterTarget::Tomorrow);
    REQUIRE(said);
    CHECK(said->say.find("another meeting") != std::string::npos);
    for (const auto& event : said->events) apply(s.memory, event, s.goals.naming);
    CHECK_FALSE(s.memory.outstanding);
    CHECK_FALSE(s.of("choir").waiting);
    s.move_to(s.now + days{7});
    CHECK(s.outcome() == "choir");
}

TEST_CASE("The warm-up is offered where there is an easy friend", "[ideas]") {
    Scene s;
    s.add("vera", Circle::OldFriend, Sight::Unseen);
    s.add("ana", Circle::Inner).feels = Feels::Safe;
    s.of("ana").clock.last_touch = kNoon - days{2};
    bool warm = false;
    for (int i = 0; i < 60; ++i) {
        s.move_to(kNoon + days{i});
        s.of("ana").clock.last_touch = s.now - days{2};
        const auto e = chosen(s);
        warm = warm || e.words == "text.warm-up";
        if (e.words == "text.warm-up")
            CHECK(e.body == "A quick hi to ana, then maybe one to vera.");
    }
    CHECK(warm);
}

TEST_CASE("A small hello is a thought for a quiet day, twice a week at most", "[ideas]") {
    Scene s;
    s.add("bakery", Circle::SmallHello, Sight::Unseen);
    CHECK(s.outcome() == "bakery");
    CHECK(s.decision.about == words::Occasion::Small);
    const auto e = chosen(s);
    CHECK(e.words.starts_with("small."));
    CHECK((e.title + e.body).find("akery") == std::string::npos);
    s.settings.you.usual_energy = Energy::Low;
    CHECK(s.outcome() == "bakery");
    s.settings.you.usual_energy = Energy::Usual;
    s.settings.budget.micro_7d = 0;
    CHECK(s.outcome() == "nothing-ripe");
    s.settings.budget.micro_7d = 2;
    s.settings.budget.per_7d = 10;
    s.pushed("bakery", kNoon - days{3});
    CHECK(s.outcome() == "bakery");
    s.pushed("bakery", kNoon - days{6});
    CHECK(s.outcome() == "nothing-ripe");
}

TEST_CASE("The week's last offer is kept for people", "[ideas]") {
    Scene s;
    s.add("bakery", Circle::SmallHello, Sight::Unseen);
    s.settings.budget.per_7d = 1;
    CHECK(s.outcome() == "nothing-ripe");
    s.settings.budget.per_7d = 2;
    CHECK(s.outcome() == "bakery");
}

TEST_CASE("Care is never offered", "[ideas]") {
    Scene s;
    s.add("doctor", Circle::Care).meets = Meets{"every Tuesday", "09:00", "10:00"};
    s.around.slot.index = 1;
    CHECK(s.outcome() == "nothing-ripe");
}

TEST_CASE("After twelve weeks Kith asks where a new friend belongs", "[ideas]") {
    Scene s;
    s.add("eli", Circle::NewFriend);
    s.of("eli").first_seen = kNoon - days{84} + 1s;
    s.set_ratio("eli", 1.6); // of ten days
    CHECK(s.outcome() == "eli");
    CHECK(open_asks(s.frame(), s.decision).empty());
    s.of("eli").first_seen = kNoon - days{400}; // known long before, and moved here lately
    s.of("eli").circle_since = kNoon - days{84} + 1s;
    CHECK(s.outcome() == "eli");
    CHECK(open_asks(s.frame(), s.decision).empty());
    s.of("eli").circle_since.reset();
    s.of("eli").first_seen = kNoon - days{84};
    CHECK(s.outcome() == "eli"); // what is written holds until it is edited
    const auto asked = open_asks(s.frame(), s.decision);
    REQUIRE(asked.size() == 1);
    CHECK(asked[0].kind == "new-friend");
    s.settings.you.usual_energy = Energy::Low;
    CHECK(open_asks(s.frame(), s.decide()).empty());
}
