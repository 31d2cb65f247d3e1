// SPDX-License-Identifier: MIT
#include "core/policy/facts.hpp"

#include <algorithm>

#include "core/policy/cycle.hpp"
#include "core/policy/notes.hpp"
#include "core/policy/rituals.hpp"
#include "core/policy/spans.hpp"
#include "core/policy/steps.hpp"

namespace kith::policy {
namespace {

constexpr auto kWarmSpan = std::chrono::days{28};
constexpr double kBalanceSlope = 0.3, kBalanceMin = 0.8, kBalanceMax = 1.2;

void gather_returns(Facts& f, const ConnectionMemory& m, Instant slot, Instant now) {
    if (!m.waiting) return;
    const bool cancelled =
        m.clock.last_touch && !m.laters.empty() && *m.clock.last_touch > m.laters.back();
    if (cancelled) return;
    if (m.waiting->slot == slot)
        f.return_due = true;
    else
        f.waiting = m.waiting->slot > std::min(slot, now);
}

/// After a third of yours nothing is suggested until they write, or the person says to go on; and
/// where one more of yours stays unanswered after that, again nothing.
bool is_left_alone(const OneSided& sides, std::optional<Instant> kept, double patience,
                   Instant now) {
    const auto waited = [&](Instant from) { return days_between(from, now) >= patience; };
    if (sides.you_wrote.size() < 3 || !waited(sides.you_wrote[2])) return false;
    if (!kept || days_between(sides.you_wrote[2], *kept) < patience) return true;
    return sides.last > *kept && waited(sides.last);
}

/// Inferred only where every address is seen and nothing was ever logged by hand (domain.md B11).
void gather_sides(Facts& f, const Goal& goal, const ConnectionMemory& m, Instant now) {
    constexpr double kPatience = 14;
    const auto& sides = m.clock.sides;
    if (goal.sight != Sight::Seen || sides.by_hand || !goal.rhythmic) return;
    f.they_wrote = sides.they_wrote.value_or(Instant::min());
    f.they_rang = sides.they_wrote && sides.rang;
    const double patience = std::max(kPatience, goal.rhythm);
    const auto waited = [&](std::size_t n) {
        return sides.you_wrote.size() > n ? days_between(sides.you_wrote[n], now) - patience : -1;
    };
    f.their_turn = waited(1) >= 0;
    f.left_alone = is_left_alone(sides, m.kept, patience, now);
    f.reply_offered =
        sides.they_wrote && std::ranges::any_of(m.pushes, [&](const Push& push) {
            return push.was_asked() && push.step == "reply" && push.at >= *sides.they_wrote;
        });
    if (f.their_turn) f.state = std::max(f.state, State::TheirTurn);
}

/// With a fresh start, everybody is as far along as one is who has just been written down (c' * u):
/// nobody is late, and nobody comes up together. Whoever was warmer stays so.
void begin_anew(Facts& f, const Goal& goal, Instant start, std::span<const Interval> frozen) {
    if (start < f.first_seen || !goal.rhythmic) return;
    const auto from = std::max(f.as_of, start);
    const double lived = f.elapsed + active_days(f.as_of, from, frozen);
    const double anew = goal.terms.rhythm_days * goal.terms.first_unit;
    f.elapsed = std::min(lived, anew + active_days(start, from, frozen));
    f.as_of = from;
}

/// A plan that has been keeps offers away for a while, for they may have met and nobody told of it
/// yet. One within a day goes before it.
void gather_plans(Facts& f, const Goal& goal, std::span<const Hold> holds, Instant now) {
    constexpr auto kNear = std::chrono::days{1};
    Instant been = Instant::min();
    for (const auto& hold : holds)
        if (hold.to > now)
            f.plan_from = std::min(f.plan_from, hold.from);
        else if (days_between(hold.to, now) < plan_rest(goal))
            been = std::max(been, hold.from);
    if (been != Instant::min() && f.plan_from > now + kNear) f.plan_from = been;
}

int week_minute(const calendar::Zone& zone, Instant now) {
    const auto local = zone.to_local(now);
    const auto day = std::chrono::floor<std::chrono::days>(local);
    const auto minute = std::chrono::duration_cast<std::chrono::minutes>(local - day).count();
    const auto weekday = std::chrono::weekday{day}.iso_encoding() - 1;
    return static_cast<int>(weekday) * 24 * 60 + static_cast<int>(minute);
}

/// Kinds that had less of the last weeks than their rhythms ask for come a little sooner.
std::array<double, kKindCount> balances(const Goals& goals, std::span<const Facts> all) {
    std::array<double, kKindCount> target{};
    std::array<double, kKindCount> actual{};
    double all_target = 0;
    double all_actual = 0;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto& goal = goals.all[i];
        const auto kind = static_cast<std::size_t>(goal.kind);
        actual.at(kind) += all[i].warm_days;
        all_actual += all[i].warm_days;
        if (!goal.rhythmic || !takes_part(all[i].state)) continue;
        target.at(kind) += 1 / goal.rhythm;
        all_target += 1 / goal.rhythm;
    }
    std::array<double, kKindCount> out{};
    for (std::size_t k = 0; k < kKindCount; ++k) {
        out.at(k) = 1;
        if (all_actual <= 0 || target.at(k) <= 0) continue;
        const double t = target.at(k) / all_target;
        const double a = actual.at(k) / all_actual;
        out.at(k) = std::clamp(1 + kBalanceSlope * (t - a) / t, kBalanceMin, kBalanceMax);
    }
    return out;
}

Facts gather_one(const Goal& goal, const Memory& all, const ConnectionMemory& m,
                 std::span<const Interval> frozen, Instant slot, Instant now) {
    Facts f;
    f.state = state_at(m, goal.declared, now);
    gather_sides(f, goal, m, now);
    f.ignored = ignored_count(m);
    f.cycle_pushes = cycle_of(goal, all, m, now).pushes;
    f.elapsed = m.clock.elapsed;
    f.as_of = m.clock.as_of;
    f.first_seen = m.first_seen;
    f.in_circle = std::max(m.first_seen, m.circle_since.value_or(m.first_seen));
    if (all.fresh_start) begin_anew(f, goal, *all.fresh_start, frozen);
    f.warm_days = static_cast<int>(std::ranges::count_if(
        m.clock.warm_days, [&](Instant at) { return now - at < kWarmSpan && at <= now; }));
    f.last_touch = m.clock.last_touch.value_or(Instant::min());
    if (!m.pushes.empty()) f.last_offer = m.pushes.back().at;
    for (const auto& push : m.pushes)
        if (!push.is_return) f.last_budgeted = std::max(f.last_budgeted, push.slot);
    f.named_by_other = m.named_by_other.value_or(Instant::min());
    f.hidden_until = m.hidden_until.value_or(Instant::min());
    gather_plans(f, goal, m.holds, now);
    f.recency = step_recency(m.pushes);
    f.own_recency = step_recency(m.pushes, goal.steps);
    gather_returns(f, m, slot, now);
    return f;
}

} // namespace

