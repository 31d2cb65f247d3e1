// SPDX-License-Identifier: MIT
#include "core/policy/memory.hpp"

#include "tests/support/catch.hpp"
#include "tests/unit/policy/told.hpp"

using namespace kith;
using namespace kith::policy;
using namespace kith::test;

TEST_CASE("An offer is remembered, outstanding until it ends", "[memory]") {
    Told t;
    t.offer("ana", "n1", kNoon);
    REQUIRE(t.memory.outstanding);
    CHECK(t.memory.outstanding->nudge == "n1");
    CHECK(t.memory.outstanding->delivered_at == kNoon);
    REQUIRE(t.memory.pushes.size() == 1);
    CHECK(t.memory.pushes[0].kind == Kind::Intimate);
    CHECK(t.of("ana").pushes.size() == 1);
    CHECK(t.memory.recent_words == std::vector<std::string>{"text.hello"});
    t.end("ana", "other", Ending::Ignored, kNoon + 1h);
    CHECK(t.memory.outstanding);
    t.end("ana", "n1", Ending::Ignored, kNoon + 36h);
    CHECK_FALSE(t.memory.outstanding);
    CHECK(t.memory.pushes.size() == 1); // the budget stays spent
    CHECK(t.k("ana") == 1);
    CHECK(t.memory.g == 1);
}

TEST_CASE("Silence costs only where Kith could see, and was seen", "[memory]") {
    for (const auto sight : {Sight::Seen, Sight::Partly, Sight::Unseen})
        for (const auto how : {Ending::Ignored, Ending::NotNoticed}) {
            Told t;
            t.offer("ana", "n", kNoon, sight);
            t.end("ana", "n", how, kNoon + 36h);
            const bool costs = sight == Sight::Seen && how == Ending::Ignored;
            CHECK(t.k("ana") == (costs ? 1 : 0));
            CHECK(t.memory.g == (costs ? 1 : 0));
        }
}

TEST_CASE("Failed, unknown and withdrawn offers cost nothing but their budget", "[memory]") {
    for (const auto kind : {EventKind::Failed, EventKind::Unknown, EventKind::Withdrawn}) {
        Told t;
        t.offer("ana", "n", kNoon);
        t.say(kind, kNoon + 1h, "ana", "n");
        CHECK_FALSE(t.memory.outstanding);
        CHECK(t.k("ana") == 0);
        CHECK(t.memory.g == 0);
        REQUIRE(t.memory.pushes.size() == 1);
        // What surely reached nobody was no turn of theirs.
        CHECK(t.memory.pushes.front().was_asked() == (kind != EventKind::Failed));
        CHECK(t.of("ana").pushes.front().was_asked() == (kind != EventKind::Failed));
    }
}

TEST_CASE("The last offer that spent its budget is remembered, though it reached nobody",
          "[memory]") {
    Told t;
    t.offer("ana", "n1", kNoon);
    t.say(EventKind::Failed, kNoon + 1h, "ana", "n1");
    for (int day = 1; day <= 8; ++day) {
        auto back = t.make(EventKind::Chosen, kNoon + days{day}, "ana", "r");
        back.is_return = true;
        back.step = Step{"one-line", "one line", 1, Channel::Message};
        t.say(back);
        t.say(EventKind::Withdrawn, kNoon + days{day} + 1h, "ana", "r");
    }
    CHECK(std::ranges::count(t.of("ana").pushes, "n1", &Push::nudge) == 1);
}

TEST_CASE("What an answer does to k and G", "[memory]") {
    struct Row {
        Answer answer;
        bool resets;
    };
    const Row rows[] = {{Answer::Going, true},  {Answer::Done, true},  {Answer::Already, true},
                        {Answer::Later, false}, {Answer::Rest, false}, {Answer::NotThisTime, false},
                        {Answer::Plan, false}};
    for (const auto& row : rows) {
        CAPTURE(to_word(row.answer));
        Told t;
        t.ignore("ana", 1, kNoon - days{10});
        t.ignore("ben", 2, kNoon - days{5});
        t.offer("ana", "n", kNoon);
        t.answer("ana", "n", row.answer, kNoon + 1h, kNoon + days{3});
        CHECK_FALSE(t.memory.outstanding);
        CHECK(t.memory.g == (row.resets ? 0 : 3));
        CHECK(t.k("ana") == (row.resets ? 0 : 1));
        CHECK(t.k("ben") == 2);
    }
}

