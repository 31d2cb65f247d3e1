// SPDX-License-Identifier: MIT
#include "core/policy/explain.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "core/policy/checks.hpp"
#include "core/policy/cycle.hpp"
#include "core/policy/dates.hpp"
#include "core/policy/spans.hpp"

namespace kith::policy {
namespace {

std::string state_figure(const Frame& frame, const Decision& d, const Goal& goal,
                         const Facts& facts) {
    if (goal.connection->feels == Feels::Hard) return "`feels: hard`: never offered";
    if (goal.beyond_cap)
        return fmt::format("beyond the first {} goals: in the picture only", kPushActiveCap);
    if (facts.left_alone)
        return "three of yours are unanswered: nothing is suggested until they write, you log a "
               "hello, or you say to go on (`kith wake`)";
    if (facts.waiting) return "put off to another time";
    if (frame.now < facts.hidden_until) return "not this time";
    if (d.standing.energy == Energy::Low && goal.connection->direction == Give::Give)
        return "low energy: receiving goes first";
    if (!d.standing.suits(*goal.connection))
        return d.standing.reach ? "in a hard week only who is safe to lean on"
                                : "low energy: only who feels safe";
    return std::string{to_word(facts.state)};
}

Check state_check(const Frame& frame, const Decision& d, const GoalView& view, const Goal& goal,
                  const Facts& facts) {
    Check check{
        Guard::State, view.failed.has(Guard::State), state_figure(frame, d, goal, facts), {}};
    if (!check.holds || goal.connection->feels == Feels::Hard || goal.beyond_cap ||
        facts.left_alone)
        return check;
    const auto& memory = frame.memory.connections;
    if (const auto it = memory.find(goal.connection->id); facts.waiting && it != memory.end())
        check.clears = it->second.waiting->slot;
    else if (frame.now < facts.hidden_until)
        check.clears = facts.hidden_until;
    else if (!d.standing.suits(*goal.connection)) {
        const auto& spell = frame.memory.modes.energy;
        const bool passes = frame.settings.you.usual_energy != Energy::Low && !d.standing.reach;
        if (passes && spell) check.clears = spell->until;
    } else if (it != memory.end())
        for (const auto& span : it->second.states)
            if (span.from <= frame.now && frame.now < span.until && span.until != Instant::max() &&
                span.state == facts.state)
                check.clears = span.until;
    return check;
}

Check budget_cycle(const Frame& frame, const GoalView& view, std::size_t index) {
    const auto& goal = frame.goals.all[index];
    Check check{Guard::BudgetCycle,
                view.failed.has(Guard::BudgetCycle),
                fmt::format("{} of {} in this cycle", frame.board.facts[index].cycle_pushes,
                            frame.settings.budget.per_cycle),
                {}};
    const auto known = frame.memory.connections.find(goal.connection->id);
    if (check.holds && known != frame.memory.connections.end())
        check.clears = cycle_of(goal, frame.memory, known->second, frame.now).ends;
    return check;
}

Check plan_ahead(const Frame& frame, const GoalView& view, std::size_t index) {
    const auto& goal = frame.goals.all[index];
    const auto& facts = frame.board.facts[index];
    Check check{Guard::PlanAhead, view.failed.has(Guard::PlanAhead), "no plan known", {}};
    if (facts.ritual) {
        check.figure = "a ritual with them stands";
        return check;
    }
    if (const auto day = near_date(frame, index)) {
        check.figure = "a date of theirs is near";
        check.clears = frame.goals.zones.front().to_instant_earliest(*day + std::chrono::days{1});
        return check;
    }
    if (facts.plan_from == Instant::max()) return check;
    if (facts.plan_from <= frame.now) {
        check.figure = "a plan with them is on, or has just been";
        const auto known = frame.memory.connections.find(goal.connection->id);
        if (!check.holds || known == frame.memory.connections.end()) return check;
        for (const auto& hold : known->second.holds)
            if (hold.from <= frame.now)
                check.clears = std::max(check.clears.value_or(Instant::min()),
                                        hold.to + from_days(plan_rest(goal)));
        return check;
    }
    check.figure = fmt::format("a plan in {}, kept free for {}",
                               span_text(std::max(0.0, days_between(frame.now, facts.plan_from))),
                               span_text(person_gap(goal, frame.settings.budget)));
    return check;
}

/// The latest of the moments at which what holds clears; nothing if something never clears by
/// itself.
std::optional<Instant> latest(const std::vector<Check>& checks, Instant now) {
    Instant at = now;
    for (const auto& check : checks) {
        if (!check.holds) continue;
        if (!check.clears) return std::nullopt;
        at = std::max(at, *check.clears);
    }
    return at;
}

/// For one goal: its time has not come.
Check ripe(const Frame& frame, const Decision& d, std::size_t index) {
    const auto& view = d.goals[index];
    const double theta = frame.settings.policy.theta;
    Check check{Guard::NothingRipe,
                view.counted && view.score_value() < theta - 1e-9,
                fmt::format("score {:.2f}, offered from {:.2f} on", view.score_value(), theta),
                {}};
    if (check.holds) check.clears = ripens_at(frame, d, index);
    return check;
}

/// The slot at which a *later* about this goal comes back; nothing where none waits.
std::optional<Instant> returns_at(const Frame& frame, std::size_t index) {
    const auto& id = frame.goals.all[index].connection->id;
    const auto it = frame.memory.connections.find(id);
    if (it == frame.memory.connections.end() || !it->second.waiting) return std::nullopt;
    return it->second.waiting->slot;
}

} // namespace

std::chrono::seconds from_days(double d) {
    return std::chrono::seconds{static_cast<std::int64_t>(std::ceil(d * 86400))};
}

std::string span_text(double days) {
    if (days < 2) return fmt::format("{:.0f} h", days * 24);
    return fmt::format("{:.1f} d", days);
}

Check check_after(Guard guard, bool holds, Instant last, Instant now, double days) {
    Check check{guard, holds, "nothing before", {}};
    if (last == Instant::min()) return check;
    check.figure = fmt::format("{} of {} gone by",
                               span_text(std::max(0.0, days_between(last, now))), span_text(days));
    if (holds) check.clears = last + from_days(days);
    return check;
}
std::vector<Check> goal_checks(const Frame& frame, const Decision& d, std::size_t index) {
    const auto& goal = frame.goals.all[index];
    const auto& facts = frame.board.facts[index];
    const auto& view = d.goals[index];
    const auto& budget = frame.settings.budget;
    const auto slot = frame.around.slot.start;
    const auto has = [&](Guard g) { return view.failed.has(g); };
    return {
        {Guard::Stale, has(Guard::Stale), std::string{to_word(goal.sight)}, {}},
        check_after(Guard::BudgetGoal, has(Guard::BudgetGoal), facts.last_budgeted, slot,
                    goal_gap(goal, facts, budget)),
        check_after(Guard::BudgetPerson, has(Guard::BudgetPerson), facts.named_by_other, slot,
                    person_gap(goal, budget)),
        {Guard::BudgetKind,
         has(Guard::BudgetKind),
         fmt::format("at most {} of kind {} in seven days", kind_limit(d.weekly, budget),
                     to_word(goal.kind)),
         {}},
        budget_cycle(frame, view, index),
        plan_ahead(frame, view, index),
        check_after(Guard::RecentTouch, has(Guard::RecentTouch), facts.last_touch, frame.now,
                    touch_rest(goal)),
        state_check(frame, d, view, goal, facts),
        {Guard::Ignored, has(Guard::Ignored), fmt::format("{} passed by", facts.ignored), {}},
        {Guard::RunningTwice, has(Guard::RunningTwice), "never the same person twice running", {}},
        ripe(frame, d, index)};
}

std::optional<Instant> ripens_at(const Frame& frame, const Decision& d, std::size_t index) {
    const auto& goal = frame.goals.all[index];
    const auto& view = d.goals[index];
    const auto& policy = frame.settings.policy;
    if (!view.counted || view.ratio >= policy.dormant) return std::nullopt;
    const double factor = std::ldexp(goal.importance, -frame.board.facts[index].ignored) *
                          view.opportunity * view.balance * view.rotation * view.age;
    if (factor * view.shape >= policy.theta - 1e-9) return frame.now;
    const double wanted = policy.theta / factor;
    if (wanted > 1 || view.ratio >= policy.far) return std::nullopt;
    const double ratio = wanted <= 0.25 ? 1 - goal.f : 1 + goal.f * (wanted - 0.25) / 0.75;
    return frame.now + from_days(std::max(0.0, (ratio - view.ratio) *
                                                   rhythm_at(goal, frame.board.facts[index])));
}

std::optional<Instant> possible_from(const Frame& frame, const Decision& d, std::size_t index) {
    // A *later* that comes back waits for neither a budget nor the clock.
    if (const auto back = returns_at(frame, index)) return std::max(*back, frame.now);
    const auto ripe = ripens_at(frame, d, index);
    if (!ripe) return std::nullopt;
    auto checks = goal_checks(frame, d, index);
    // Both end without anyone's doing, only at no known moment: kinds free up with the week, and
    // the turn passes on with the next offer.
    std::erase_if(checks, [](const Check& c) {
        return c.guard == Guard::BudgetKind || c.guard == Guard::RunningTwice;
    });
    const auto clear = latest(checks, frame.now);
    return clear ? std::optional{std::max(*clear, *ripe)} : std::nullopt;
}

std::optional<Instant> slot_possible_from(const Frame& frame, const Decision& d) {
    auto checks = slot_checks(frame, d);
    // These follow the hour and the desk, which the next slot will see anew; and what is put off,
    // or a birthday, does not wait for every budget.
    std::erase_if(checks, [&](const Check& c) {
        return c.guard <= Guard::Dnd || c.guard >= Guard::BudgetGap ||
               (c.guard == Guard::Away && !d.standing.away) || c.guard == Guard::Locked ||
               (c.guard == Guard::Settling && !c.clears);
    });
    return latest(checks, frame.now);
}

} // namespace kith::policy
