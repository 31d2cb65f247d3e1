// SPDX-License-Identifier: MIT
// What is corrected afterwards: taken back, no contact at all, a clock that was wrong, other terms.
#include <set>

#include "core/policy/hello_days.hpp"
#include "tests/support/temp_dir.hpp"
#include "tests/unit/ledger/small_life.hpp"

using namespace kith;
using namespace kith::test;
using namespace std::chrono_literals;

namespace {

/// Ana was offered a minute ago, after a mail nine days ago.
void offer(SmallLife& life) {
    daemon::Source source{.instance = "mail"};
    REQUIRE(life->commit_sensed({mail_from("ana", "m1", kStart - 24h * 9)}, source));
    REQUIRE(life->commit({choice_of("ana", kStart)}, {}));
    for (const auto kind : {EventKind::Handing, EventKind::Delivered})
        REQUIRE(life->commit({event_about("ana", kind, kStart)}, {}));
}

struct Said {
    const char* name;
    Event event;
    std::vector<Touchpoint> touches;
};

Event told(std::string_view occasion, Instant at) {
    auto e = event_about("", EventKind::Told, at, "");
    e.occasion = occasion;
    return e;
}

std::vector<Said> everything_said(Instant now) {
    const auto until = [&](Event e) {
        e.until = now + 24h * 3;
        return e;
    };
    auto smaller = answer_of("ana", Answer::Smaller, now);
    smaller.step = Step{"photo", "a photo", 1, Channel::Reaction};
    auto rest = until(event_about("ana", EventKind::StateSet, now, ""));
    rest.state = State::Resting;
    auto hold = until(event_about("lee", EventKind::HoldPut, now, "h1"));
    hold.slot = now + 24h;
    return {
        {"going", answer_of("ana", Answer::Going, now), {}},
        {"done", answer_of("ana", Answer::Done, now), {said("ana", "done:00ff", now)}},
        {"already", answer_of("ana", Answer::Already, now), {said("ana", "already:00ff", now)}},
        {"later", until(answer_of("ana", Answer::Later, now)), {}},
        {"skip", until(answer_of("ana", Answer::NotThisTime, now)), {}},
        {"plan", answer_of("ana", Answer::Plan, now), {}},
        {"smaller", smaller, {}},
        {"log",
         event_about("lee", EventKind::Logged, now, ""),
         {said("lee", "log:1", now - 24h * 2)}},
        {"rest", rest, {}},
        {"pause", until(event_about("", EventKind::Paused, now, "")), {}},
        {"hold", hold, {}},
        {"energy", until(event_about("", EventKind::EnergySet, now, "")), {}},
        {"hard-week", until(event_about("", EventKind::HardWeek, now, "")), {}},
        {"away", until(event_about("", EventKind::LeaveSet, now, "")), {}},
        {"hello", told(policy::kHellos, now), {}},
    };
}

} // namespace

TEST_CASE("What was said can be taken back, and then it was never said", "[life]") {
    for (const auto& each : everything_said(kStart + 1min)) {
        INFO(each.name);
        const TempDir dir;
        FakeClock clock(kStart);
        SmallLife life(dir.path(), clock);
        offer(life);
        clock.advance(1min);
        const auto before = life->memory();
        policy::Reply reply;
        reply.events = {each.event};
        reply.touches = each.touches;
        REQUIRE(life->commit_said(reply));
        CHECK_FALSE(life->memory() == before);
        life.check_whole();
        const auto sentence = life->undo();
        REQUIRE(sentence);
        CHECK(sentence->starts_with("Taken back: "));
        CHECK(life->memory() == before);
        life.check_whole();
        CHECK_FALSE(life->undo());
        // Said again it counts again.
        REQUIRE(life->commit_said(reply));
        CHECK_FALSE(life->memory() == before);
        life.check_whole();
    }
}