TEST_CASE("Smaller keeps the offer and takes the smaller step", "[memory]") {
    Told t;
    t.offer("ana", "n", kNoon);
    auto e = t.make(EventKind::Answered, kNoon + 1h, "ana", "n");
    e.answer = Answer::Smaller;
    e.step = Step{"photo", "look at a photo", 0, Channel::None};
    e.title = "T";
    e.body = "B";
    t.say(e);
    REQUIRE(t.memory.outstanding);
    CHECK(t.memory.outstanding->step == "photo");
    CHECK(t.memory.outstanding->title == "T");
    CHECK(t.memory.pushes.size() == 1);
    CHECK(t.memory.g == 0);
}

TEST_CASE("An answer after expiry takes its k and G back, once", "[memory]") {
    for (const auto what : {Answer::Later, Answer::NotThisTime, Answer::Rest}) {
        Told t;
        t.ignore("ben", 3, kNoon - days{5});
        t.offer("ana", "n", kNoon);
        t.end("ana", "n", Ending::Ignored, kNoon + 36h);
        REQUIRE(t.memory.g == 4);
        REQUIRE(t.k("ana") == 1);
        t.answer("ana", "n", what, kNoon + 40h, kNoon + days{5});
        CHECK(t.memory.g == 3);
        CHECK(t.k("ana") == 0);
        t.answer("ana", "n", what, kNoon + 41h, kNoon + days{5});
        CHECK(t.memory.g == 3);
    }
    Told t;
    t.offer("ana", "n", kNoon);
    t.say(EventKind::Withdrawn, kNoon + 1h, "ana", "n");
    t.answer("ana", "n", Answer::Later, kNoon + 2h, kNoon + days{3});
    CHECK(t.memory.g == 0);
    CHECK(t.of("ana").waiting);
}

TEST_CASE("G falls by itself every fourteen days", "[memory]") {
    Told t;
    t.ignore("ana", 3, kNoon);
    const auto since = t.memory.g_since;
    CHECK(backoff_at(t.memory, since + days{14} - 1s) == 3);
    CHECK(backoff_at(t.memory, since + days{14}) == 2);
    CHECK(backoff_at(t.memory, since + days{28}) == 1);
    CHECK(backoff_at(t.memory, since + days{42}) == 0);
    CHECK(backoff_at(t.memory, since + days{420}) == 0);
    // Another one in between does not restart the fortnight.
    t.offer("ana", "late", since + days{20});
    t.end("ana", "late", Ending::Ignored, since + days{20});
    CHECK(backoff_at(t.memory, since + days{20}) == 3);
    CHECK(backoff_at(t.memory, since + days{28} - 1s) == 3);
    CHECK(backoff_at(t.memory, since + days{28}) == 2);
}

TEST_CASE("A sensed touch soon after its offer lowers G by three, once", "[memory]") {
    Told t;
    t.ignore("ben", 5, kNoon - days{2});
    t.offer("ana", "n", kNoon);
    t.say(EventKind::Engaged, kNoon + 1h, "ana", "n");
    CHECK(t.memory.g == 2);
    CHECK(t.memory.outstanding->engaged);
    t.say(EventKind::Engaged, kNoon + 2h, "ana", "n");
    t.say(EventKind::Engaged, kNoon + 3h, "ana", "n");
    CHECK(t.memory.g == 0); // never below
}

TEST_CASE("Logging by hand and an edit start afresh", "[memory]") {
    for (const auto kind : {EventKind::Logged, EventKind::ConfigEdited}) {
        Told t;
        t.ignore("ana", 2, kNoon - days{2});
        t.ignore("ben", 2, kNoon - days{1});
        t.say(kind, kNoon, "ana");
        CHECK(t.memory.g == 0);
        CHECK(t.k("ana") == 0);
        CHECK(t.k("ben") == 2);
    }
    Told t;
    t.ignore("ana", 2, kNoon - days{2});
    t.say(EventKind::ConfigEdited, kNoon); // something else was edited
    CHECK(t.memory.g == 0);
    CHECK(t.k("ana") == 2);
}

TEST_CASE("k counts what was offered after the last touch", "[memory]") {
    Told t;
    t.ignore("ana", 2, kNoon);
    t.of("ana").clock.last_touch = kNoon - 1s;
    CHECK(t.k("ana") == 2);
    t.of("ana").clock.last_touch = kNoon;
    CHECK(t.k("ana") == 1);
    t.of("ana").clock.last_touch = kNoon + 1h;
    CHECK(t.k("ana") == 0);
}

