// SPDX-License-Identifier: MIT
// Energy, hard weeks and time away in an invented life, and the rules they make (domain.md B9).
#include "tests/property/life.hpp"

#include <algorithm>

namespace kith::test {

using namespace policy;
using std::chrono::days;
using std::chrono::hours;

namespace {

constexpr std::array kKinds{EventKind::EnergySet, EventKind::EnergySet, EventKind::HardWeek,
                            EventKind::HardWeekOver, EventKind::LeaveSet};

bool within(const Interval& span, Instant now) { return span.from <= now && now < span.to; }

} // namespace

void Life::invent_days(Instant at) {
    Event e;
    e.kind = draw_.of(kKinds);
    e.energy = static_cast<Energy>(draw_.below(3));
    e.life_event = static_cast<LifeEvent>(draw_.below(5));
    const auto length = hours{draw_.within(1, 300)};
    agenda_.emplace_back(at, [this, e, length](Instant now) mutable {
        e.at = now;
        e.until = now + length;
        auto& weeks = books_.hard_weeks;
        if (e.kind == EventKind::EnergySet) books_.energy.push_back({now, *e.until, *e.energy});
        if (e.kind == EventKind::LeaveSet) books_.leaves.push_back({now, *e.until});
        if (e.kind == EventKind::HardWeekOver)
            for (auto& week : weeks) week.to = std::min(week.to, now);
        if (e.kind == EventKind::HardWeek) {
            if (!weeks.empty() && now < weeks.back().to)
                weeks.back().to = *e.until;
            else
                weeks.push_back({now, *e.until});
        }
        tell(e);
        withdraw_if_needless(now);
    });
}

void Life::invent_boundary(Instant at) {
    static constexpr std::array kBounds{State::Resting, State::Paused, State::Ended,
                                        State::Remembered, State::NoContact};
    Event e;
    e.connection = settings_.connections[draw_.below(settings_.connections.size())].id;
    e.state = draw_.of(kBounds);
    const bool lift = draw_.chance(0.3);
    e.kind = lift ? EventKind::StateLifted : EventKind::StateSet;
    agenda_.emplace_back(at, [this, e, lift](Instant now) mutable {
        e.at = now;
        auto& bounds = books_.people[e.connection].bounds;
        auto& span = bounds[*e.state];
        if (!lift && span.to <= now) span = {now, Instant::max()};
        if (lift) span.to = std::min(span.to, now);
        if (lift && *e.state == State::Resting) books_.people[e.connection].resting_until.reset();
        tell(e);
        withdraw_if_needless(now);
    });
}

/// The next Sunday at five, or the first word after its end.
Instant Life::soft_end(const Interval& week) const {
    Instant end = Instant::max();
    for (const auto said : books_.said)
        if (said >= week.to) end = std::min(end, said);
    for (int i = 0; i < 9; ++i) {
        const auto day = std::chrono::floor<days>(zone_.to_local(week.to)) + days{i};
        const auto page = zone_.to_instant_earliest(day + hours{17});
        if (std::chrono::weekday{day} == std::chrono::Sunday && page >= week.to)
            return std::min(end, page);
    }
    return end;
}

Energy Life::energy_at(Instant now) const {
    const auto last = books_.energy.empty() ? Books::Spell{} : books_.energy.back();
    return !books_.energy.empty() && now < last.until ? last.level : settings_.you.usual_energy;
}

int Life::weekly_at(Instant now) const {
    int weekly = weekly_budget(settings_);
    bool halved = false;
    const auto ended = [&](Instant from, Instant to) {
        const bool covered = // another stillness was still on
            std::ranges::any_of(books_.leaves,
                                [&](auto& l) { return l.from <= to && to < l.to; }) ||
            std::ranges::any_of(books_.pauses,
                                [&](auto& p) { return p.from <= to && to < p.to; }) ||
            std::ranges::any_of(books_.hard_weeks,
                                [&](auto& w) { return w.from <= to && to < soft_end(w); });
        halved = halved || (!covered && to <= now && now - to < days{7} && to - from >= days{1});
    };
    for (const auto& leave : books_.leaves) ended(leave.from, leave.to);
    for (const auto& pause : books_.pauses) ended(pause.from, pause.to);
    for (const auto& week : books_.hard_weeks) ended(week.from, soft_end(week));
    if (halved) weekly = (weekly + 1) / 2;
    const int g = backoff_at(memory_, now); // what raises and lowers it is checked where it does
    if (g >= settings_.response.ambient_after_ignored) return 0;
    if (weekly > 0) weekly = std::max(1, weekly >> (g / 3));
    if (energy_at(now) == Energy::Low) weekly = std::min(weekly, 2);
    for (const auto& week : books_.hard_weeks)
        if (within(week, now)) weekly = std::min(weekly, 1);
    return weekly;
}

void Life::check_days(const Event& chosen, const std::string& who) {
    const auto now = chosen.at;
    const auto& c = *goals_.all[*decision_.nudge].connection;
    for (const auto& leave : books_.leaves) rule(!within(leave, now), "P2: not while away", who);
    const bool in_one = std::ranges::any_of(
        books_.hard_weeks, [&](const Interval& week) { return within(week, now); });
    for (const auto& week : books_.hard_weeks) {
        if (now < week.from || now >= soft_end(week)) continue;
        if (in_one && !within(week, now)) continue; // a new one is on: its rules hold
        rule(settings_.you.reach_for_me && now < week.to, "P2: not in a hard week", who);
        rule(c.lean_on && c.feels == Feels::Safe, "B9: somebody to lean on", who);
        rule(chosen.step->cost <= 1, "P16: a small step in a hard week", who);
    }
    const auto energy = energy_at(now);
    rule(chosen.step->cost <= static_cast<int>(energy) + 1, "P16: within the energy there is", who);
    rule(energy != Energy::Low || c.feels == Feels::Safe || c.circle == Circle::SmallHello,
         "P16: low means safe", who);
}

} // namespace kith::test
