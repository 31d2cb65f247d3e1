// SPDX-License-Identifier: MIT
#include "core/policy/clock.hpp"

#include <algorithm>

#include "tests/support/catch.hpp"
#include "tests/unit/policy/tools.hpp"

using namespace kith;
using namespace kith::policy;
using namespace kith::test;

namespace {

LocalTouch touch(Channel channel, Direction direction, std::optional<int> minutes = {},
                 Instant at = kNoon) {
    LocalTouch t;
    t.at = at;
    t.day = static_cast<std::int32_t>(std::chrono::floor<days>(at).time_since_epoch().count());
    t.week_minute = 0;
    t.channel = channel;
    t.direction = direction;
    t.minutes = minutes;
    return t;
}

ClockTerms terms(Counts counts = Counts::Any, bool remote = false) {
    ClockTerms t;
    t.rhythm_days = 10;
    t.counts = counts;
    t.remote_access = remote;
    return t;
}

/// What one day's touches weigh together: the share of e they take away.
double day_of(const ClockTerms& t, std::initializer_list<LocalTouch> touches) {
    Clock clock;
    clock.elapsed = 10;
    clock.as_of = kNoon;
    for (const auto& one : touches) add_touch(clock, t, one, {});
    return 1 - clock.elapsed / 10;
}

constexpr auto kIn = Direction::In, kOut = Direction::Out, kBoth = Direction::Both;

} // namespace

TEST_CASE("A touch weighs what the table says", "[clock]") {
    struct Row {
        Channel channel;
        Direction direction;
        std::optional<int> minutes;
        double weight;
    };
    const Row rows[] = {
        {Channel::Together, kBoth, {}, 1.0},   {Channel::Together, kOut, 5, 1.0},
        {Channel::Call, kOut, 3, 1.0},         {Channel::Call, kOut, {}, 1.0},
        {Channel::Video, kIn, 3, 1.0},         {Channel::Call, kOut, 2, 0.4},
        {Channel::Call, kIn, 2, 0.6},          {Channel::Call, kBoth, 2, 0.76},
        {Channel::VoiceNote, kOut, {}, 0.8},   {Channel::VoiceNote, kIn, {}, 0.6},
        {Channel::VoiceNote, kBoth, {}, 0.92}, {Channel::Letter, kOut, {}, 0.7},
        {Channel::Letter, kIn, {}, 0.6},       {Channel::Letter, kBoth, {}, 0.88},
        {Channel::Message, kIn, {}, 0.6},      {Channel::Message, kOut, {}, 0.4},
        {Channel::Message, kBoth, {}, 0.76},   {Channel::Email, kIn, {}, 0.6},
        {Channel::Email, kOut, {}, 0.4},       {Channel::Event, kBoth, {}, 1.0},
        {Channel::Reaction, kIn, {}, 0.0},     {Channel::None, kOut, {}, 0.0},
    };
    for (const auto& row : rows) {
        CAPTURE(to_word(row.channel), to_word(row.direction), row.weight);
        CHECK(touch_weight(touch(row.channel, row.direction, row.minutes), false) ==
              Approx(row.weight));
    }
}

TEST_CASE("A group's evening is whole for the group and half for a member", "[clock]") {
    auto evening = touch(Channel::Event, kBoth);
    CHECK(touch_weight(evening, true) == 1.0);
    evening.as_member = true;
    CHECK(touch_weight(evening, false) == 0.5);
}

TEST_CASE("The person's own word always counts in full", "[clock]") {
    auto said = touch(Channel::Reaction, kIn);
    said.said = true;
    CHECK(touch_weight(said, false) == 1.0);
    CHECK(day_of(terms(Counts::Together), {said}) == Approx(1.0));
    CHECK(day_of(terms(Counts::Voice), {said}) == Approx(1.0));
}

TEST_CASE("A day holds one text each way", "[clock]") {
    const auto in = touch(Channel::Message, kIn), out = touch(Channel::Email, kOut);
    CHECK(day_of(terms(), {in, in, in}) == Approx(0.6));
    CHECK(day_of(terms(), {out, out}) == Approx(0.4));
    CHECK(day_of(terms(), {in, out}) == Approx(0.76));
    CHECK(day_of(terms(), {out, in, out, in}) == Approx(0.76));
    CHECK(day_of(terms(), {touch(Channel::Message, kBoth), in, out}) == Approx(0.76));
    CHECK(day_of(terms(), {in, touch(Channel::Call, kOut, 1)}) == Approx(0.76));
}