TEST_CASE("A later waits for its slot, a not-this-time hides", "[memory]") {
    Told t;
    t.offer("ana", "n", kNoon);
    t.answer("ana", "n", Answer::Later, kNoon + 1h, kNoon + days{2});
    REQUIRE(t.of("ana").waiting);
    CHECK(t.of("ana").waiting->slot == kNoon + days{2});
    CHECK(t.of("ana").laters == std::vector<Instant>{kNoon + 1h});
    auto back = t.make(EventKind::Chosen, kNoon + days{2}, "ana", "n2");
    back.slot = back.at;
    back.is_return = true;
    t.say(back);
    CHECK_FALSE(t.of("ana").waiting);
    t.answer("ana", "n2", Answer::NotThisTime, kNoon + days{2} + 1h, kNoon + days{32});
    CHECK(t.of("ana").hidden_until == kNoon + days{32});
    CHECK(t.of("ana").cycle_start == kNoon + days{2} + 1h);
    t.offer("ben", "m", kNoon);
    t.answer("ben", "m", Answer::Later, kNoon + 1h, kNoon + days{2});
    t.answer("ben", "m", Answer::NotThisTime, kNoon + 2h, kNoon + days{32});
    CHECK_FALSE(t.of("ben").waiting); // the second word is the one that stands
    CHECK_FALSE(t.memory.outstanding);
}

TEST_CASE("A group's offer names its members, a return names nobody anew", "[memory]") {
    Told t;
    t.offer("choir", "n", kNoon);
    CHECK(t.of("ana").named_by_other == kNoon);
    CHECK(t.of("ben").named_by_other == kNoon);
    CHECK_FALSE(t.of("choir").named_by_other);
    auto back = t.make(EventKind::Chosen, kNoon + days{2}, "choir", "n2");
    back.slot = back.at;
    back.is_return = true;
    t.say(back);
    CHECK(t.of("ana").named_by_other == kNoon);
}

TEST_CASE("The most restrictive state wins", "[memory]") {
    ConnectionMemory c;
    const State all[] = {State::Active, State::TheirTurn,  State::Resting,  State::Paused,
                         State::Ended,  State::Remembered, State::NoContact};
    for (const auto declared : all)
        for (const auto first : all)
            for (const auto second : all) {
                c.states = {{first, kNoon, kNoon + 2h}, {second, kNoon + 1h, Instant::max()}};
                // Also before it was told: then the clock has been set back.
                for (const auto at : {kNoon - 1s, kNoon, kNoon + 1h})
                    CHECK(state_at(c, declared, at) == std::max({declared, first, second}));
                CHECK(state_at(c, declared, kNoon + 2h) == std::max(declared, second));
            }
}

TEST_CASE("Waking ends a rest, and nothing that is meant for good", "[memory]") {
    Told t;
    const auto set = [&](State state) {
        auto e = t.make(EventKind::StateSet, kNoon, "ana");
        e.state = state;
        t.say(e);
    };
    const auto now = [&] { return state_at(t.of("ana"), State::Active, kNoon + 2h); };
    for (const auto state : {State::Resting, State::Paused, State::Ended, State::Remembered}) {
        set(state);
        CHECK(now() == state);
    }
    t.say(EventKind::StateLifted, kNoon + 1h, "ana");
    CHECK(now() == State::Remembered);
    auto e = t.make(EventKind::StateLifted, kNoon + 1h, "ana");
    e.state = State::Remembered;
    t.say(e);
    CHECK(now() == State::Ended);
    e.state = State::Ended;
    t.say(e);
    CHECK(now() == State::Active);
}

TEST_CASE("A state that outlives its line is told from one that was said", "[memory]") {
    for (const auto state : {State::Ended, State::Remembered}) {
        Told t;
        auto line = t.make(EventKind::ConfigEdited, kNoon, "ana");
        line.state = state;
        t.say(line);
        const auto outlived = [&](State declared) {
            return outlived_line(t.of("ana"), declared, kNoon + 2h);
        };
        CHECK_FALSE(outlived(state)); // the line stands
        CHECK(outlived(State::Active) == state);
        CHECK_FALSE(outlived_line(t.of("ben"), State::Active, kNoon + 2h));
        auto said = t.make(EventKind::StateSet, kNoon + 1h, "ana");
        said.state = state;
        t.say(said);
        CHECK_FALSE(outlived(State::Active));
        said.kind = EventKind::StateLifted;
        t.say(said);
        CHECK_FALSE(outlived(State::Active));
        CHECK(state_at(t.of("ana"), State::Active, kNoon + 2h) == State::Active);
    }
}

