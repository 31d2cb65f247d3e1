// SPDX-License-Identifier: MIT
#include "core/policy/standing.hpp"

#include <algorithm>

#include "core/calendar/civil.hpp"
#include "core/policy/spans.hpp"

namespace kith::policy {
namespace {

using std::chrono::days;

constexpr auto kLongEnough = days{1}; // a quiet afternoon needs no easy return
constexpr int kLowWeekly = 2, kReachWeekly = 1;

/// When a hard week lets offers come again.
Instant soft_end(const HardWeek& week, const Settings& settings, const calendar::Zone& zone) {
    const auto page = next_page(settings.reflection, zone, week.until);
    return std::min(page, week.stirred.value_or(Instant::max()));
}

void see_hard_weeks(Standing& out, std::vector<Interval>& still, const Settings& settings,
                    const Memory& memory, const calendar::Zone& zone, Instant now) {
    for (const auto& week : memory.modes.hard_weeks) {
        const auto end = soft_end(week, settings, zone);
        still.push_back({week.from, end});
        if (now >= end) continue;
        out.hard_week = true;
        out.reach = settings.you.reach_for_me && now < week.until;
        out.hard_until = end;
    }
}

void see_leaves(Standing& out, const Memory& memory, Instant now) {
    Instant until = Instant::min();
    for (const auto& leave : memory.modes.leaves) {
        if (now >= leave.until) continue;
        out.away = true;
        until = std::max(until, leave.until);
    }
    if (out.away && until != Instant::max()) out.away_until = until;
}

/// After a long stillness the week begins with half its offers.
void see_return(Standing& out, const std::vector<Interval>& still, const ModesBlock& modes,
                Instant now) {
    const auto span = from_hours(modes.resume_half_budget_d * 24);
    for (const auto& time : merge(still)) {
        if (time.to - time.from < kLongEnough || now < time.to || now - time.to >= span) continue;
        out.halved = true;
        out.halved_until = time.to + span;
    }
}

} // namespace

int Standing::step_cap() const {
    if (reach || energy == Energy::Low) return 1;
    return energy == Energy::Bright ? 3 : 2;
}

int Standing::weekly(int weekly) const { return halved ? (weekly + 1) / 2 : weekly; }

int Standing::capped(int weekly) const {
    if (reach) return std::min(weekly, kReachWeekly);
    return energy == Energy::Low ? std::min(weekly, kLowWeekly) : weekly;
}

bool Standing::suits(const Connection& c) const {
    if (reach) return c.lean_on && c.feels == Feels::Safe;
    return energy != Energy::Low || c.feels == Feels::Safe || c.circle == Circle::SmallHello;
}

Instant next_page(const Reflection& reflection, const calendar::Zone& zone, Instant from) {
    const std::chrono::weekday wanted{static_cast<unsigned>(reflection.weekday)};
    auto day = calendar::local_day(from, zone);
    day += wanted - calendar::weekday_of(day);
    const auto at = zone.to_instant_earliest(day + reflection.at);
    return at >= from ? at : zone.to_instant_earliest(day + days{7} + reflection.at);
}

bool ended_softly(const Settings& settings, const Memory& memory, const calendar::Zone& zone,
                  Instant now) {
    return std::ranges::any_of(memory.modes.hard_weeks, [&](const HardWeek& week) {
        const auto page = next_page(settings.reflection, zone, week.until);
        return !week.stirred && page <= now && now - page < days{7};
    });
}

Standing standing(const Settings& settings, const Memory& memory, const calendar::Zone& zone,
                  Instant now) {
    Standing out;
    const auto& spell = memory.modes.energy;
    out.energy = spell && now < spell->until ? spell->level : settings.you.usual_energy;
    if (memory.modes.hard_weeks.empty() && memory.modes.leaves.empty() && memory.pauses.empty())
        return out;
    auto still = memory.pauses;
    see_hard_weeks(out, still, settings, memory, zone, now);
    see_leaves(out, memory, now);
    for (const auto& leave : memory.modes.leaves) still.push_back({leave.from, leave.until});
    see_return(out, still, settings.modes, now);
    return out;
}

} // namespace kith::policy