TEST_CASE("Waking, resuming and letting a plan go can be taken back too", "[life]") {
    const TempDir dir;
    FakeClock clock(kStart);
    SmallLife life(dir.path(), clock);
    const auto all = everything_said(kStart);
    for (const auto* name : {"rest", "pause", "hold", "hard-week", "away", "hello"})
        for (const auto& each : all)
            if (std::string{each.name} == name) REQUIRE(life->commit({each.event}, {}));
    clock.advance(24h);
    const auto before = life->memory();
    for (const auto& back : {event_about("ana", EventKind::StateLifted, clock.now(), ""),
                             event_about("", EventKind::Resumed, clock.now(), ""),
                             event_about("", EventKind::HardWeekOver, clock.now(), ""),
                             event_about("", EventKind::LeaveOver, clock.now(), ""),
                             told(policy::kHellosOver, clock.now()),
                             event_about("lee", EventKind::HoldRemoved, clock.now(), "h1")}) {
        REQUIRE(life->commit({back}, {}));
        CHECK_FALSE(life->memory() == before);
        REQUIRE(life->undo());
        CHECK(life->memory() == before);
        life.check_whole();
    }
}

TEST_CASE("A command that tells several events is taken back as one", "[life]") {
    const TempDir dir;
    FakeClock clock(kStart);
    SmallLife life(dir.path(), clock);
    offer(life);
    clock.advance(1min);
    const auto before_all = life->memory();
    auto noted = event_about("lee", EventKind::Noted, clock.now(), "");
    noted.text = "a new job";
    REQUIRE(life->commit({noted}, {}));
    REQUIRE(life->commit({event_about("", EventKind::Paused, clock.now(), ""),
                          event_about("ana", EventKind::Withdrawn, clock.now())},
                         {}));
    REQUIRE(life->commit({event_about("", EventKind::LeaveSet, clock.now(), "")}, {}));
    const auto before = life->memory();
    auto hold = event_about("ana", EventKind::HoldPut, clock.now(), "h1");
    hold.slot = clock.now() + 24h;
    hold.until = clock.now() + 26h;
    const auto now = clock.now();
    const struct {
        std::vector<Event> events;
        std::vector<Touchpoint> touches;
        const char* says;
    } commands[] = {
        {{event_about("ana", EventKind::Logged, now, ""),
          event_about("lee", EventKind::Logged, now, "")},
         {said("ana", "log:1", now), said("lee", "log:2", now)},
         "log (Ana and Lee)"},
        {{hold, answer_of("ana", Answer::Plan, now)}, {}, "plan (Ana)"},
        {{event_about("", EventKind::Resumed, now, ""),
          event_about("", EventKind::LeaveOver, now, "")},
         {},
         "resume of"},
    };
    for (const auto& each : commands) {
        INFO(each.says);
        policy::Reply reply;
        reply.events = each.events;
        reply.touches = each.touches;
        REQUIRE(life->commit_said(reply));
        CHECK_FALSE(life->memory() == before);
        life.restart();
        const auto sentence = life->undo();
        REQUIRE(sentence);
        CHECK(sentence->find(each.says) != std::string::npos);
        CHECK(life->memory() == before);
        CHECK(life->ledger().find_touches("log:").empty());
        life.check_whole();
    }
    // What came before is next, each as one.
    for (const auto* word : {"away", "pause", "note (Lee)"}) {
        const auto sentence = life->undo();
        REQUIRE(sentence);
        CHECK(sentence->find(word) != std::string::npos);
        life.check_whole();
    }
    CHECK(life->memory() == before_all);
    CHECK_FALSE(life->undo());
}

TEST_CASE("A correction and its fold are one commit", "[life]") {
    const TempDir dir;
    FakeClock clock(kStart);
    SmallLife life(dir.path(), clock);
    offer(life);
    int commits = 0;
    life->ledger().on_commit = [&](int) { ++commits; };
    REQUIRE(life->commit({answer_of("ana", Answer::Going, kStart)}, {}));
    REQUIRE(life->undo());
    REQUIRE(life->not_a_touch("m1"));
    CHECK(commits == 3);
    life.check_whole();
}