TEST_CASE("Who is gone has no plan and no return", "[memory]") {
    for (const auto state : {State::Ended, State::Remembered, State::NoContact}) {
        Told t;
        auto plan = t.make(EventKind::HoldPut, kNoon, "ana", "h");
        plan.until = kNoon + 2h;
        t.say(plan);
        t.offer("ana", "n", kNoon);
        t.answer("ana", "n", Answer::Later, kNoon + 1h, kNoon + days{3});
        CHECK(t.of("ana").waiting);
        auto e = t.make(EventKind::StateSet, kNoon + 2h, "ana");
        e.state = state;
        t.say(e);
        CHECK(t.of("ana").holds.empty());
        CHECK_FALSE(t.of("ana").waiting);
    }
}

TEST_CASE("Pauses and rests stop the clock, and end when lifted", "[memory]") {
    Told t;
    auto rest = t.make(EventKind::StateSet, kNoon, "ana");
    rest.state = State::Resting;
    t.say(rest);
    auto pause = t.make(EventKind::Paused, kNoon - days{3});
    pause.until = kNoon + days{1};
    t.say(pause);
    CHECK(frozen_intervals(t.memory, t.of("ana")) ==
          std::vector<Interval>{{kNoon - days{3}, Instant::max()}});
    CHECK(frozen_intervals(t.memory, t.of("ben")) ==
          std::vector<Interval>{{kNoon - days{3}, kNoon + days{1}}});
    t.say(EventKind::Resumed, kNoon - days{1});
    CHECK(frozen_intervals(t.memory, t.of("ben")) ==
          std::vector<Interval>{{kNoon - days{3}, kNoon - days{1}}});
    t.say(EventKind::StateLifted, kNoon + days{2}, "ana");
    CHECK(frozen_intervals(t.memory, t.of("ana")) ==
          std::vector<Interval>{{kNoon - days{3}, kNoon - days{1}}, {kNoon, kNoon + days{2}}});
    CHECK(state_at(t.of("ana"), State::Active, kNoon + days{2}) == State::Active);
}

TEST_CASE("A rest in the configuration stops the clock while it is written", "[memory]") {
    Memory m;
    const auto tell = [&](EventKind kind, Instant at, std::optional<State> state) {
        Event e;
        e.kind = kind;
        e.at = at;
        e.connection = "ana";
        e.state = state;
        apply(m, e, {});
    };
    tell(EventKind::Appeared, kNoon, State::Active);
    CHECK(m.connections.at("ana").rests.empty());
    tell(EventKind::ConfigEdited, kNoon + days{1}, State::Resting);
    tell(EventKind::ConfigEdited, kNoon + days{2}, State::Paused);
    tell(EventKind::ConfigEdited, kNoon + days{9}, State::Active);
    tell(EventKind::ConfigEdited, kNoon + days{10}, std::nullopt);
    const auto frozen = frozen_intervals(m, m.connections.at("ana"));
    REQUIRE(frozen.size() == 1);
    CHECK(frozen.front() == Interval{kNoon + days{1}, kNoon + days{9}});
    CHECK(active_days(kNoon, kNoon + days{20}, frozen) == Approx(12));
}

TEST_CASE("Holds are put and removed", "[memory]") {
    Told t;
    auto put = t.make(EventKind::HoldPut, kNoon, "ana", "h1");
    put.slot = kNoon + days{1};
    put.until = kNoon + days{1} + 2h;
    t.say(put);
    REQUIRE(t.of("ana").holds.size() == 1);
    CHECK(t.of("ana").holds[0].from == kNoon + days{1});
    t.say(EventKind::HoldRemoved, kNoon + 1h, "ana", "h2");
    CHECK(t.of("ana").holds.size() == 1);
    t.say(EventKind::HoldRemoved, kNoon + 1h, "ana", "h1");
    CHECK(t.of("ana").holds.empty());
}

TEST_CASE("An event about nobody known changes nothing", "[memory]") {
    for (int kind = 0; kind <= static_cast<int>(EventKind::LeaveOver); ++kind) {
        const auto k = static_cast<EventKind>(kind);
        // These need no connection to mean something.
        if (k == EventKind::Began || k == EventKind::Backfilled || k == EventKind::Appeared ||
            k == EventKind::Interrupted || k == EventKind::Chosen || k == EventKind::Paused ||
            k == EventKind::Engaged || k == EventKind::Answered || k == EventKind::AmbientTold ||
            k == EventKind::TroubleTold || k == EventKind::Logged || k == EventKind::ConfigEdited ||
            k == EventKind::EnergySet || k == EventKind::HardWeek || k == EventKind::LeaveSet)
            continue;
        Told t;
        const auto before = t.memory;
        t.say(k, kNoon, "nobody", "nothing");
        CAPTURE(to_word(k));
        CHECK(t.memory == before);
    }
}

