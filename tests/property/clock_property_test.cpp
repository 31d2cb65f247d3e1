// SPDX-License-Identifier: MIT
// P4, P5, P10, P25, P26 of domain.md B17.
#include <algorithm>

#include <rapidcheck.h>

#include "core/policy/clock.hpp"
#include "core/policy/memory.hpp"
#include "core/policy/spans.hpp"
#include "tests/property/draw.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/policy/tools.hpp"

using namespace kith;
using namespace kith::policy;
using namespace kith::test;

namespace {

constexpr std::array kChannels{Channel::Together,  Channel::Call,    Channel::Video,
                               Channel::VoiceNote, Channel::Message, Channel::Email,
                               Channel::Letter,    Channel::Event,   Channel::Reaction};
constexpr std::array kDirections{Direction::In, Direction::Out, Direction::Both};
constexpr std::array kAllCounts{Counts::Any, Counts::Voice, Counts::Together};

LocalTouch random_touch(Draw& d, Instant from, int within_hours) {
    LocalTouch t;
    t.at = from + seconds{d.within(0, within_hours * 3600)};
    t.day = static_cast<std::int32_t>(std::chrono::floor<days>(t.at).time_since_epoch().count());
    if (d.chance(0.9)) t.week_minute = static_cast<std::uint16_t>(d.below(10080));
    t.channel = d.of(kChannels);
    t.direction = d.of(kDirections);
    if (d.chance(0.5)) t.minutes = d.within(0, 60);
    t.said = d.chance(0.1);
    t.as_member = d.chance(0.1);
    return t;
}

std::vector<LocalTouch> random_touches(Draw& d, Instant from, int within_days) {
    std::vector<LocalTouch> out;
    for (int n = d.within(0, 40); n > 0; --n)
        out.push_back(random_touch(d, from, within_days * 24));
    std::ranges::stable_sort(out, {}, &LocalTouch::at);
    return out;
}

ClockTerms random_terms(Draw& d) {
    ClockTerms t;
    t.rhythm_days = 1 + d.unit() * 200;
    t.f = 0.33 + d.unit() * 0.33;
    t.first_unit = d.unit();
    t.counts = d.of(kAllCounts);
    t.remote_access = d.chance(0.3);
    t.is_group = d.chance(0.1);
    return t;
}

std::vector<Interval> random_frozen(Draw& d) {
    std::vector<Interval> out;
    for (int n = d.within(0, 5); n > 0; --n) {
        const auto from = kNoon + hours{d.within(0, 100 * 24)};
        out.push_back({from, from + hours{d.within(0, 500)}});
    }
    return merge(std::move(out));
}

void property(const char* what, const std::function<void(Draw&)>& holds) {
    CHECK(rc::check(what, [&] {
        Draw d(*rc::gen::arbitrary<std::uint64_t>());
        holds(d);
    }));
}

} // namespace

TEST_CASE("P4: a touch never raises e, and a heavier one leaves less", "[property]") {
    property("0 <= e' <= e, monotone in w", [](Draw& d) {
        const auto terms = random_terms(d);
        const auto frozen = random_frozen(d);
        Clock clock = start_unknown(terms, kNoon);
        clock.elapsed = d.unit() * terms.rhythm_days * 10;
        const auto touch = random_touch(d, kNoon, 24 * 100);
        const double before = elapsed_at(clock, touch.at, frozen);
        Clock after = clock, whole = clock;
        add_touch(after, terms, touch, frozen);
        RC_ASSERT(after.elapsed >= 0);
        RC_ASSERT(after.elapsed <= before);
        auto said = touch;
        said.said = true;
        add_touch(whole, terms, said, frozen);
        RC_ASSERT(whole.elapsed <= after.elapsed);
    });
}

TEST_CASE("P4: touches of one moment commute, and twice the same text is once", "[property]") {
    property("any order of one instant's touches", [](Draw& d) {
        const auto terms = random_terms(d);
        std::vector<LocalTouch> touches;
        for (int n = d.within(1, 8); n > 0; --n) touches.push_back(random_touch(d, kNoon, 0));
        Clock one = start_unknown(terms, kNoon - days{30}), other = one;
        for (const auto& t : touches) add_touch(one, terms, t, {});
        for (std::size_t i = touches.size(); i > 1; --i)
            std::swap(touches[i - 1], touches[d.below(i)]);
        for (const auto& t : touches) add_touch(other, terms, t, {});
        RC_ASSERT(std::abs(one.elapsed - other.elapsed) < 1e-9);
        RC_ASSERT(one.last_touch == other.last_touch);

        auto text = random_touch(d, kNoon, 0);
        text.channel = Channel::Message;
        text.said = false;
        Clock once = start_unknown(terms, kNoon - days{30});
        add_touch(once, terms, text, {});
        Clock twice = once;
        add_touch(twice, terms, text, {});
        RC_ASSERT(std::abs(once.elapsed - twice.elapsed) < 1e-9);
    });
}