TEST_CASE("A contact that was none is taken out of every clock it moved", "[life]") {
    const TempDir dir;
    FakeClock clock(kStart);
    SmallLife life(dir.path(), clock);
    daemon::Source source{.instance = "mail"};
    const auto before = life->memory().connections;
    const Instant dinner = kStart - 24h * 3;
    REQUIRE(life->commit_sensed(
        {mail_from("ana", "dinner-1", dinner), mail_from("lee", "dinner-1", dinner)}, source));
    REQUIRE(life->commit_sensed({mail_from("ana", "dinner-2", dinner - 24h)}, source));
    const auto with_dinner = life->memory();

    CHECK_FALSE(life->not_a_touch("dinner"));
    CHECK_FALSE(life->not_a_touch("lunch"));
    CHECK(life->memory() == with_dinner);

    REQUIRE(life->not_a_touch("dinner-1"));
    life.check_whole();
    CHECK(life->memory().connections.at("lee") == before.at("lee"));
    CHECK(life->memory().connections.at("ana").clock.last_touch == dinner - 24h);
    // A source that sees it again does not bring it back; the person can.
    REQUIRE(life->commit_sensed({mail_from("lee", "dinner-1", dinner)}, source));
    CHECK(life->memory().connections.at("lee") == before.at("lee"));
    REQUIRE(life->undo());
    CHECK(life->memory() == with_dinner);
    life.check_whole();
}

TEST_CASE("A clock that fell behind costs neither the past nor a budget", "[life]") {
    const TempDir dir;
    FakeClock clock(kStart);
    SmallLife life(dir.path(), clock);
    offer(life);
    clock.advance(24h * 30);
    REQUIRE(life->commit({choice_of("lee", clock.now(), "11ff")}, {}));
    const auto before = life->memory();
    for (const Instant behind : {Instant{}, kStart - 24h * 200, kStart - 24h * 60}) {
        clock.set(behind);
        REQUIRE(life->heal());
        CHECK(life->memory() == before);
        life.restart();
        CHECK(life->memory() == before);
        life.check_whole();
    }
}

TEST_CASE("Other settings fold the clock anew, the same ones do not", "[life]") {
    const TempDir dir;
    FakeClock clock(kStart);
    SmallLife life(dir.path(), clock);
    daemon::Source source{.instance = "mail"};
    REQUIRE(life->commit_sensed({mail_from("ana", "m1", kStart - 24h * 5)}, source));
    clock.advance(24h);
    REQUIRE(life->commit_sensed({mail_from("ana", "m2", clock.now())}, source));
    const auto by_text = life->memory().connections.at("ana").clock;
    int commits = 0;
    life->ledger().on_commit = [&](int) { ++commits; };
    REQUIRE(life->refresh());
    CHECK(commits == 0);
    REQUIRE(life->adopt(two_people("circle: inner, counts: together"), calendar::Zone::utc()));
    REQUIRE(life->refresh());
    CHECK(life->memory().connections.at("ana").clock.elapsed > by_text.elapsed);
    life.check_whole();
    REQUIRE(life->adopt(two_people(), calendar::Zone::utc()));
    REQUIRE(life->refresh());
    CHECK(life->memory().connections.at("ana").clock == by_text);
    life.check_whole();
}