TEST_CASE("Appearing twice is appearing once", "[memory]") {
    Told t;
    t.of("ana").clock.elapsed = 3;
    t.say(EventKind::Appeared, kNoon, "ana");
    CHECK(t.of("ana").clock.elapsed == 3);
    CHECK(t.of("ana").first_seen == kNoon - days{100});
}

TEST_CASE("Memory stays small, and keeps what budgets ask for", "[memory]") {
    Told t;
    for (int i = 0; i < 60; ++i) {
        const auto nudge = "n" + std::to_string(i);
        t.offer(i % 2 == 0 ? "ana" : "ben", nudge, kNoon + hours{18 * i});
        t.end(i % 2 == 0 ? "ana" : "ben", nudge, Ending::NotNoticed, kNoon + hours{18 * i + 17});
    }
    CHECK(t.memory.pushes.size() <= 12);
    CHECK(t.memory.pushes.size() >= 10);
    CHECK(t.of("ana").pushes.size() == 6);
    CHECK(t.memory.past.size() == 8);
    CHECK(t.memory.recent_words.size() == 12);
}

TEST_CASE("Going quiet is said once, and again only if it reached nobody", "[memory]") {
    Told t;
    t.say(EventKind::AmbientTold, kNoon, "", "q1");
    CHECK(t.memory.ambient_told);
    t.say(EventKind::AmbientKept, kNoon, "", "q1");
    CHECK_FALSE(t.memory.ambient_told);
    t.say(EventKind::AmbientTold, kNoon + 5h, "", "q2");
    CHECK(t.memory.ambient_told);
    t.say(EventKind::Logged, kNoon + 6h, "ana");
    CHECK_FALSE(t.memory.ambient_told); // G is 0: another spell is told of again
}

TEST_CASE("What does not work is remembered as told, unless it reached nobody", "[memory]") {
    Told t;
    const auto say = [&](EventKind kind, Instant at) {
        auto e = t.make(kind, at, "", "q1");
        e.deliverer = "mail";
        t.say(e);
    };
    say(EventKind::TroubleTold, kNoon);
    CHECK(t.memory.troubles_told.at("mail") == kNoon);
    say(EventKind::TroubleKept, kNoon + 1h);
    CHECK(t.memory.troubles_told.empty());
}

TEST_CASE("Sources are read through once", "[memory]") {
    Told t;
    t.say(EventKind::Backfilled, kNoon);
    t.say(EventKind::Backfilled, kNoon + 5h); // after an edit, say
    CHECK(t.memory.backfilled == kNoon);
}

TEST_CASE("Notice keeps its first moment and its last", "[memory]") {
    Told t;
    t.offer("ana", "n1", kNoon);
    for (const auto after : {5min, 20min, 50min})
        t.say(EventKind::Noticed, kNoon + after, "ana", "n1");
    t.say(EventKind::Noticed, kNoon + 60min, "ana", "another");
    CHECK(t.memory.outstanding->first_noticed == kNoon + 5min);
    CHECK(t.memory.outstanding->last_noticed == kNoon + 50min);
}

TEST_CASE("A say hi is credited later only where nothing would show it", "[memory]") {
    for (const auto sight : {Sight::Seen, Sight::Partly, Sight::Unseen}) {
        Told t;
        t.offer("ana", "n1", kNoon, sight);
        t.answer("ana", "n1", Answer::Going, kNoon + 1h);
        REQUIRE(t.memory.credits.size() == (sight == Sight::Seen ? 0U : 1U));
        if (sight == Sight::Seen) continue;
        CHECK(t.memory.credits.front() == Credit{"n1", "ana", Channel::Message, kNoon + 1h});
        t.say(EventKind::Credited, kNoon + 49h, "ana", "n1");
        CHECK(t.memory.credits.empty());
    }
}

TEST_CASE("What is said after a say hi takes its place: no touch that never was", "[memory]") {
    for (const auto after : {Answer::NotThisTime, Answer::Later, Answer::Done, Answer::Already}) {
        Told t;
        t.offer("ana", "n1", kNoon, Sight::Unseen);
        t.answer("ana", "n1", Answer::Going, kNoon + 1h);
        REQUIRE(t.memory.credits.size() == 1);
        t.answer("ana", "n1", after, kNoon + 2h, kNoon + days{3});
        CHECK(t.memory.credits.empty());
    }
}