TEST_CASE("The heaviest each way counts over texts, letters and voice notes", "[clock]") {
    const auto in = touch(Channel::Message, kIn), out = touch(Channel::Message, kOut);
    const auto note = touch(Channel::VoiceNote, kOut), letter = touch(Channel::Letter, kOut);
    CHECK(day_of(terms(), {out, note}) == Approx(0.8));
    CHECK(day_of(terms(), {note, out}) == Approx(0.8));
    CHECK(day_of(terms(), {letter, note}) == Approx(0.8));
    CHECK(day_of(terms(), {letter, in}) == Approx(1 - 0.3 * 0.4));
    CHECK(day_of(terms(), {in, note}) == Approx(1 - 0.2 * 0.4));
}

TEST_CASE("A member's two evenings with two groups both count", "[clock]") {
    auto half = touch(Channel::Event, kBoth);
    half.as_member = true;
    CHECK(day_of(terms(), {half}) == Approx(0.5));
    CHECK(day_of(terms(), {half, half}) == Approx(0.75));
}

TEST_CASE("Where a voice counts, a day's texts weigh at most .4", "[clock]") {
    const auto t = terms(Counts::Voice);
    const auto in = touch(Channel::Message, kIn), out = touch(Channel::Message, kOut);
    CHECK(day_of(t, {in}) == Approx(0.4));
    CHECK(day_of(t, {in, out}) == Approx(0.4));
    CHECK(day_of(t, {touch(Channel::VoiceNote, kOut)}) == Approx(0.8));
    CHECK(day_of(t, {touch(Channel::Call, kOut, 3)}) == Approx(1.0));
    CHECK(day_of(t, {touch(Channel::Call, kOut, 2)}) == Approx(0.4));
    CHECK(day_of(t, {touch(Channel::Together, kBoth)}) == Approx(1.0));
}

TEST_CASE("Where being together counts, a remote day weighs at most .5", "[clock]") {
    const auto t = terms(Counts::Together);
    const auto in = touch(Channel::Message, kIn), out = touch(Channel::Message, kOut);
    CHECK(day_of(t, {out}) == Approx(0.4));
    CHECK(day_of(t, {in}) == Approx(0.5));
    CHECK(day_of(t, {touch(Channel::Call, kOut, 40)}) == Approx(0.5));
    CHECK(day_of(t, {touch(Channel::Call, kOut, 40), in, out}) == Approx(0.5));
    CHECK(day_of(t, {touch(Channel::VoiceNote, kOut)}) == Approx(0.5));
    CHECK(day_of(t, {touch(Channel::Together, kBoth)}) == Approx(1.0));
    CHECK(day_of(t, {touch(Channel::Event, kBoth)}) == Approx(1.0));
    const auto remote = terms(Counts::Together, true);
    CHECK(day_of(remote, {touch(Channel::Call, kOut, 40)}) == Approx(1.0));
    CHECK(day_of(remote, {in, out}) == Approx(0.76));
}

TEST_CASE("Days are added up one by one", "[clock]") {
    Clock clock;
    clock.elapsed = 10;
    clock.as_of = kNoon;
    add_touch(clock, terms(), touch(Channel::Message, kOut, {}, kNoon), {});
    CHECK(clock.elapsed == Approx(6));
    add_touch(clock, terms(), touch(Channel::Message, kOut, {}, kNoon + 1h), {});
    CHECK(clock.elapsed == Approx(6 + 1.0 / 24));
    add_touch(clock, terms(), touch(Channel::Message, kOut, {}, kNoon + 24h), {});
    CHECK(clock.elapsed == Approx(0.6 * 7));
}

TEST_CASE("A touch first brings a long silence down to c'(1+f)", "[clock]") {
    Clock clock;
    clock.elapsed = 500;
    clock.as_of = kNoon;
    add_touch(clock, terms(), touch(Channel::Message, kOut), {});
    CHECK(clock.elapsed == Approx(0.6 * 13.3));
    CHECK(clock.elapsed / 10 <= 0.8);
}

TEST_CASE("Frozen time does not pass", "[clock]") {
    const std::vector<Interval> frozen = merge({{kNoon + days{6}, kNoon + days{8}},
                                                {kNoon + days{1}, kNoon + days{3}},
                                                {kNoon + days{2}, kNoon + days{4}},
                                                {kNoon + days{9}, kNoon + days{9}}});
    REQUIRE(frozen.size() == 2);
    CHECK(active_days(kNoon, kNoon + days{10}, frozen) == Approx(5));
    CHECK(active_days(kNoon + days{2}, kNoon + days{3}, frozen) == Approx(0));
    CHECK(active_days(kNoon + days{3}, kNoon + days{5}, frozen) == Approx(1));
    CHECK(active_days(kNoon + days{5}, kNoon + days{5}, frozen) == 0);
    CHECK(active_days(kNoon + days{5}, kNoon, frozen) == 0);
    const std::vector<Interval> open{{kNoon + days{1}, Instant::max()}};
    CHECK(active_days(kNoon, kNoon + days{100}, open) == Approx(1));
}

