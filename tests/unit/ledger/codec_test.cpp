// SPDX-License-Identifier: MIT
// Whatever is written reads back equal: every field, with and without a value.
#include <limits>

#include "daemon/ledger/event_codec.hpp"
#include "daemon/ledger/fold_clock.hpp"
#include "daemon/ledger/fold_codec.hpp"
#include "daemon/ledger/ledger.hpp"
#include "tests/property/draw.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temp_dir.hpp"

using namespace kith;
using namespace kith::policy;
using kith::test::Draw;

namespace {

const Instant kNow{std::chrono::seconds{1'790'000'000}};
constexpr int kRounds = 500;

/// Values with nothing in them as often as full ones, as both have their own way of being written.
class Maker {
  public:
    explicit Maker(std::uint64_t seed) : d_(seed) {}

    std::string text() {
        return d_.of(std::array<std::string, 8>{"", "a", "voice-note", "A \"quoted\" word\n",
                                                "\xc3\x89lodie \xf0\x9f\x8c\xb1", "{\"x\":[1]}",
                                                std::string("nul\0inside", 10), "00ff00ff"});
    }
    Instant instant() {
        return d_.of(std::array{kNow, kNow - std::chrono::hours{d_.within(1, 100'000)}, Instant{},
                                Instant::max(), Instant{std::chrono::seconds{-1}}});
    }
    double number() {
        return d_.of(std::array{0.0, d_.unit(), d_.unit() * 1e6, 1.0 / 3, -0.5,
                                std::numeric_limits<double>::denorm_min(),
                                std::numeric_limits<double>::max()});
    }
    bool flag() { return d_.chance(0.5); }
    int count(int most) { return d_.chance(0.3) ? 0 : d_.within(0, most); }
    template <class T>
    std::optional<T> maybe(T value) {
        return flag() ? std::optional{std::move(value)} : std::nullopt;
    }
    template <class F>
    auto list(int most, F one) {
        std::vector<decltype(one())> out;
        for (int n = count(most); n > 0; --n) out.push_back(one());
        return out;
    }
    Channel channel() {
        return static_cast<Channel>(d_.within(0, static_cast<int>(Channel::None)));
    }
    Sight sight() { return static_cast<Sight>(d_.within(0, static_cast<int>(Sight::Unseen))); }
    State state() { return static_cast<State>(d_.within(0, static_cast<int>(State::NoContact))); }
    Kind kind() { return static_cast<Kind>(d_.within(0, kKindCount - 1)); }

    Event event() {
        Event e;
        e.at = kNow - std::chrono::seconds{d_.within(0, 1'000'000)};
        e.kind = static_cast<EventKind>(d_.within(0, static_cast<int>(EventKind::Withheld)));
        e.connection = text();
        e.nudge = text();
        e.slot = maybe(instant());
        e.until = maybe(instant());
        e.answer = maybe(static_cast<Answer>(d_.within(0, static_cast<int>(Answer::Plan))));
        e.ending = maybe(d_.of(std::array{Ending::Ignored, Ending::NotNoticed}));
        e.state = maybe(state());
        e.step = maybe(Step{text(), text(), d_.within(0, 3), channel()});
        e.deliverer = text();
        e.receipt = text();
        e.resident = flag();
        e.title = text();
        e.body = text();
        e.words = text();
        e.sight = sight();
        e.is_return = flag();
        e.opens_cycle = flag();
        e.on_trial = flag();
        e.ratio = number();
        e.score = number();
        e.text = text();
        e.occasion = text();
        e.also = list(3, [&] { return text(); });
        if (flag()) {
            e.was = touch(1);
            e.was->connection = e.connection;
            e.was->said = false; // only sources correct
        }
        return e;
    }

    Push push() {
        return {instant(), instant(), text(), text(), text(), channel(),
                kind(),    flag(),    flag(), flag(), flag()};
    }

    Clock clock() {
        Clock c;
        c.elapsed = number();
        c.as_of = instant();
        c.known = flag();
        c.last_touch = maybe(instant());
        c.last_heard = flag() ? c.last_touch : maybe(instant());
        c.day = {d_.within(-100, 30'000), number(), number(), number(), number(), flag()};
        c.sides = {maybe(instant()),     flag(),    list(3, [&] { return instant(); }),
                   d_.within(0, 30'000), instant(), flag()};
        c.warm_days = list(28, [&] { return instant(); });
        c.week_minutes = list(60, [&] { return static_cast<std::uint16_t>(d_.within(0, 10'079)); });
        return c;
    }

    ConnectionMemory connection() {
        ConnectionMemory c;
        c.id = text();
        c.first_seen = instant();
        c.clock = clock();
        c.pushes = list(6, [&] { return push(); });
        c.ignored = list(4, [&] { return Ignored{text(), instant()}; });
        c.laters = list(4, [&] { return instant(); });
        c.hidden_until = maybe(instant());
        c.cycle_start = maybe(instant());
        c.waiting = maybe(Return{instant(), text(), text()});
        c.named_by_other = maybe(instant());
        c.named_by = text();
        c.named_before = maybe(instant());
        c.rests = list(3, [&] { return Interval{instant(), instant()}; });
        c.states = list(4, [&] { return StateSpan{state(), instant(), instant(), flag()}; });
        c.holds = list(4, [&] { return Hold{text(), instant(), instant()}; });
        c.notes =
            list(8, [&] { return Note{instant(), maybe(instant()), maybe(instant()), text()}; });
        c.felt = list(3, [&] { return Feeling{instant(), text()}; });
        c.occasions = list(8, [&] { return text(); });
        return c;
    }

    Memory global() {
        Memory m;
        m.began = instant();
        m.backfilled = maybe(instant());
        m.interrupted = flag();
        m.fresh_start = maybe(instant());
        m.g = d_.within(0, 12);
        m.g_since = instant();
        m.ambient_told = flag();
        for (int n = count(3); n > 0; --n) m.troubles_told[text()] = instant();
        if (flag()) m.modes.energy = EnergySpell{Energy::Bright, instant(), instant()};
        m.modes.hard_weeks =
            list(3, [&] { return HardWeek{instant(), instant(), maybe(instant())}; });
        m.modes.leaves = list(3, [&] { return Leave{LifeEvent::Illness, instant(), instant()}; });
        m.pauses = list(4, [&] { return Interval{instant(), instant()}; });
        m.pushes = list(8, [&] { return push(); });
        m.past = list(8, [&] {
            return Past{text(),  text(), instant(), text(), channel(),
                        sight(), flag(), flag(),    text()};
        });
        m.recent_words = list(12, [&] { return text(); });
        m.credits = list(4, [&] { return Credit{text(), text(), channel(), instant()}; });
        if (flag()) m.outstanding = outstanding();
        m.self_checks = list(8, [&] { return Feeling{instant(), text()}; });
        for (int n = count(4); n > 0; --n) m.told[text()] = instant();
        for (int n = count(4); n > 0; --n) m.dismissed.insert(text());
        for (int n = count(3); n > 0; --n)
            m.rituals[text()] = {
                instant(),        count(9),         count(3),
                flag(),           flag(),           list(4, [&] { return instant(); }),
                maybe(instant()), maybe(instant()), count(5)};
        return m;
    }

    Touchpoint touch(int number) {
        Touchpoint t;
        t.at = kNow - std::chrono::seconds{d_.within(0, 1'000'000)};
        t.connection = "ana";
        t.channel = static_cast<Channel>(d_.within(0, static_cast<int>(Channel::Reaction)));
        t.direction = d_.of(std::array{Direction::In, Direction::Out, Direction::Both});
        t.minutes = maybe(d_.within(0, 600));
        t.source = text();
        t.ref = std::to_string(number) + text();
        t.via = text();
        t.said = flag();
        t.day_only = flag();
        return t;
    }

  private:
    Outstanding outstanding() {
        Outstanding o;
        o.nudge = text();
        o.connection = text();
        o.slot = instant();
        o.chosen_at = instant();
        o.delivered_at = maybe(instant());
        o.sight = sight();
        o.step = text();
        o.channel = channel();
        o.deliverer = text();
        o.receipt = text();
        o.resident = flag();
        o.title = text();
        o.body = text();
        o.first_noticed = maybe(instant());
        o.last_noticed = maybe(instant());
        o.engaged = flag();
        o.occasion = text();
        o.also = list(2, [&] { return text(); });
        return o;
    }

    Draw d_;
};

} // namespace

TEST_CASE("Any event reads back as it was written", "[ledger]") {
    for (std::uint64_t seed = 1; seed <= kRounds; ++seed) {
        INFO("seed " << seed);
        const auto e = Maker(seed).event();
        // These have columns of their own.
        Event back;
        back.at = e.at;
        back.kind = e.kind;
        back.connection = e.connection;
        back.nudge = e.nudge;
        REQUIRE(ledger::decode_event(ledger::encode_event(e), back));
        REQUIRE(back == e);
    }
}

TEST_CASE("Any fold reads back as it was written", "[ledger]") {
    for (std::uint64_t seed = 1; seed <= kRounds; ++seed) {
        INFO("seed " << seed);
        Maker make(seed);
        const auto c = make.connection();
        const auto connection = ledger::decode_connection(ledger::encode_connection(c));
        REQUIRE(connection);
        REQUIRE(*connection == c);
        const auto m = make.global();
        const auto global = ledger::decode_global(ledger::encode_global(m));
        REQUIRE(global);
        REQUIRE(*global == m);
    }
}

TEST_CASE("Events and touchpoints come back from the file as they went in", "[ledger]") {
    const test::TempDir dir;
    std::vector<Event> events;
    std::vector<Touchpoint> touches;
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
        Maker make(seed);
        events.push_back(make.event());
        touches.push_back(make.touch(static_cast<int>(seed)));
    }
    {
        const auto opened = ledger::Ledger::open(dir.path(), kNow);
        REQUIRE(opened);
        REQUIRE(opened->ledger->change([&](ledger::Change& c) {
            for (auto& e : events) e.seq = c.append(e);
            for (const auto& t : touches) REQUIRE(c.add(t, kNow));
        }));
    }
    const auto opened = ledger::Ledger::open(dir.path(), kNow);
    REQUIRE(opened);
    std::ranges::stable_sort(touches, {}, &Touchpoint::at);
    const auto told = opened->ledger->events();
    const auto seen = opened->ledger->touches_of("ana");
    REQUIRE(told.size() == events.size());
    REQUIRE(seen.size() == touches.size());
    for (std::size_t i = 0; i < told.size(); ++i) {
        INFO(i);
        CHECK(told[i] == events[i]);
        CHECK(seen[i] == touches[i]);
    }
}

TEST_CASE("A fold that knows the day of a last line alone takes its first moment", "[ledger]") {
    policy::Clock c;
    c.sides.you_wrote = {kNow};
    c.sides.last = kNow;
    c.sides.last_day = 20'500;
    auto old = ledger::clock_json(c);
    CHECK(ledger::to_clock(old, "").sides == c.sides);
    old["sides"].erase("last");
    CHECK(ledger::to_clock(old, "").sides.last == Instant{std::chrono::days{20'500}});
}

TEST_CASE("In a fold that knows the last touch alone, that was heard of", "[ledger]") {
    policy::Clock c;
    c.last_touch = kNow;
    auto old = ledger::clock_json(c);
    CHECK_FALSE(ledger::to_clock(old, "").last_heard);
    old.erase("last_heard");
    CHECK(ledger::to_clock(old, "").last_heard == kNow);
}

TEST_CASE("A field that a newer Kith added is passed over", "[ledger]") {
    const Event plain;
    Event back;
    REQUIRE(
        ledger::decode_event(R"({"weather":"mild","step":{"name":"call","later":true}})", back));
    CHECK(back.step->name == "call");
    const auto c = ledger::decode_connection(R"({"id":"ana","weather":{"x":1}})");
    REQUIRE(c);
    CHECK(c->id == "ana");
    CHECK(ledger::encode_event(plain) == "{}");
}
