// SPDX-License-Identifier: MIT
// Whatever happens, in whatever order and however late: what is remembered step by step is what the
// ledger tells from the start (P25), also after a restart.
#include <array>
#include <memory>
#include <random>

#include "core/policy/hello_days.hpp"
#include "daemon/life/life.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/support/temp_dir.hpp"

using namespace kith;
using namespace std::chrono_literals;

namespace {

const Instant kStart{std::chrono::seconds{1'790'000'000}};

config::Parsed three_people() {
    return config::parse({{"kith.yaml",
                           "version: 1\npolicy: {settle_h: 0}\nconnections:\n"
                           "  - {id: ana, name: Ana, circle: inner}\n"
                           "  - {id: lee, name: Lee, circle: close, counts: voice}\n"
                           "  - {id: kim, name: Kim, circle: wide}\n",
                           false}},
                         nullptr);
}

/// One random life: its ledger, its clock, and what may happen in it.
class RandomLife {
  public:
    explicit RandomLife(unsigned seed) : random_(seed), clock_(kStart) { restart(); }

    void step() {
        clock_.advance(std::chrono::minutes{below(3 * 24 * 60)});
        switch (below(13)) {
        case 0:
        case 1:
        case 2: sense(); break;
        case 3: log(); break;
        case 4: say(EventKind::StateSet, State::Resting); break;
        case 5: say(EventKind::StateLifted, {}); break;
        case 6: pause_or_resume(); break;
        case 10: say_mode(EventKind::HardWeek); break;
        case 11:
            say_mode(std::array{EventKind::HardWeekOver, EventKind::LeaveSet, EventKind::LeaveOver,
                                EventKind::EnergySet}
                         .at(below(4)));
            break;
        case 7: offer(); break;
        case 12:
            switch (below(3)) {
            case 0: say_mode(EventKind::FreshStart); break;
            case 1: tell_of_hellos(); break;
            default: keep_back();
            }
            break;
        case 8:
            (void)(below(2) == 0 ? life_->undo() : life_->not_a_touch("m" + some_number()));
            break;
        default: restart();
        }
    }

    [[nodiscard]] const policy::Memory& memory() const { return life_->memory(); }

    policy::Memory told_from_the_start() {
        policy::Memory anew;
        for (const auto& e : ledger_->events()) policy::apply(anew, e, life_->goals().naming);
        for (auto& [id, c] : anew.connections) {
            std::vector<policy::LocalTouch> local;
            for (const auto& t : ledger_->touches_of(id))
                local.push_back(policy::to_local_touch(t, life_->zone()));
            c.clock = policy::replay(life_->goals().all[*life_->goals().find(id)].terms,
                                     c.first_seen, local, policy::frozen_intervals(anew, c));
        }
        return anew;
    }

    policy::Memory stored() { return ledger_->load_fold().value(); }

  private:
    unsigned below(unsigned end) {
        return std::uniform_int_distribution<unsigned>(0, end - 1)(random_);
    }
    std::string someone() { return std::array{"ana", "lee", "kim"}.at(below(3)); }
    std::string some_number() { return std::to_string(below(40)); }

    void restart() {
        life_.reset();
        ledger_.reset();
        auto opened = ledger::Ledger::open(dir_.path(), clock_.now());
        REQUIRE(opened);
        ledger_ = std::move(opened->ledger);
        life_ = std::make_unique<daemon::Life>(*ledger_, clock_);
        REQUIRE(life_->begin());
        REQUIRE(life_->adopt(three_people(), calendar::Zone::utc()));
        REQUIRE(life_->refresh());
    }

    Touchpoint touch(Instant at) {
        Touchpoint t;
        t.at = at;
        t.connection = someone();
        t.channel = std::array{Channel::Call,      Channel::Email,    Channel::Message,
                               Channel::VoiceNote, Channel::Together, Channel::Reaction}
                        .at(below(6));
        t.direction = std::array{Direction::In, Direction::Out, Direction::Both}.at(below(3));
        if (below(2) == 0) t.minutes = static_cast<int>(below(30));
        t.source = "mail";
        t.ref = "m" + some_number();
        return t;
    }

    void sense() {
        std::vector<Touchpoint> touches;
        for (unsigned i = below(6); i > 0; --i)
            touches.push_back(touch(clock_.now() - std::chrono::minutes{below(40 * 24 * 60)} +
                                    (below(8) == 0 ? 24h * 60 : 0h)));
        daemon::Source source;
        source.instance = "mail";
        REQUIRE(life_->commit_sensed(touches, source));
    }

    void log() {
        policy::Reply reply;
        auto t = touch(clock_.now() - std::chrono::hours{below(48)});
        t.source = "manual";
        t.ref = "said" + std::to_string(++nudges_);
        t.said = true;
        reply.touches = {t};
        reply.events = {event(EventKind::Logged)};
        reply.events.front().connection = t.connection;
        REQUIRE(life_->commit_said(reply));
    }

    Event event(EventKind kind) {
        Event e;
        e.kind = kind;
        e.at = clock_.now();
        e.connection = someone();
        return e;
    }

    void say(EventKind kind, std::optional<State> state) {
        auto e = event(kind);
        e.state = state;
        if (state && below(2) == 0) e.until = clock_.now() + 24h * below(20);
        REQUIRE(life_->commit({e}, {}));
    }

    void pause_or_resume() {
        auto e = event(below(2) == 0 ? EventKind::Paused : EventKind::Resumed);
        e.connection.clear();
        REQUIRE(life_->commit({e}, {}));
    }

    void say_mode(EventKind kind) {
        auto e = event(kind);
        e.connection.clear();
        e.energy = Energy::Low;
        if (kind != EventKind::LeaveSet || below(2) == 0) e.until = clock_.now() + 24h * below(20);
        REQUIRE(life_->commit({e}, {}));
    }

    void tell_of_hellos() {
        auto e = event(EventKind::Told);
        e.connection.clear();
        e.occasion =
            std::array{policy::kHellos, policy::kHellos, policy::kHellosOver, policy::kHellosGone}
                .at(below(4));
        REQUIRE(life_->commit({e}, {}));
    }

    void keep_back() {
        auto e = event(EventKind::Withheld);
        e.nudge = std::to_string(++nudges_);
        e.slot = clock_.now();
        e.on_trial = true;
        REQUIRE(life_->commit({e}, {}));
    }

    void offer() {
        auto e = event(EventKind::Chosen);
        e.nudge = std::to_string(++nudges_);
        e.slot = clock_.now();
        REQUIRE(life_->commit({e}, {}));
        for (const auto kind : {EventKind::Handing, EventKind::Delivered, EventKind::Noticed}) {
            e.kind = kind;
            REQUIRE(life_->commit({e}, {}));
        }
        clock_.advance(std::chrono::hours{below(40)});
        e.at = clock_.now();
        e.slot.reset();
        e.kind = below(2) == 0 ? EventKind::Ended : EventKind::Answered;
        if (e.kind == EventKind::Ended) e.ending = Ending::Ignored;
        if (e.kind == EventKind::Answered) {
            e.answer = std::array{Answer::Going, Answer::Later, Answer::NotThisTime}.at(below(3));
            e.until = clock_.now() + 24h * (1 + below(10));
        }
        REQUIRE(life_->commit({e}, {}));
    }

    std::mt19937 random_;
    test::TempDir dir_;
    test::FakeClock clock_;
    std::unique_ptr<ledger::Ledger> ledger_;
    std::unique_ptr<daemon::Life> life_;
    int nudges_ = 0;
};

} // namespace

TEST_CASE("Offers of a clock ahead of its time count as of now, once it is set right", "[life]") {
    const test::TempDir dir;
    const Instant ahead = kStart + 24h * 1500;
    test::FakeClock clock(ahead);
    const auto opened = ledger::Ledger::open(dir.path(), ahead);
    REQUIRE(opened);
    const auto begin = [&](daemon::Life& life) {
        REQUIRE(life.begin());
        REQUIRE(life.adopt(three_people(), calendar::Zone::utc()));
        REQUIRE(life.refresh());
    };
    daemon::Life first(*opened->ledger, clock);
    begin(first);
    Event chosen;
    chosen.kind = EventKind::Chosen;
    chosen.at = ahead;
    chosen.slot = ahead - 5min;
    chosen.connection = "ana";
    chosen.nudge = "00ff";
    REQUIRE(first.commit({chosen}, {}));
    clock.set(kStart);
    REQUIRE(first.heal());
    REQUIRE(first.memory().pushes.size() == 1);
    CHECK(first.memory().pushes.front().slot == kStart - 5min);
    CHECK(first.memory().began == kStart);
    daemon::Life second(*opened->ledger, clock);
    begin(second);
    CHECK(second.memory() == first.memory());
}

TEST_CASE("A fold that cannot be read is made anew, clocks included", "[life]") {
    const test::TempDir dir;
    const test::FakeClock clock(kStart);
    const auto begin = [&](daemon::Life& life) {
        REQUIRE(life.begin());
        REQUIRE(life.adopt(three_people(), calendar::Zone::utc()));
        REQUIRE(life.refresh());
    };
    policy::Memory before;
    {
        const auto opened = ledger::Ledger::open(dir.path(), kStart);
        REQUIRE(opened);
        daemon::Life life(*opened->ledger, clock);
        begin(life);
        Touchpoint t;
        t.at = kStart - 24h * 9;
        t.connection = "ana";
        t.source = "mail";
        t.ref = "m1";
        daemon::Source source;
        source.instance = "mail";
        source.cursor = "c1";
        REQUIRE(life.commit_sensed({t}, source));
        before = life.memory();
    }
    {
        ledger::Db db(dir / "ledger.db");
        db.exec("UPDATE fold SET body = '{' WHERE connection = 'ana'");
    }
    const auto opened = ledger::Ledger::open(dir.path(), kStart);
    REQUIRE(opened);
    daemon::Life life(*opened->ledger, clock);
    begin(life);
    CHECK(life.memory() == before);
    REQUIRE(life.source("mail") != nullptr);
    CHECK(life.source("mail")->cursor == "c1");
}

TEST_CASE("An event that cannot be read is counted, and an offer among them stays spent",
          "[life]") {
    const test::TempDir dir;
    const test::FakeClock clock(kStart);
    const auto open = [&] { return std::move(ledger::Ledger::open(dir.path(), kStart)->ledger); };
    const auto begin = [&](daemon::Life& life) {
        REQUIRE(life.begin());
        REQUIRE(life.adopt(three_people(), calendar::Zone::utc()));
        REQUIRE(life.refresh());
    };
    {
        const auto ledger = open();
        daemon::Life life(*ledger, clock);
        begin(life);
        Event e;
        e.kind = EventKind::Chosen;
        e.at = kStart;
        e.slot = kStart;
        e.connection = "ana";
        e.nudge = "00ff";
        REQUIRE(life.commit({e}, {}));
        e.kind = EventKind::Noted;
        e.text = "a new job";
        REQUIRE(life.commit({e}, {}));
        e.kind = EventKind::Paused;
        REQUIRE(life.commit({e}, {}));
        CHECK(life.unread() == 0);
    }
    {
        ledger::Db db(dir / "ledger.db");
        db.exec("UPDATE fold SET body = '{bad'");
        db.exec("UPDATE event SET body = '{bad' WHERE kind IN ('chosen', 'paused')");
    }
    for (int start = 0; start < 2; ++start) {
        const auto ledger = open();
        daemon::Life life(*ledger, clock);
        begin(life);
        CHECK(life.unread() == 2);
        REQUIRE(life.memory().pushes.size() == 1);
        CHECK(life.memory().pushes.front().connection == "ana");
        CHECK(life.memory().pushes.front().slot == kStart);
        CHECK(life.memory().outstanding);
        CHECK(life.memory().pauses.empty());
    }
    // What can be read can still be taken back.
    const auto ledger = open();
    daemon::Life life(*ledger, clock);
    begin(life);
    const auto sentence = life.undo();
    REQUIRE(sentence);
    CHECK(sentence->find("note (Ana)") != std::string::npos);
}

TEST_CASE("The fold is the story told from the start, whatever the order", "[life]") {
    for (unsigned seed = 0; seed < 25; ++seed) {
        RandomLife life(seed);
        for (int step = 0; step < 40; ++step) {
            INFO("seed " << seed << ", step " << step);
            life.step();
            REQUIRE(life.memory() == life.told_from_the_start());
            REQUIRE(life.memory() == life.stored());
        }
    }
}