TEST_CASE("P5: after a touch of weight .4 or more r is below one", "[property]") {
    property("w >= .4 and f <= .66 -> r < 1", [](Draw& d) {
        auto terms = random_terms(d);
        terms.counts = Counts::Any;
        Clock clock = start_unknown(terms, kNoon);
        clock.elapsed = d.unit() * terms.rhythm_days * 20;
        const auto touch = random_touch(d, kNoon, 24);
        RC_PRE(touch_weight(touch, terms.is_group) >= 0.4);
        add_touch(clock, terms, touch, {});
        RC_ASSERT(clock.elapsed / terms.rhythm_days < 1);
    });
}

TEST_CASE("P10: time spent frozen leaves e as it was", "[property]") {
    property("pause and resume", [](Draw& d) {
        const auto terms = random_terms(d);
        const auto frozen = random_frozen(d);
        const auto clock = replay(terms, kNoon, random_touches(d, kNoon - days{50}, 50), frozen);
        for (const auto& f : frozen) {
            const auto inside =
                f.from + seconds{static_cast<std::int64_t>(
                             d.unit() * static_cast<double>((f.to - f.from).count()))};
            RC_ASSERT(elapsed_at(clock, f.from, frozen) == elapsed_at(clock, f.to, frozen));
            RC_ASSERT(elapsed_at(clock, f.from, frozen) == elapsed_at(clock, inside, frozen));
        }
    });
}

TEST_CASE("P25: the fold of a history is the fold step by step", "[property]") {
    property("replay = start + add in order", [](Draw& d) {
        const auto terms = random_terms(d);
        const auto frozen = random_frozen(d);
        const auto touches = random_touches(d, kNoon, 120);
        std::vector<LocalTouch> so_far;
        Clock clock = replay(terms, kNoon, {}, frozen);
        for (const auto& t : touches) {
            if (t.at > kNoon)
                add_touch(clock, terms, t, frozen);
            else
                continue;
            so_far.push_back(t);
            if (d.chance(0.2)) RC_ASSERT(replay(terms, kNoon, so_far, frozen) == clock);
        }
        RC_ASSERT(replay(terms, kNoon, so_far, frozen) == clock);
    });
}

TEST_CASE("P4: late evidence is replayed in time order", "[property]") {
    property("arrival order does not matter", [](Draw& d) {
        const auto terms = random_terms(d);
        auto touches = random_touches(d, kNoon - days{60}, 120);
        const auto direct = replay(terms, kNoon, touches, {});
        for (std::size_t i = touches.size(); i > 1; --i)
            std::swap(touches[i - 1], touches[d.below(i)]);
        std::ranges::stable_sort(touches, {}, &LocalTouch::at);
        const auto shuffled = replay(terms, kNoon, touches, {});
        RC_ASSERT(std::abs(direct.elapsed - shuffled.elapsed) < 1e-9);
        RC_ASSERT(direct.last_touch == shuffled.last_touch);
        RC_ASSERT(direct.warm_days == shuffled.warm_days);
    });
}

TEST_CASE("P26: no source can make a state milder", "[property]") {
    property("the most restrictive wins", [](Draw& d) {
        ConnectionMemory c;
        const auto declared = static_cast<State>(d.below(7));
        for (int n = d.within(0, 6); n > 0; --n) {
            const auto from = kNoon + hours{d.within(-50, 50)};
            c.states.push_back(
                {static_cast<State>(d.below(7)), from, from + hours{d.within(0, 50)}});
        }
        const auto now = kNoon + hours{d.within(-50, 100)};
        const auto state = state_at(c, declared, now);
        RC_ASSERT(state >= declared);
        bool named = state == declared;
        for (const auto& span : c.states) {
            if (now >= span.until) continue;
            RC_ASSERT(state >= span.state);
            named = named || state == span.state;
        }
        RC_ASSERT(named);
    });
}
