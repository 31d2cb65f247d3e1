// SPDX-License-Identifier: MIT
#include "core/policy/objections.hpp"

#include <algorithm>

#include "core/policy/company.hpp"
#include "core/policy/dates.hpp"
#include "core/policy/from_copy.hpp"
#include "core/policy/score.hpp"
#include "core/policy/spans.hpp"

namespace kith::policy {
namespace {

using std::chrono::hours;

constexpr auto kWeek = hours{168};
constexpr auto kReplaceAfter = hours{18};

void check_events(const Frame& frame, GuardSet& out) {
    const auto margin = frame.settings.policy.event_margin;
    const auto rest = from_hours(frame.settings.policy.after_social_h);
    for (const auto& b : taken_times(frame)) {
        if (b.all_day) continue;
        out.add_if(b.from - margin <= frame.now && frame.now < b.to + margin, Guard::Event);
        const bool company = b.social && b.to - b.from >= kSocialLength;
        out.add_if(company && b.to <= frame.now && frame.now < b.to + rest, Guard::AfterSocial);
    }
}

Instant last_budgeted(const Memory& memory) {
    Instant last = Instant::min();
    for (const auto& p : memory.pushes)
        if (!p.is_return) last = std::max(last, p.slot);
    return last;
}

std::array<bool, kKindCount> full_kinds(const Frame& frame, int weekly) {
    std::array<int, kKindCount> count{};
    const auto slot = frame.around.slot.start;
    for (const auto& p : frame.memory.pushes)
        if (!p.is_return && p.slot <= slot && slot - p.slot < kWeek)
            ++count.at(static_cast<std::size_t>(p.kind));
    std::array<bool, kKindCount> out{};
    const int limit = kind_limit(weekly, frame.settings.budget);
    for (std::size_t k = 0; k < kKindCount; ++k) out.at(k) = count.at(k) >= limit;
    return out;
}

/// Steps of giving: at most half the week's, so that nobody is loaded with care.
bool is_giving_full(const Frame& frame, int weekly) {
    const auto slot = frame.around.slot.start;
    int count = 0;
    for (const auto& p : frame.memory.pushes) {
        if (p.is_return || p.slot > slot || slot - p.slot >= kWeek) continue;
        const auto goal = frame.goals.find(p.connection);
        if (goal && frame.goals.all[*goal].connection->direction == Give::Give) ++count;
    }
    return count >= giving_limit(weekly);
}

bool has_offered_since(const Memory& memory, Instant since) {
    return std::ranges::any_of(memory.pushes,
                               [&](const Push& p) { return !p.is_return && p.at >= since; });
}

} // namespace

bool is_settling(const Memory& memory, const PolicyBlock& policy, Instant now, Instant slot) {
    if (memory.interrupted) return true;
    if (const auto copy = from_copy_at(memory)) {
        if (now < *copy + kCopySettles) return true;
        if (slot - *copy < kWeek && has_offered_since(memory, *copy)) return true;
    }
    if (policy.settle_h <= 0) return false;
    const auto longest = memory.began + from_hours(policy.settle_max_days * 24);
    const auto shortest = memory.began + from_hours(policy.settle_h);
    if (now < longest && (now < shortest || !memory.backfilled || *memory.backfilled > now))
        return true;
    if (slot - memory.began >= kWeek) return false;
    for (const auto& p : memory.pushes)
        if (!p.is_return) return true;
    return false;
}

bool is_replaceable(const Outstanding& nudge, Instant now) {
    return nudge.delivered_at && now - *nudge.delivered_at >= kReplaceAfter;
}

int spent_in_week(const Memory& memory, Instant slot) {
    int spent = 0;
    for (const auto& p : memory.pushes)
        if (!p.is_return && p.slot <= slot && slot - p.slot < kWeek) ++spent;
    return spent;
}

GuardSet global_guards(const Frame& frame, const Decision& d) {
    const auto& around = frame.around;
    const auto& memory = frame.memory;
    const auto slot = around.slot.start;
    GuardSet out;
    out.add_if(!around.in_slot, Guard::NotInSlot);
    out.add_if(around.quiet, Guard::Quiet);
    out.add_if(around.dnd, Guard::Dnd);
    out.add_if(around.locked, Guard::Locked);
    out.add_if(around.idle || d.standing.away, Guard::Away);
    out.add_if(d.standing.hard_week && !d.standing.reach, Guard::HardWeek);
    check_events(frame, out);
    for (const auto& pause : memory.pauses) out.add_if(frame.now < pause.to, Guard::Paused);
    out.add_if(is_settling(memory, frame.settings.policy, frame.now, slot), Guard::Settling);
    out.add_if(memory.outstanding && !is_replaceable(*memory.outstanding, frame.now),
               Guard::Outstanding);
    const auto last = last_budgeted(memory);
    const auto gap = from_hours(frame.settings.budget.min_gap_h);
    out.add_if(last != Instant::min() && slot - last < gap, Guard::BudgetGap);
    out.add_if(d.spent + d.kept >= d.weekly, Guard::BudgetWeek);
    return out;
}

Quotas quotas(const Frame& frame, int weekly) {
    return {full_kinds(frame, weekly), is_giving_full(frame, weekly)};
}

GuardSet own_guards(const Frame& frame, const Standing& standing, const Quotas& quotas,
                    std::size_t index) {
    const auto& goal = frame.goals.all[index];
    const auto& facts = frame.board.facts[index];
    const auto& budget = frame.settings.budget;
    const auto slot = frame.around.slot.start;
    GuardSet out;
    out.add_if(facts.stale, Guard::Stale);
    if (facts.last_budgeted != Instant::min())
        out.add_if(days_between(facts.last_budgeted, slot) < goal_gap(goal, facts, budget),
                   Guard::BudgetGoal);
    if (facts.named_by_other != Instant::min())
        out.add_if(days_between(facts.named_by_other, slot) < person_gap(goal, budget),
                   Guard::BudgetPerson);
    out.add_if(quotas.kind_full[static_cast<std::size_t>(goal.kind)] ||
                   (quotas.giving_full && goal.connection->direction == Give::Give),
               Guard::BudgetKind);
    out.add_if(facts.cycle_pushes >= budget.per_cycle, Guard::BudgetCycle);
    if (facts.plan_from != Instant::max())
        out.add_if(days_between(frame.now, facts.plan_from) < person_gap(goal, budget),
                   Guard::PlanAhead);
    out.add_if(facts.ritual || near_date(frame, index), Guard::PlanAhead);
    if (facts.last_touch != Instant::min())
        out.add_if(days_between(facts.last_touch, frame.now) < touch_rest(goal),
                   Guard::RecentTouch);
    out.add_if(!takes_part(facts.state) || goal.beyond_cap || facts.waiting ||
                   frame.now < facts.hidden_until || goal.connection->feels == Feels::Hard ||
                   facts.left_alone || !standing.suits(*goal.connection),
               Guard::State);
    out.add_if(facts.ignored >= frame.settings.response.ignore_limit, Guard::Ignored);
    return out;
}

} // namespace kith::policy