Board gather(const Goals& goals, const Memory& memory, std::span<const bool> stale,
             std::span<const Upcoming> upcoming, Instant slot, Instant now,
             const Nameless& shunned) {
    static const ConnectionMemory kNothing;
    Board board;
    const int minute = week_minute(goals.zones.front(), now);
    board.facts.reserve(goals.all.size());
    board.frozen.reserve(goals.all.size());
    for (std::size_t i = 0; i < goals.all.size(); ++i) {
        const auto& goal = goals.all[i];
        const auto it = memory.connections.find(goal.connection->id);
        const auto& m = it == memory.connections.end() ? kNothing : it->second;
        board.frozen.push_back(frozen_intervals(memory, m));
        auto facts = gather_one(goal, memory, m, board.frozen.back(), slot, now);
        facts.usual_time = is_usual_time(m.clock.week_minutes, minute);
        facts.stale = i < stale.size() && stale[i];
        if (!m.notes.empty())
            facts.life_event = is_life_event(m.notes, goals.zones.front(),
                                             calendar::local_day(now, goals.zones.front()));
        if (goal.meets) facts.meeting = gathering(goal, goals, memory, now);
        if (facts.meeting.next != Instant::max()) board.meetings.push_back(i);
        if (facts.return_due) board.returns.push_back(i);
        for (const auto& plan : upcoming)
            if (plan.connection == goal.connection->id && plan.to > now)
                facts.plan_from = std::min(facts.plan_from, plan.from);
        if (facts.plan_from != Instant::max()) board.planned.push_back(i);
        board.facts.push_back(facts);
    }
    for (const auto& ritual : goals.rituals) {
        const bool stands = next_instance(ritual, memory, goals.zones.front(), now).has_value();
        for (const auto i : ritual.with) board.facts[i].ritual |= stands;
    }
    for (std::size_t i = 0; i < board.facts.size(); ++i)
        if (!board.frozen[i].empty()) board.facts[i].frozen = &board.frozen[i];
    // Nobody is to be met by another way who has not answered.
    for (const auto i : board.meetings)
        if (auto& with = board.facts[i].meeting.companion; with && board.facts[*with].their_turn)
            with.reset();
    board.balance = balances(goals, board.facts);
    board.gone = shunned;
    // Names are dear to gather, and most often nobody is gone.
    const auto is_gone = [](const Facts& facts) { return facts.state >= State::Ended; };
    if (std::ranges::none_of(board.facts, is_gone)) return board;
    board.gone.spare_nobody(); // those who are gone as well were spared with everybody else
    for (std::size_t i = 0; i < goals.all.size(); ++i)
        if (is_gone(board.facts[i]))
            board.gone.add(*goals.all[i].connection);
        else
            board.gone.spare(*goals.all[i].connection);
    return board;
}

} // namespace kith::policy
