// SPDX-License-Identifier: MIT
#include "core/policy/decide.hpp"

#include "core/policy/candidates.hpp"
#include "core/policy/dates.hpp"
#include "core/policy/ideas.hpp"
#include "core/policy/objections.hpp"
#include "core/policy/steps.hpp"

namespace kith::policy {
namespace {

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
        if (common.counts(view)) because.merge(view.failed);
    if (because.empty()) because.add(Guard::NothingRipe);
    return because;
}

} // namespace

int effective_weekly(int weekly, int backoff, const ResponseBlock& response) {
    if (weekly <= 0 || backoff >= response.ambient_after_ignored) return 0;
    return std::max(1, weekly >> (backoff / 3));
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

    const Common common{frame, out};
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
