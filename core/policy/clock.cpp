// SPDX-License-Identifier: MIT
#include "core/policy/clock.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace kith::policy {
namespace {

using std::chrono::seconds;

constexpr double kTogether = 1.0, kSpokenOut = 0.8, kLetterOut = 0.7, kIn = 0.6, kOut = 0.4;
constexpr double kMember = 0.5; // a group's evening, for each listed member
constexpr double kTextCapForVoice = 0.4;
constexpr double kRemoteCapForTogether = 0.5;
constexpr double kWarm = 0.4; // what makes a connection-day count for the balance of kinds
constexpr auto kWarmSpan = std::chrono::days{28};
constexpr int kShortCallMinutes = 3;
constexpr std::size_t kUsualTouches = 6;
constexpr double kUsualShare = 0.4;
constexpr int kMinutesADay = 24 * 60;
constexpr int kNearby = 60;

bool is_call(const LocalTouch& t) {
    return t.channel == Channel::Call || t.channel == Channel::Video;
}

bool is_text(const LocalTouch& t) {
    return t.channel == Channel::Message || t.channel == Channel::Email ||
           (is_call(t) && t.minutes && *t.minutes < kShortCallMinutes);
}

bool is_spoken(const LocalTouch& t) {
    return t.channel == Channel::VoiceNote || t.channel == Channel::Letter;
}

double both_ways(double in, double out) { return 1 - (1 - in) * (1 - out); }

double out_weight(const LocalTouch& t) {
    if (t.channel == Channel::VoiceNote) return kSpokenOut;
    if (t.channel == Channel::Letter) return kLetterOut;
    return kOut;
}

double day_weight(const DayLoad& load, const ClockTerms& terms) {
    const double text = both_ways(load.text_in, load.text_out);
    const double spoken = both_ways(load.spoken_in, load.spoken_out);
    const double all =
        both_ways(std::max(load.text_in, load.spoken_in), std::max(load.text_out, load.spoken_out));
    switch (terms.counts) {
    case Counts::Any: return all;
    case Counts::Voice: return std::max(spoken, std::min(text, kTextCapForVoice));
    case Counts::Together:
        if (terms.remote_access) return all;
        return std::min(kRemoteCapForTogether, load.called ? 1.0 : all);
    }
    return all;
}

/// Puts the touch into its day's load; false where its weight stands by itself.
bool joins_day(DayLoad& load, const ClockTerms& terms, const LocalTouch& t) {
    if (t.said) return false;
    const bool in = t.direction != Direction::Out;
    const bool out = t.direction != Direction::In;
    if (is_text(t)) {
        if (in) load.text_in = std::max(load.text_in, kIn);
        if (out) load.text_out = std::max(load.text_out, kOut);
        return true;
    }
    if (is_spoken(t)) {
        if (in) load.spoken_in = std::max(load.spoken_in, kIn);
        if (out) load.spoken_out = std::max(load.spoken_out, out_weight(t));
        return true;
    }
    if (is_call(t) && terms.counts == Counts::Together && !terms.remote_access) {
        load.called = true;
        return true;
    }
    return false;
}

void remember_warm_day(Clock& clock, const LocalTouch& t) {
    std::erase_if(clock.warm_days, [&](Instant at) { return t.at - at >= kWarmSpan; });
    // Several touches of one day are one connection-day: the latest stands for it.
    if (!clock.warm_days.empty() && clock.day.day == t.day && clock.last_touch &&
        clock.warm_days.back() == *clock.last_touch)
        clock.warm_days.back() = t.at;
    else
        clock.warm_days.push_back(t.at);
}

/// A message goes one way; all else is both of you.
void note_sides(OneSided& sides, const LocalTouch& t) {
    constexpr std::size_t kKept = 3;
    sides.by_hand = sides.by_hand || t.by_hand;
    const bool one_way = (is_text(t) || is_spoken(t)) && t.direction != Direction::Both && !t.said;
    if (!one_way || t.direction == Direction::In) {
        sides.you_wrote.clear();
        sides.rang = one_way && is_call(t);
        if (!one_way)
            sides.they_wrote.reset();
        else if (!sides.they_wrote)
            sides.they_wrote = t.at;
        return;
    }
    sides.they_wrote.reset();
    sides.rang = false;
    const bool same_day = !sides.you_wrote.empty() && sides.last_day == t.day;
    if (!same_day && sides.you_wrote.size() < kKept) sides.you_wrote.push_back(t.at);
    sides.last_day = t.day;
    sides.last = t.at;
}

} // namespace

