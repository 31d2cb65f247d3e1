// SPDX-License-Identifier: MIT
// `kithd --once`: one look, at most one offer, and how that went.
#include "daemon/loop/conductor.hpp"

namespace kith::daemon {

/// What is told of a slot that made its offer before, or was to stay silent.
policy::RehearsalLine Conductor::used_slot(const calendar::SlotWindow& slot) const {
    const auto& pushes = life_.memory().pushes;
    policy::RehearsalLine line;
    line.at = slot.start;
    line.slot = slot.index;
    if (life_.memory().outstanding)
        line.because.add(policy::Guard::Outstanding);
    else if (!pushes.empty() && pushes.back().slot == slot.start)
        line.because.add(policy::Guard::BudgetGap);
    else
        line.because.add(policy::Guard::Settling);
    return line;
}

void Conductor::run_once(OnceDone done) {
    once_ = true;
    mark_alive();
    expire();
    credit();
    pass_rituals();
    senses_.refresh(
        {true, true, true}, [this, done = std::move(done)] { decide_once(done); }, true);
}

void Conductor::decide_once(const OnceDone& done) {
    (void)life_.refresh();
    notice();
    answers_.withdraw_if_needless();
    const auto bring = [&](const calendar::SlotWindow& slot, const policy::RehearsalLine& line) {
        delivery_.hand_over(slot.end, [this, done, line](Handed how) {
            if (how == Handed::PutOff) delivery_.keep_put_off();
            done(line, how);
        });
    };
    const auto silent = [&](const policy::RehearsalLine& line) { done(line, Handed::Delivered); };
    const auto slot = open_slot();
    const auto& open = life_.memory().outstanding;
    if (delivery_.next_try()) {
        const bool may = !policy::means_silence(view().decision.global);
        if (slot && open && open->slot == slot->start && may)
            return bring(*slot, put_off_line(*slot));
        delivery_.try_again(false); // past its slot it has failed
    }
    if (!slot) {
        policy::RehearsalLine line;
        line.at = life_.now();
        line.because.add(policy::Guard::NotInSlot);
        return silent(line);
    }
    if (slot->start == slot_done_) return silent(used_slot(*slot));
    if (!speaks_here()) {
        policy::RehearsalLine line;
        line.at = slot->start;
        line.slot = slot->index;
        line.because.add(policy::Guard::Quiet);
        return silent(line);
    }
    const auto line = decide(*slot);
    if (line.nudge) return bring(*slot, line);
    if (line.withheld) return silent(line);
    speak([done, line] { done(line, Handed::Delivered); });
    pass_interrupted(*slot);
}

policy::RehearsalLine Conductor::put_off_line(const calendar::SlotWindow& slot) const {
    const auto& open = *life_.memory().outstanding;
    policy::RehearsalLine line;
    line.at = slot.start;
    line.slot = slot.index;
    line.nudge = true;
    line.connection = open.connection;
    line.step = open.step;
    line.title = open.title;
    line.body = open.body;
    line.sight = open.sight;
    const auto now = view();
    if (const auto goal = life_.goals().find(open.connection)) {
        line.score = now.decision.goals[*goal].score_value();
        line.ratio = now.decision.goals[*goal].ratio;
        line.band = now.decision.goals[*goal].band;
    }
    return line;
}

} // namespace kith::daemon
