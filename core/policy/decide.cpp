// SPDX-License-Identifier: MIT
#include "core/policy/decide.hpp"

#include <array>
#include <cmath>

#include <fmt/format.h>

#include "base/hash.hpp"
#include "core/policy/dates.hpp"
#include "core/policy/ideas.hpp"
#include "core/policy/score.hpp"
#include "core/policy/spans.hpp"
#include "core/policy/steps.hpp"

namespace kith::policy {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

constexpr auto kWeek = hours{168};
constexpr auto kReplaceAfter = hours{18};
constexpr auto kSocialLength = std::chrono::minutes{45};
constexpr int kLongGapCost = 1; // after a long gap the opener shrinks
constexpr int kDearest = 3;

bool takes_part(State s) { return s == State::Active || s == State::TheirTurn; }
bool is_gone(State s) { return s >= State::Ended; }

/// What is the same for all goals in one decision.
struct Common {
    const Frame& frame;
    ScoreTerms score;
    std::array<bool, kKindCount> kind_full{};
    bool giving_full = false;   ///< half the week went to giving
    std::vector<char> calls_ok; ///< by zone
    double theta = 0;
    std::int64_t theta_scaled = 0;
    std::string_view last_offered; ///< the goal of the last offer
    const Standing& standing;
};

std::int64_t scaled(double score) { return std::llround(score * 1e9); }

void check_events(const Frame& frame, GuardSet& out) {
    const auto margin = frame.settings.policy.event_margin;
    const auto rest = from_hours(frame.settings.policy.after_social_h);
    for (const auto& b : frame.around.busy) {
        if (b.all_day) continue;
        out.add_if(b.from - margin <= frame.now && frame.now < b.to + margin, Guard::Event);
        const bool company = b.social && b.to - b.from >= kSocialLength;
        out.add_if(company && b.to <= frame.now && frame.now < b.to + rest, Guard::AfterSocial);
    }
}

int spent_in_week(const Memory& memory, Instant slot) {
    int spent = 0;
    for (const auto& p : memory.pushes)
        if (!p.is_return && p.slot <= slot && slot - p.slot < kWeek) ++spent;
    return spent;
}

Instant last_budgeted(const Memory& memory) {
    Instant last = Instant::min();
    for (const auto& p : memory.pushes)
        if (!p.is_return) last = std::max(last, p.slot);
    return last;
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
    for (const auto& pause : memory.pauses)
        out.add_if(pause.from <= frame.now && frame.now < pause.to, Guard::Paused);
    out.add_if(is_settling(memory, frame.settings.policy, frame.now, slot), Guard::Settling);
    out.add_if(memory.outstanding && !is_replaceable(*memory.outstanding, frame.now),
               Guard::Outstanding);
    const auto last = last_budgeted(memory);
    const auto gap = from_hours(frame.settings.budget.min_gap_h);
    out.add_if(last != Instant::min() && slot - last < gap, Guard::BudgetGap);
    out.add_if(d.spent + d.kept >= d.weekly, Guard::BudgetWeek);
    return out;
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

/// No call while it is night where the other person lives.
std::vector<char> call_hours(const Goals& goals, Instant now) {
    std::vector<char> out;
    for (const auto& zone : goals.zones) out.push_back(is_call_hour(zone, now) ? 1 : 0);
    return out;
}

GuardSet own_guards(const Common& common, std::size_t index) {
    const auto& frame = common.frame;
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
    out.add_if(common.kind_full[static_cast<std::size_t>(goal.kind)] ||
                   (common.giving_full && goal.connection->direction == Give::Give),
               Guard::BudgetKind);
    out.add_if(facts.cycle_pushes >= budget.per_cycle, Guard::BudgetCycle);
    if (facts.plan_from != Instant::max())
        out.add_if(days_between(frame.now, facts.plan_from) < person_gap(goal, budget),
                   Guard::PlanAhead);
    out.add_if(facts.ritual || date_is_near(frame, index), Guard::PlanAhead);
    if (facts.last_touch != Instant::min())
        out.add_if(days_between(facts.last_touch, frame.now) < touch_rest(goal),
                   Guard::RecentTouch);
    out.add_if(!takes_part(facts.state) || goal.beyond_cap || facts.waiting ||
                   frame.now < facts.hidden_until || goal.connection->feels == Feels::Hard ||
                   !common.standing.suits(*goal.connection),
               Guard::State);
    out.add_if(facts.ignored >= frame.settings.response.ignore_limit, Guard::Ignored);
    return out;
}

double elapsed_now(const Facts& facts, Instant now) {
    return facts.elapsed + (facts.frozen ? active_days(facts.as_of, now, *facts.frozen)
                                         : std::max(0.0, days_between(facts.as_of, now)));
}

/// What of the score hangs on the step.
void score_step(const Common& common, const Goal& goal, const Facts& facts, GoalView& view) {
    view.rotation = rotation(common.score, goal.kind, view.step->channel);
    view.opportunity = opportunity(common.score, facts, *view.step);
    view.score = scaled(goal.importance * view.shape / doubled(facts.ignored) * view.opportunity *
                        view.balance * view.rotation * view.age);
}

void view_goal(const Common& common, std::size_t index, GoalView& view) {
    const auto& frame = common.frame;
    const auto& goal = frame.goals.all[index];
    const auto& facts = frame.board.facts[index];
    const auto& policy = frame.settings.policy;
    view = GoalView{};
    if (is_gone(facts.state)) {
        view.failed.add(Guard::State);
        return;
    }
    view.failed = own_guards(common, index);
    if (!goal.rhythmic) return; // may come up by an occasion
    view.counted = true;
    view.elapsed = elapsed_now(facts, frame.now);
    view.ratio = view.elapsed / rhythm_at(goal, facts);
    view.band = band_of(view.ratio, goal.f, policy);
    view.shape = shape(view.ratio, goal.f, policy);
    const bool far = view.ratio >= policy.far;
    const int cap = std::min(common.standing.step_cap(), far ? kLongGapCost : kDearest);
    view.step = facts.their_turn
                    ? no_reply_needed(facts)
                    : choose_step(goal, facts, cap, common.calls_ok[goal.zone] != 0, far);
    view.balance = common.score.balance[static_cast<std::size_t>(goal.kind)];
    view.age = age(facts, view.elapsed, goal.rhythm, frame.now);
    score_step(common, goal, facts, view);
}

/// Lowest unit("tie:DATE:ID") among equals; the part up to the id is hashed once.
class TieBreak {
  public:
    explicit TieBreak(const calendar::SlotWindow& slot) {
        const std::chrono::year_month_day date{slot.day};
        seed_ = fnv1a64(fmt::format("tie:{:04}-{:02}-{:02}:", static_cast<int>(date.year()),
                                    static_cast<unsigned>(date.month()),
                                    static_cast<unsigned>(date.day())));
    }
    [[nodiscard]] bool before(const Goal& a, const Goal& b) const {
        return fmix64(fnv1a64(a.connection->id, seed_)) >> 11 <
               fmix64(fnv1a64(b.connection->id, seed_)) >> 11;
    }

  private:
    std::uint64_t seed_ = 0;
};

bool ready(const Common& common, const GoalView& view) {
    return view.counted && view.score >= common.theta_scaled && view.failed.empty();
}

/// Leaves out the goal last offered if another could be offered instead.
void mark_running_twice(const Common& common, Decision& out) {
    if (common.last_offered.empty()) return;
    const auto last = common.frame.goals.find(common.last_offered);
    if (!last) return;
    for (std::size_t i = 0; i < out.goals.size(); ++i) {
        if (i == *last || !ready(common, out.goals[i])) continue;
        out.goals[*last].failed.add(Guard::RunningTwice);
        return;
    }
}

/// In low energy receiving goes first: giving waits while anybody else could be offered.
void receive_first(const Common& common, Decision& out) {
    if (common.standing.energy != Energy::Low) return;
    const auto gives = [&](std::size_t i) {
        return common.frame.goals.all[i].connection->direction == Give::Give;
    };
    bool other = false;
    for (std::size_t i = 0; i < out.goals.size(); ++i)
        other = other || (!gives(i) && ready(common, out.goals[i]));
    for (std::size_t i = 0; other && i < out.goals.size(); ++i)
        if (gives(i)) out.goals[i].failed.add(Guard::State);
}

/// A `later` that comes back in this slot goes before any candidate; theta and budgets are not
/// asked.
std::optional<std::size_t> due_return(const Common& common, const Decision& out) {
    if (!out.global.without_budgets().empty()) return std::nullopt;
    std::optional<std::size_t> best;
    const TieBreak tie{common.frame.around.slot};
    for (std::size_t i = 0; i < out.goals.size(); ++i) {
        if (!common.frame.board.facts[i].return_due || !out.goals[i].counted) continue;
        if (out.goals[i].shape <= 0) continue; // dormant or warm by now: it would be withdrawn
        if (!out.goals[i].failed.without_budgets().empty()) continue;
        if (!best || tie.before(common.frame.goals.all[i], common.frame.goals.all[*best])) best = i;
    }
    return best;
}

/// A `later` brings back what was put off, not something new; no call into their night.
void bring_back(const Common& common, std::size_t index, Decision& out) {
    const auto& goal = common.frame.goals.all[index];
    const auto it = common.frame.memory.connections.find(goal.connection->id);
    if (it == common.frame.memory.connections.end() || !it->second.waiting) return;
    const auto* step = find_step(goal, it->second.waiting->step);
    if (!step || step->cost > common.standing.step_cap() ||
        (is_call(*step) && common.calls_ok[goal.zone] == 0))
        return;
    out.goals[index].step = step;
    score_step(common, goal, common.frame.board.facts[index], out.goals[index]);
}

std::optional<std::size_t> best_candidate(const Common& common, const Decision& out) {
    std::optional<std::size_t> best;
    const TieBreak tie{common.frame.around.slot};
    const auto& goals = common.frame.goals.all;
    for (std::size_t i = 0; i < out.goals.size(); ++i) {
        if (!ready(common, out.goals[i])) continue;
        if (!best || out.goals[i].score > out.goals[*best].score ||
            (out.goals[i].score == out.goals[*best].score && tie.before(goals[i], goals[*best])))
            best = i;
    }
    return best;
}

void take(const Due& due, Decision& out) {
    out.nudge = due.goal;
    out.about = due.what;
    out.goals[due.goal].step = due.step;
}

/// What tomorrow brings goes before a lapse, and a lapse before what any quiet day may bring.
void choose(const Common& common, Decision& out) {
    if (const auto due = meeting_due(common.frame, out)) return take(*due, out);
    out.nudge = best_candidate(common, out);
    if (out.nudge) return;
    if (const auto due = quiet_due(common.frame, out)) take(*due, out);
}

GuardSet reasons(const Common& common, const Decision& out) {
    if (!out.global.empty()) return out.global;
    GuardSet because;
    for (const auto& view : out.goals)
        if (view.counted && view.score >= common.theta_scaled) because.merge(view.failed);
    if (because.empty()) because.add(Guard::NothingRipe);
    return because;
}

/// A reply was offered to what they wrote, and nothing has gone back.
bool is_reply_open(const Frame& frame, const Goal& goal, const Facts& facts) {
    const auto& open = frame.memory.outstanding;
    return open && open->connection == goal.connection->id && open->step == "reply" &&
           facts.they_wrote != Instant::min();
}

/// What no lapse brought is wanted until there is contact, or the meeting is over.
bool is_occasion_open(const Frame& frame, const Goal& goal, const Facts& facts) {
    const auto& open = frame.memory.outstanding;
    if (!open || open->connection != goal.connection->id) return false;
    if (facts.last_touch >= open->chosen_at) return false;
    constexpr auto kEve = std::chrono::hours{36};
    return !goal.meets || frame.now < open->chosen_at + kEve;
}

} // namespace

int effective_weekly(int weekly, int backoff, const ResponseBlock& response) {
    if (weekly <= 0 || backoff >= response.ambient_after_ignored) return 0;
    return std::max(1, weekly >> (backoff / 3));
}

bool is_settling(const Memory& memory, const PolicyBlock& policy, Instant now, Instant slot) {
    if (memory.interrupted) return true;
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

bool still_wanted(const Frame& frame, std::size_t index) {
    const auto& goal = frame.goals.all[index];
    const auto& facts = frame.board.facts[index];
    const auto days = standing(frame.settings, frame.memory, frame.goals.zones.front(), frame.now);
    if (!takes_part(facts.state) || goal.connection->feels == Feels::Hard || days.silent() ||
        facts.ritual || !days.suits(*goal.connection))
        return false;
    if (!goal.rhythmic) return is_occasion_open(frame, goal, facts);
    if (facts.last_touch != Instant::min() &&
        days_between(facts.last_touch, frame.now) < touch_rest(goal))
        return false;
    if (facts.plan_from != Instant::max() &&
        days_between(frame.now, facts.plan_from) < person_gap(goal, frame.settings.budget))
        return false;
    if (is_reply_open(frame, goal, facts)) return true;
    const double ratio = elapsed_now(facts, frame.now) / rhythm_at(goal, facts);
    return shape(ratio, goal.f, frame.settings.policy) > 0;
}

void decide(const Frame& frame, Decision& out) {
    const auto& memory = frame.memory;
    out.nudge.reset();
    out.is_return = out.opens_cycle = out.replaces = false;
    out.about = words::Occasion::Hello;
    out.because = {};
    out.candidates = 0;
    out.backoff = backoff_at(memory, frame.now);
    out.standing = standing(frame.settings, memory, frame.goals.zones.front(), frame.now);
    out.weekly = out.standing.capped(effective_weekly(out.standing.weekly(frame.goals.weekly),
                                                      out.backoff, frame.settings.response));
    out.spent = spent_in_week(memory, frame.around.slot.start);
    out.kept = out.weekly > 0 && !is_grieving(memory.modes, frame.now) ? places_kept(frame) : 0;
    out.occasion.reset();
    out.global = global_guards(frame, out);

    Common common{.frame = frame,
                  .score = score_terms(frame),
                  .kind_full = full_kinds(frame, out.weekly),
                  .giving_full = is_giving_full(frame, out.weekly),
                  .calls_ok = call_hours(frame.goals, frame.now),
                  .theta = frame.settings.policy.theta,
                  .theta_scaled = scaled(frame.settings.policy.theta),
                  .last_offered = {},
                  .standing = out.standing};
    if (!memory.pushes.empty()) common.last_offered = memory.pushes.back().connection;
    out.goals.resize(frame.goals.all.size());
    for (std::size_t i = 0; i < out.goals.size(); ++i) view_goal(common, i, out.goals[i]);
    receive_first(common, out);
    mark_running_twice(common, out);
    for (const auto& view : out.goals)
        if (view.counted && view.failed.empty()) ++out.candidates;

    if (const auto due = due_return(common, out)) {
        out.nudge = due;
        out.is_return = true;
        bring_back(common, *due, out);
    } else if (auto occasion = occasion_to_offer(frame, out)) {
        out.nudge = occasion->goal;
        out.goals[occasion->goal].step = find_built_in("one-line");
        out.occasion = std::move(occasion);
    } else if (out.global.empty())
        choose(common, out);

    if (!out.nudge)
        out.because = reasons(common, out);
    else {
        out.opens_cycle =
            !out.is_return && !out.occasion && frame.board.facts[*out.nudge].cycle_pushes == 0;
        out.replaces = memory.outstanding.has_value();
    }
}

} // namespace kith::policy