TEST_CASE("Someone who was away from the settings comes back with their clock", "[life]") {
    const TempDir dir;
    FakeClock clock(kStart);
    SmallLife life(dir.path(), clock);
    daemon::Source source{.instance = "mail"};
    REQUIRE(life->commit_sensed({mail_from("lee", "m1", kStart - 24h * 5)}, source));
    REQUIRE(life->commit({event_about("ana", EventKind::Logged, kStart, "")}, {}));
    const auto lee = life->memory().connections.at("lee").clock;
    const auto alone = [] {
        return config::parse({{"kith.yaml",
                               "version: 1\npolicy: {settle_h: 0}\nconnections:\n"
                               "  - {id: ana, name: Ana, circle: inner}\n",
                               false}},
                             nullptr);
    };
    life.restart(alone());
    REQUIRE(life->undo());
    life.restart();
    CHECK(life->memory().connections.at("lee").clock == lee);
    life.check_whole();
}

TEST_CASE("A record told otherwise corrects the contact, and the same one changes nothing",
          "[life]") {
    const TempDir dir;
    FakeClock clock(kStart);
    SmallLife life(dir.path(), clock);
    daemon::Source source{.instance = "mail"};
    const Instant lunch = kStart - 24h * 9;
    REQUIRE(life->commit_sensed({mail_from("ana", "m1", lunch)}, source));
    const auto before = life->memory();
    const auto events = life->ledger().events().size();

    const auto again = life->commit_sensed({mail_from("ana", "m1", lunch)}, source);
    REQUIRE(again);
    CHECK(again->empty());
    CHECK(life->memory() == before);
    CHECK(life->ledger().events().size() == events);

    auto moved = mail_from("ana", "m1", lunch + 24h * 7);
    moved.direction = Direction::Both;
    const auto corrected = life->commit_sensed({moved}, source);
    REQUIRE(corrected);
    CHECK(*corrected == std::vector{moved});
    CHECK(life->memory().connections.at("ana").clock.last_touch == moved.at);
    CHECK(life->ledger().touches_of("ana") == std::vector{moved});
    life.check_whole();
    const auto told = life->ledger().events();
    REQUIRE(told.size() == events + 1);
    CHECK(told.back().kind == EventKind::Corrected);
    CHECK(told.back().was == mail_from("ana", "m1", lunch)); // nothing is lost

    REQUIRE(life->commit_sensed({mail_from("ana", "m1", lunch)}, source));
    CHECK(life->memory() == before);
    life.check_whole();
    life.restart();
    CHECK(life->memory() == before);
}

TEST_CASE("What a source takes back was none, for anybody, until it is told again", "[life]") {
    const TempDir dir;
    FakeClock clock(kStart);
    SmallLife life(dir.path(), clock);
    daemon::Source source{.instance = "mail"};
    daemon::Source other{.instance = "other"};
    const auto letter = mail_from("ana", "m1", kStart - 24h * 9);
    REQUIRE(life->commit_sensed({letter}, source));
    const auto before = life->memory();
    auto ana = mail_from("ana", "dinner", kStart - 24h);
    auto lee = mail_from("lee", "dinner", kStart - 24h);
    ana.via = "choir"; // as a group's meeting touches its members
    source.cursor = "2";
    REQUIRE(life->commit_sensed({ana, lee}, source));
    const auto met = life->memory();
    CHECK_FALSE(met == before);
    const auto events = life->ledger().events().size();

    REQUIRE(life->commit_sensed({}, other, {"dinner"})); // another's ref is another's
    CHECK(life->memory() == met);
    REQUIRE(life->commit_sensed({}, source, {"never told", "dinn"}));
    CHECK(life->memory() == met);
    CHECK(life->ledger().events().size() == events);

    source.cursor = "3";
    const auto fresh = life->commit_sensed({}, source, {"dinner", "dinner"});
    REQUIRE(fresh);
    CHECK(fresh->empty());
    CHECK(life->memory() == before);
    CHECK(life->ledger().find_touches("dinner").empty());
    life.check_whole();
    const auto told = life->ledger().events();
    REQUIRE(told.size() == events + 2);
    CHECK(told.back().kind == EventKind::Corrected);
    CHECK(told.back().was->ref == "dinner"); // nothing is lost
    life.restart();
    CHECK(life->memory() == before);
    CHECK_FALSE(life->undo()); // nobody said it, so nobody takes it back

    // Taken back and told again in one batch, it counts.
    REQUIRE(life->commit_sensed({ana, lee}, source));
    CHECK(life->memory() == met);
    REQUIRE(life->commit_sensed({lee}, source, {"dinner"}));
    CHECK(life->memory().connections.at("lee") == met.connections.at("lee"));
    CHECK(life->memory().connections.at("ana") == before.connections.at("ana"));
    life.check_whole();
}