TEST_CASE("An unknown history starts spread out, a known one at c'(1+f)", "[clock]") {
    auto t = terms();
    t.first_unit = 0.25;
    const auto unknown = replay(t, kNoon, {}, {});
    CHECK_FALSE(unknown.known);
    CHECK(unknown.elapsed == Approx(2.5));
    CHECK(elapsed_at(unknown, kNoon + days{4}, {}) == Approx(6.5));

    const std::vector<LocalTouch> once{touch(Channel::Message, kOut, {}, kNoon - days{2})};
    const auto known = replay(t, kNoon, once, {});
    CHECK(known.known);
    CHECK(elapsed_at(known, kNoon, {}) == Approx(0.6 * 13.3 + 2));

    const std::vector<LocalTouch> old{touch(Channel::Together, kBoth, {}, kNoon - days{300})};
    CHECK(elapsed_at(replay(t, kNoon, old, {}), kNoon, {}) == Approx(13.3));
    CHECK(elapsed_at(replay(t, kNoon, old, {}), kNoon + days{30}, {}) == Approx(43.3));

    const std::vector<LocalTouch> likes{touch(Channel::Reaction, kIn, {}, kNoon - days{2})};
    CHECK_FALSE(replay(t, kNoon, likes, {}).known);

    const std::vector<LocalTouch> later{touch(Channel::Message, kOut, {}, kNoon + days{2})};
    const auto fresh = replay(t, kNoon, later, {});
    CHECK_FALSE(fresh.known);
    CHECK(fresh.elapsed == Approx(0.6 * 4.5));
}

TEST_CASE("A connection that appears with its first touch is known", "[clock]") {
    const std::vector<LocalTouch> touches{touch(Channel::Message, kOut, {}, kNoon)};
    const auto clock = replay(terms(), kNoon, touches, {});
    CHECK(clock.known);
    CHECK(clock.elapsed == Approx(0.6 * 13.3));
    CHECK(clock.last_touch == kNoon);
}

TEST_CASE("What is supposed warms as well, and tells of nobody", "[clock]") {
    auto supposed = touch(Channel::Together, kOut, {}, kNoon);
    supposed.supposed = true;
    const std::vector<LocalTouch> touches{touch(Channel::Message, kIn, {}, kNoon - 1h), supposed};
    const auto clock = replay(terms(), kNoon - days{1}, touches, {});
    CHECK(clock.last_touch == kNoon);
    CHECK(clock.last_heard == kNoon - 1h);
    CHECK(clock.elapsed == 0);
    CHECK_FALSE(replay(terms(), kNoon - days{1}, std::span{touches}.last(1), {}).last_heard);
}

TEST_CASE("The last 28 days remember one warm instant a day", "[clock]") {
    std::vector<LocalTouch> touches;
    for (int d = 0; d < 40; ++d)
        for (int n = 0; n < 2; ++n)
            touches.push_back(touch(Channel::Message, kIn, {}, kNoon + days{d} + hours{n}));
    const auto clock = replay(terms(), kNoon - days{1}, touches, {});
    REQUIRE(clock.warm_days.size() == 28);
    CHECK(clock.warm_days.back() == kNoon + days{39} + 1h);
    CHECK(std::ranges::is_sorted(clock.warm_days));
    CHECK(clock.week_minutes.size() == 80);
}

TEST_CASE("What is usual is told by the last touches alone, however they came", "[clock]") {
    std::vector<LocalTouch> touches;
    Clock step_by_step = start_unknown(terms(), kNoon - days{1});
    for (std::size_t n = 0; n < 3 * kMinutesKept; ++n) {
        touches.push_back(touch(Channel::Message, kIn, {}, kNoon + hours{n}));
        touches.back().week_minute = static_cast<std::uint16_t>(n);
        add_touch(step_by_step, terms(), touches.back(), {});
    }
    const auto clock = replay(terms(), kNoon - days{1}, touches, {});
    REQUIRE(clock.week_minutes.size() == kMinutesKept);
    CHECK(clock.week_minutes.front() == 2 * kMinutesKept);
    CHECK(clock.week_minutes.back() == 3 * kMinutesKept - 1);
    CHECK(clock == step_by_step);
}

TEST_CASE("Only touches with a known time of day are remembered for habit", "[clock]") {
    auto day_only = touch(Channel::Message, kIn);
    day_only.week_minute.reset();
    Clock clock;
    add_touch(clock, terms(), day_only, {});
    CHECK(clock.week_minutes.empty());
    CHECK(clock.last_touch == kNoon);
}