double touch_weight(const LocalTouch& t, bool is_group) {
    if (t.said) return kTogether;
    if (t.channel == Channel::Reaction || t.channel == Channel::None) return 0;
    if (t.channel == Channel::Event && t.as_member && !is_group) return kMember;
    if (!is_text(t) && !is_spoken(t)) return kTogether;
    if (t.direction == Direction::In) return kIn;
    return t.direction == Direction::Out ? out_weight(t) : both_ways(kIn, out_weight(t));
}

std::vector<Interval> merge(std::vector<Interval> intervals) {
    std::ranges::sort(intervals, {}, &Interval::from);
    std::vector<Interval> out;
    for (const auto& i : intervals) {
        if (i.to <= i.from) continue;
        if (!out.empty() && i.from <= out.back().to)
            out.back().to = std::max(out.back().to, i.to);
        else
            out.push_back(i);
    }
    return out;
}

double active_days(Instant from, Instant to, std::span<const Interval> frozen) {
    if (to <= from) return 0;
    auto active = to - from;
    for (const auto& f : frozen) {
        const auto begin = std::max(f.from, from);
        const auto end = std::min(f.to, to);
        if (begin < end) active -= end - begin;
    }
    return DayCount(active).count();
}

Clock start_unknown(const ClockTerms& terms, Instant first_seen) {
    Clock clock;
    clock.elapsed = terms.rhythm_days * terms.first_unit;
    clock.as_of = first_seen;
    return clock;
}

bool is_usual_time(std::span<const std::uint16_t> touches, int now) {
    if (touches.size() < kUsualTouches) return false;
    const int today = now / kMinutesADay, minute = now % kMinutesADay;
    int near = 0;
    // Asked of everybody at each look: no branches in here.
    for (const int at : touches) {
        const int day = at / kMinutesADay;
        const int apart = std::abs(at - day * kMinutesADay - minute);
        near += static_cast<int>(day == today) | static_cast<int>(apart <= kNearby) |
                static_cast<int>(apart >= kMinutesADay - kNearby);
    }
    return near >= kUsualShare * static_cast<double>(touches.size());
}

double elapsed_at(const Clock& clock, Instant now, std::span<const Interval> frozen) {
    return clock.elapsed + active_days(clock.as_of, now, frozen);
}

void add_touch(Clock& clock, const ClockTerms& terms, const LocalTouch& t,
               std::span<const Interval> frozen) {
    const double alone = touch_weight(t, terms.is_group);
    if (alone <= 0) return;
    note_sides(clock.sides, t);
    const bool same_day = clock.last_touch && clock.day.day == t.day;
    if (alone >= kWarm) remember_warm_day(clock, t);
    if (!same_day) clock.day = DayLoad{.day = t.day};
    const double before = day_weight(clock.day, terms);
    double w = alone;
    if (joins_day(clock.day, terms, t))
        w = before >= 1 ? 0 : 1 - (1 - day_weight(clock.day, terms)) / (1 - before);
    const double cap = terms.rhythm_days * (1 + terms.f);
    clock.elapsed = (1 - w) * std::min(elapsed_at(clock, t.at, frozen), cap);
    clock.as_of = std::max(clock.as_of, t.at);
    clock.last_touch = std::max(clock.last_touch.value_or(t.at), t.at);
    if (!t.supposed) clock.last_heard = std::max(clock.last_heard.value_or(t.at), t.at);
    if (!t.week_minute) return;
    if (clock.week_minutes.size() >= kMinutesKept)
        clock.week_minutes.erase(clock.week_minutes.begin());
    clock.week_minutes.push_back(*t.week_minute);
}

Clock replay(const ClockTerms& terms, Instant first_seen, std::span<const LocalTouch> touches,
             std::span<const Interval> frozen) {
    const double cap = terms.rhythm_days * (1 + terms.f);
    const auto counts = [&](const LocalTouch& t) { return touch_weight(t, terms.is_group) > 0; };
    const auto first = std::ranges::find_if(touches, counts);
    Clock clock = start_unknown(terms, first_seen);
    bool before_start = false;
    if (first != touches.end() && first->at <= first_seen) {
        clock.known = true;
        clock.elapsed = cap;
        clock.as_of = first->at;
        before_start = first->at < first_seen;
    }
    const auto reach_start = [&] {
        clock.elapsed = std::min(elapsed_at(clock, first_seen, frozen), cap);
        clock.as_of = first_seen;
        before_start = false;
    };
    for (const auto& t : touches) {
        if (before_start && t.at >= first_seen) reach_start();
        add_touch(clock, terms, t, frozen);
    }
    if (before_start) reach_start();
    return clock;
}

} // namespace kith::policy
