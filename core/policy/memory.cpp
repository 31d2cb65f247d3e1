// SPDX-License-Identifier: MIT
#include "core/policy/memory.hpp"

#include <algorithm>

#include "core/policy/hello_days.hpp"
#include "core/policy/memory_nudge.hpp"
#include "core/policy/memory_rituals.hpp"

namespace kith::policy {
namespace {

constexpr std::size_t kNotesKept = 8, kFeltKept = 3, kSelfChecksKept = 8;

/// A rest ends when somebody wakes; what is meant for good only when it is named.
void lift_states(ConnectionMemory& c, const Event& e) {
    for (auto& span : c.states)
        if (e.state ? span.state == *e.state : span.state < State::Ended)
            span.until = std::min(span.until, std::max(e.at, span.from));
}

void resume(Memory& m, Instant at) {
    for (auto& pause : m.pauses) pause.to = std::min(pause.to, std::max(at, pause.from));
}

/// Events that concern one connection's own part.
void apply_connection(Memory& m, const Event& e) {
    auto* c = find(m, e.connection);
    if (!c) return;
    switch (e.kind) {
    case EventKind::StateSet:
        c->states.push_back(
            {e.state.value_or(State::Resting), e.at, e.until.value_or(Instant::max())});
        c->kept = e.at;
        if (e.state < State::Ended) break;
        c->holds.clear();
        c->waiting.reset();
        break;
    case EventKind::StateLifted:
        lift_states(*c, e);
        if (!e.state) c->kept = e.at;
        break;
    case EventKind::HoldPut:
        c->holds.push_back({e.nudge, e.slot.value_or(e.at), e.until.value_or(e.at)});
        break;
    case EventKind::HoldRemoved:
        std::erase_if(c->holds, [&](const Hold& h) { return h.id == e.nudge; });
        break;
    default: break;
    }
}

/// `state: resting` or `paused` in the configuration: the clock stands still while it is written.
void rest_as_written(Memory& m, const Event& e) {
    auto* c = find(m, e.connection);
    if (!c || !e.state) return;
    const bool rests = *e.state == State::Resting || *e.state == State::Paused;
    const bool open = !c->rests.empty() && c->rests.back().to == Instant::max();
    if (rests && !open) c->rests.push_back({e.at, Instant::max()});
    if (!rests && open) c->rests.back().to = std::max(e.at, c->rests.back().from);
    // A line that is gone, in a half-written file maybe, brings nobody back: only a command does.
    if (*e.state == State::Remembered || *e.state == State::Ended) {
        const auto stands = [&](const StateSpan& span) {
            return span.state == *e.state && span.until == Instant::max();
        };
        if (std::ranges::none_of(c->states, stands))
            c->states.push_back({*e.state, e.at, Instant::max(), true});
    }
}

void noted(Memory& m, const Event& e) {
    if (auto* c = find(m, e.connection))
        push_bounded(c->notes, Note{e.at, e.slot, e.until, e.text}, kNotesKept);
}

void felt(Memory& m, const Event& e) {
    if (auto* c = find(m, e.connection)) push_bounded(c->felt, Feeling{e.at, e.text}, kFeltKept);
}

/// k and G are 0, and no cycle is under way; what else was said stays said.
void begin_anew(Memory& m, const Event& e) {
    reset_backoff(m, e);
    m.fresh_start = e.at;
    for (auto& [id, c] : m.connections) c.ignored.clear();
}

/// Of somebody, a ritual, or in general.
void on_told(Memory& m, const Event& e) {
    if (auto* c = find(m, e.connection))
        c->told.insert_or_assign(e.occasion, e.at);
    else if (auto* ritual = asked_about(m, e.occasion))
        ritual->asked = true;
    else if (e.occasion == kHellosOver || e.occasion == kHellosGone)
        m.told.erase(std::string{kHellos});
    else if (e.connection.empty())
        m.told.insert_or_assign(e.occasion, e.at);
}

} // namespace

void apply(Memory& m, const Event& e, const Naming& naming) {
    apply(m.modes, e);
    switch (e.kind) {
    case EventKind::Began: m.began = m.g_since = e.at; break;
    case EventKind::Backfilled: m.backfilled = m.backfilled.value_or(e.at); break;
    case EventKind::Appeared: {
        const auto [it, fresh] = m.connections.try_emplace(e.connection);
        if (!fresh) break;
        it->second.id = e.connection;
        it->second.first_seen = e.at;
        rest_as_written(m, e);
        break;
    }
    case EventKind::ConfigEdited:
        if (!e.occasion.empty()) ritual_written(m, e);
        rest_as_written(m, e);
        if (auto* c = find(m, e.connection); c && e.text == "circle") c->circle_since = e.at;
        reset_backoff(m, e);
        break;
    case EventKind::Logged: reset_backoff(m, e); break;
    case EventKind::Interrupted: m.interrupted = true; break;
    case EventKind::SlotPassed: m.interrupted = false; break;
    case EventKind::Chosen: nudge_chosen(m, e, naming); break;
    case EventKind::Handing: break;
    case EventKind::Delivered: nudge_delivered(m, e); break;
    case EventKind::Noticed: nudge_noticed(m, e); break;
    case EventKind::Failed: nudge_failed(m, e); break;
    case EventKind::Unknown:
    case EventKind::Withdrawn: nudge_lost(m, e); break;
    case EventKind::Ended: nudge_ended(m, e); break;
    case EventKind::Answered: nudge_answered(m, e); break;
    case EventKind::Engaged: nudge_engaged(m, e); break;
    case EventKind::Paused:
        m.pauses.push_back({e.at, e.until.value_or(Instant::max())});
        m.pauses = merge(std::move(m.pauses));
        break;
    case EventKind::Resumed: resume(m, e.at); break;
    case EventKind::Credited:
        std::erase_if(m.credits, [&](const Credit& c) { return c.nudge == e.nudge; });
        break;
    case EventKind::AmbientTold: m.ambient_told = true; break;
    case EventKind::AmbientKept: m.ambient_told = false; break;
    case EventKind::TroubleTold: m.troubles_told[e.deliverer] = e.at; break;
    case EventKind::TroubleKept: m.troubles_told.erase(e.deliverer); break;
    case EventKind::Corrected: // the clocks are told from the touchpoints
    case EventKind::EnergySet:
    case EventKind::HardWeek:
    case EventKind::HardWeekOver:
    case EventKind::LeaveSet:
    case EventKind::LeaveOver: break; // the modes have taken them in
    case EventKind::Noted: noted(m, e); break;
    case EventKind::Felt: felt(m, e); break;
    case EventKind::SelfChecked:
        push_bounded(m.self_checks, Feeling{e.at, e.text}, kSelfChecksKept);
        break;
    case EventKind::Told: on_told(m, e); break;
    case EventKind::Dismissed: m.dismissed.insert(e.occasion); break;
    case EventKind::RitualPassed: ritual_passed(m, e); break;
    case EventKind::RitualSaid: ritual_said(m, e); break;
    case EventKind::FreshStart: begin_anew(m, e); break;
    case EventKind::Withheld: nudge_withheld(m, e, naming); break;
    case EventKind::StateSet:
    case EventKind::StateLifted:
    case EventKind::HoldPut:
    case EventKind::HoldRemoved: apply_connection(m, e); break;
    }
}

int backoff_at(const Memory& m, Instant now) {
    if (m.g == 0 || now <= m.g_since) return m.g;
    return std::max(0, m.g - static_cast<int>((now - m.g_since) / kBackoffDecay));
}

int ignored_count(const ConnectionMemory& c) {
    return static_cast<int>(std::ranges::count_if(c.ignored, [&](const Ignored& i) {
        return !c.clock.last_touch || i.offered > *c.clock.last_touch;
    }));
}

State state_at(const ConnectionMemory& c, State declared, Instant now) {
    State state = declared;
    for (const auto& span : c.states)
        if (now < span.until) state = std::max(state, span.state);
    return state;
}

std::optional<State> outlived_line(const ConnectionMemory& c, State declared, Instant now) {
    const auto state = state_at(c, declared, now);
    if (state == declared || (state != State::Ended && state != State::Remembered))
        return std::nullopt;
    const bool by_line = std::ranges::all_of(c.states, [&](const StateSpan& span) {
        return span.written || span.state != state || now >= span.until;
    });
    return by_line ? std::optional{state} : std::nullopt;
}

std::vector<Interval> frozen_intervals(const Memory& m, const ConnectionMemory& c) {
    auto all = m.pauses;
    for (const auto& still : still_times(m.modes)) all.push_back(still);
    for (const auto& span : c.states)
        if (span.state == State::Resting || span.state == State::Paused)
            all.push_back({span.from, span.until});
    for (const auto& rest : c.rests) all.push_back(rest);
    return merge(std::move(all));
}

} // namespace kith::policy