TEST_CASE("What the person took out stays out, whatever a source does", "[life]") {
    const TempDir dir;
    FakeClock clock(kStart);
    SmallLife life(dir.path(), clock);
    const daemon::Source source{.instance = "mail"};
    const auto dinner = mail_from("lee", "dinner", kStart - 24h);
    REQUIRE(life->commit_sensed({dinner}, source));
    REQUIRE(life->not_a_touch("dinner"));
    const auto without = life->memory();
    REQUIRE(life->commit_sensed({}, source, {"dinner"}));
    REQUIRE(life->commit_sensed({dinner}, source));
    CHECK(life->memory() == without);
    CHECK(life->ledger().find_touches("dinner").empty());
    life.check_whole();
}

TEST_CASE("Each part of a record can be corrected", "[life]") {
    const TempDir dir;
    FakeClock clock(kStart);
    SmallLife life(dir.path(), clock);
    daemon::Source source{.instance = "mail"};
    auto touch = mail_from("ana", "m1", kStart - 24h * 9);
    touch.channel = Channel::Call;
    touch.minutes = 20;
    const auto tell = [&] {
        const auto done = life->commit_sensed({touch}, source);
        REQUIRE(done);
        CHECK(done->size() == 1);
        CHECK(life->ledger().touches_of("ana") == std::vector{touch});
        life.check_whole();
    };
    tell();
    touch.minutes = 1;
    tell();
    touch.minutes.reset();
    tell();
    touch.direction = Direction::Out;
    tell();
    touch.channel = Channel::VoiceNote;
    tell();
    touch.at -= 24h * 2;
    tell();
}

TEST_CASE("What was no contact stays none when its record is corrected", "[life]") {
    const TempDir dir;
    FakeClock clock(kStart);
    SmallLife life(dir.path(), clock);
    daemon::Source source{.instance = "mail"};
    const auto before = life->memory();
    REQUIRE(life->commit_sensed({mail_from("ana", "m1", kStart - 24h * 9)}, source));
    REQUIRE(life->not_a_touch("m1"));
    CHECK(life->memory() == before);
    const auto moved = mail_from("ana", "m1", kStart - 24h * 2);
    const auto corrected = life->commit_sensed({moved}, source);
    REQUIRE(corrected);
    CHECK(corrected->empty());
    CHECK(life->memory() == before);
    life.check_whole();
    // Taken back, what counts is what the source says now.
    REQUIRE(life->undo());
    CHECK(life->memory().connections.at("ana").clock.last_touch == moved.at);
    life.check_whole();
}

TEST_CASE("Of one contact told twice at once the last counts, and each time the same", "[life]") {
    const TempDir dir;
    FakeClock clock(kStart);
    SmallLife life(dir.path(), clock);
    daemon::Source source{.instance = "mail"};
    const std::vector told{mail_from("ana", "m1", kStart - 24h * 9),
                           mail_from("ana", "m1", kStart - 24h * 2)};
    REQUIRE(life->commit_sensed(told, source));
    const auto before = life->memory();
    const auto events = life->ledger().events().size();
    CHECK(life->ledger().touches_of("ana") == std::vector{told.back()});
    REQUIRE(life->commit_sensed(told, source));
    CHECK(life->memory() == before);
    CHECK(life->ledger().events().size() == events);
}

