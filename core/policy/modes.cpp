// SPDX-License-Identifier: MIT
#include "core/policy/modes.hpp"

#include <algorithm>

namespace kith::policy {
namespace {

/// What only the person does. A configuration's edit and a logged hello are theirs too.
bool is_word(EventKind kind) {
    switch (kind) {
    case EventKind::Answered:
    case EventKind::Logged:
    case EventKind::ConfigEdited:
    case EventKind::StateSet:
    case EventKind::StateLifted:
    case EventKind::Paused:
    case EventKind::Resumed:
    case EventKind::HoldPut:
    case EventKind::HoldRemoved:
    case EventKind::EnergySet:
    case EventKind::HardWeekOver:
    case EventKind::LeaveSet:
    case EventKind::LeaveOver:
    case EventKind::Noted:
    case EventKind::Felt:
    case EventKind::Dismissed:
    case EventKind::RitualSaid:
    case EventKind::SelfChecked:
    case EventKind::FreshStart: return true;
    default: return false;
    }
}

void begin_hard_week(Modes& m, const Event& e) {
    const auto until = std::max(e.at, e.until.value_or(e.at));
    if (!m.hard_weeks.empty() && e.at < m.hard_weeks.back().until)
        m.hard_weeks.back().until = until;
    else
        m.hard_weeks.push_back({e.at, until, {}});
}

} // namespace

void apply(Modes& m, const Event& e) {
    switch (e.kind) {
    case EventKind::EnergySet:
        m.energy = EnergySpell{e.energy.value_or(Energy::Usual), e.at, e.until.value_or(e.at)};
        break;
    case EventKind::HardWeek: begin_hard_week(m, e); break;
    case EventKind::HardWeekOver:
        for (auto& week : m.hard_weeks)
            week.until = std::min(week.until, std::max(week.from, e.at));
        break;
    case EventKind::LeaveSet:
        m.leaves.push_back({e.life_event.value_or(LifeEvent::Away), e.at,
                            std::max(e.at, e.until.value_or(Instant::max()))});
        break;
    case EventKind::LeaveOver:
        for (auto& leave : m.leaves)
            leave.until = std::min(leave.until, std::max(leave.from, e.at));
        break;
    default: break;
    }
    if (!is_word(e.kind)) return;
    for (auto& week : m.hard_weeks)
        if (!week.stirred && week.until <= e.at) week.stirred = e.at;
}

std::vector<Interval> still_times(const Modes& m) {
    std::vector<Interval> out;
    for (const auto& week : m.hard_weeks) out.push_back({week.from, week.until});
    for (const auto& leave : m.leaves) out.push_back({leave.from, leave.until});
    return out;
}

bool is_grieving(const Modes& m, Instant now) {
    return std::ranges::any_of(m.leaves, [&](const Leave& leave) {
        return leave.what == LifeEvent::Bereavement && now - leave.from < kGrief;
    });
}

int hard_days(const Modes& m, Instant now, int days) {
    int count = 0;
    for (int i = 0; i < days; ++i) {
        const auto to = now - std::chrono::days{i};
        const auto from = to - std::chrono::days{1};
        count += std::ranges::any_of(m.hard_weeks, [&](const HardWeek& week) {
            return week.from < to && from < week.until;
        });
    }
    return count;
}

} // namespace kith::policy
