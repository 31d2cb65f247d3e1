// SPDX-License-Identifier: MIT
#include "core/policy/candidates.hpp"

#include <cmath>

#include <fmt/format.h>

#include "base/hash.hpp"
#include "core/policy/ideas.hpp"
#include "core/policy/spans.hpp"
#include "core/policy/steps.hpp"

namespace kith::policy {
namespace {

constexpr int kLongGapCost = 1; // after a long gap the opener shrinks
constexpr int kDearest = 3;

bool is_gone(State s) { return s >= State::Ended; }

std::int64_t scaled(double score) { return std::llround(score * 1e9); }

/// No call while it is night where the other person lives.
std::vector<char> call_hours(const Goals& goals, Instant now) {
    std::vector<char> out;
    for (const auto& zone : goals.zones) out.push_back(is_call_hour(zone, now) ? 1 : 0);
    return out;
}

/// What of the score hangs on the step.
void score_step(const Common& common, const Goal& goal, const Facts& facts, GoalView& view) {
    view.rotation = rotation(common.score, goal.kind, view.step->channel);
    view.opportunity = opportunity(common.score, facts, *view.step);
    view.score = scaled(goal.importance * view.shape / doubled(facts.ignored) * view.opportunity *
                        view.balance * view.rotation * view.age);
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
    return common.counts(view) && view.failed.empty();
}

} // namespace

Common::Common(const Frame& what, const Decision& decision)
    : frame(what), standing(decision.standing), score(score_terms(what)),
      quotas(policy::quotas(what, decision.weekly)), calls_ok(call_hours(what.goals, what.now)),
      theta(scaled(what.settings.policy.theta)) {
    if (!what.memory.pushes.empty()) last_offered = what.memory.pushes.back().connection;
}

double elapsed_now(const Facts& facts, Instant now) {
    return facts.elapsed + (facts.frozen ? active_days(facts.as_of, now, *facts.frozen)
                                         : std::max(0.0, days_between(facts.as_of, now)));
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
    view.failed = own_guards(frame, common.standing, common.quotas, index);
    if (!goal.rhythmic) return; // may come up by an occasion
    view.counted = true;
    view.elapsed = elapsed_now(facts, frame.now);
    view.ratio = view.elapsed / rhythm_at(goal, facts);
    view.band = band_of(view.ratio, goal.f, policy);
    view.shape = shape(view.ratio, goal.f, policy);
    const bool far = view.ratio >= policy.far;
    const int cap = std::min(common.standing.step_cap(), far ? kLongGapCost : kDearest);
    if (facts.their_turn)
        view.step = no_reply_needed(facts);
    else if (wants_reply(goal, facts, frame.now))
        view.step = find_built_in("reply");
    else
        view.step = choose_step(goal, facts, cap, common.calls_ok[goal.zone] != 0, far);
    view.balance = frame.board.balance[static_cast<std::size_t>(goal.kind)];
    view.age = age(facts, view.elapsed, rhythm_at(goal, facts), frame.now);
    score_step(common, goal, facts, view);
}

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

/// A reply that was put off waits for no clock, as long as nothing has gone back.
bool awaits_reply(const Common& common, std::size_t index) {
    const auto& goal = common.frame.goals.all[index];
    const auto it = common.frame.memory.connections.find(goal.connection->id);
    return common.frame.board.facts[index].they_wrote != Instant::min() &&
           it != common.frame.memory.connections.end() && it->second.waiting &&
           it->second.waiting->step == "reply";
}

std::optional<std::size_t> due_return(const Common& common, const Decision& out) {
    if (!out.global.without_budgets().empty()) return std::nullopt;
    std::optional<std::size_t> best;
    const TieBreak tie{common.frame.around.slot};
    for (const auto i : common.frame.board.returns) {
        if (!out.goals[i].counted && !idea_again(common.frame, i)) continue;
        // Dormant or warm by now: it would be withdrawn.
        const bool over = out.goals[i].counted && out.goals[i].shape <= 0;
        if (over && (out.goals[i].band == Band::Dormant || !awaits_reply(common, i))) continue;
        if (!out.goals[i].failed.without_budgets().empty()) continue;
        if (!best || tie.before(common.frame.goals.all[i], common.frame.goals.all[*best])) best = i;
    }
    return best;
}

void bring_back(const Common& common, std::size_t index, Decision& out) {
    const auto& goal = common.frame.goals.all[index];
    const auto it = common.frame.memory.connections.find(goal.connection->id);
    if (it == common.frame.memory.connections.end() || !it->second.waiting) return;
    const auto* step = find_step(goal, it->second.waiting->step);
    if (!out.goals[index].counted) {
        const auto idea = idea_again(common.frame, index);
        if (!idea) return;
        out.about = idea->what;
        out.goals[index].step = idea->step;
        if (goal.connection->circle != Circle::OldFriend) return;
    }
    if (!step || step->cost > common.standing.step_cap() ||
        (is_call(*step) && common.calls_ok[goal.zone] == 0))
        return;
    out.goals[index].step = step;
    if (out.goals[index].counted)
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

} // namespace kith::policy