TEST_CASE("A sensed contact and that it followed an offer are one commit", "[life]") {
    const TempDir dir;
    FakeClock clock(kStart);
    SmallLife life(dir.path(), clock);
    offer(life);
    int commits = 0;
    life->ledger().on_commit = [&](int) { ++commits; };
    daemon::Source source{.instance = "mail"};
    clock.advance(1h);
    REQUIRE(life->commit_sensed({mail_from("ana", "m2", clock.now())}, source));
    CHECK(commits == 1);
    REQUIRE(life->memory().outstanding);
    CHECK(life->memory().outstanding->engaged);
    life.check_whole();
}

TEST_CASE("Who stands in which circle and group counts as it is written now", "[life]") {
    const auto choir = [](const std::string& more) {
        return config::parse({{"kith.yaml",
                               "version: 1\npolicy: {settle_h: 0}\nconnections:\n"
                               "  - {id: ana, name: Ana, circle: inner}\n"
                               "  - {id: choir, name: Choir, circle: group" +
                                   more + "}\n",
                               false}},
                             nullptr);
    };
    const TempDir dir;
    FakeClock clock(kStart);
    SmallLife life(dir.path(), clock, choir(", members: [ana]"));
    REQUIRE(life->commit({choice_of("choir", kStart)}, {}));
    CHECK(life->memory().connections.at("ana").named_by_other == kStart);
    CHECK(life->memory().pushes.front().kind == Kind::Collective);
    const auto before = life->memory();

    REQUIRE(life->adopt(choir(""), calendar::Zone::utc()));
    CHECK_FALSE(life->memory().connections.at("ana").named_by_other);
    life.check_whole();
    life.restart(choir(""));
    life.check_whole();

    auto other = config::parse({{"kith.yaml",
                                 "version: 1\npolicy: {settle_h: 0}\nconnections:\n"
                                 "  - {id: ana, name: Ana, circle: inner}\n"
                                 "  - {id: choir, name: Choir, circle: wide}\n",
                                 false}},
                               nullptr);
    REQUIRE(life->adopt(std::move(other), calendar::Zone::utc()));
    REQUIRE(life->refresh());
    CHECK(life->memory().pushes.front().kind == Kind::Relational);
    life.check_whole();

    life.restart(choir(", members: [ana]"));
    CHECK(life->memory().pushes == before.pushes);
    CHECK(life->memory().connections.at("ana").named_by_other == kStart);
    life.check_whole();
}

TEST_CASE("Someone forgotten leaves memory whole, and what their silence cost stays", "[life]") {
    const auto alone = [] {
        return config::parse({{"kith.yaml",
                               "version: 1\npolicy: {settle_h: 0}\nconnections:\n"
                               "  - {id: lee, name: Lee, circle: close}\n",
                               false}},
                             nullptr);
    };
    const TempDir dir;
    FakeClock clock(kStart);
    SmallLife life(dir.path(), clock);
    offer(life);
    daemon::Source source{.instance = "mail"};
    REQUIRE(life->commit_sensed({mail_from("lee", "m2", kStart - 24h * 3)}, source));
    auto ended = event_about("ana", EventKind::Ended, kStart + 72h);
    ended.ending = Ending::Ignored;
    REQUIRE(life->commit({ended}, {}));
    const auto before = life->memory();
    REQUIRE(before.g == 1);

    REQUIRE(life->adopt(alone(), calendar::Zone::utc()));
    REQUIRE(life->refresh());
    REQUIRE(life->forget("ana"));
    life.check_whole();
    const auto& now = life->memory();
    CHECK_FALSE(now.connections.contains("ana"));
    CHECK_FALSE(now.outstanding);
    REQUIRE(now.pushes.size() == 1);
    CHECK(now.pushes.front().slot == before.pushes.front().slot);
    CHECK(now.connections.at("lee").clock.last_touch == kStart - 24h * 3);
    life.restart(alone());
    life.check_whole();
}
