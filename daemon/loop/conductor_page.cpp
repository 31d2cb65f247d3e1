// SPDX-License-Identifier: MIT
// What comes by itself and is no offer: the weekly page, and a day to remember somebody on.
#include <algorithm>

#include "core/policy/remembrance.hpp"
#include "core/policy/standing.hpp"
#include "daemon/life/machine.hpp"
#include "daemon/loop/conductor.hpp"

namespace kith::daemon {
namespace {

constexpr int kTouchesRead = 24; ///< of one connection in a week; the newest are enough

} // namespace

std::vector<Touchpoint> Conductor::week_of_touches() const {
    std::vector<Touchpoint> out;
    const auto since = life_.now() - std::chrono::days{7};
    for (const auto& goal : life_.goals().all)
        for (auto& touch : life_.ledger().recent_touches(goal.connection->id, kTouchesRead))
            if (touch.at > since) out.push_back(std::move(touch));
    return out;
}

policy::Page Conductor::page(bool away) const {
    const auto seen = view();
    const policy::Frame frame{life_.settings(), life_.goals(), life_.memory(),
                              seen.board,       seen.around,   life_.now()};
    const auto touches = week_of_touches();
    const auto day = policy::page_day(life_.settings().reflection, life_.zone(), life_.now());
    return policy::weekly_page(frame, seen.decision, life_.words(), {touches, day, away});
}

bool Conductor::page_waits() const {
    const auto& settings = life_.settings();
    if (settings.reflection.by.empty() || !life_.remembers() || !speaks_here()) return false;
    const auto day = policy::page_day(settings.reflection, life_.zone(), life_.now());
    return day != page_done_ &&
           policy::page_is_new(settings.reflection, life_.memory(), life_.zone(), life_.now());
}

void Conductor::send_page() {
    if (!page_waits() || life_.memory().interrupted) return;
    const auto seen = view();
    const policy::Frame frame{life_.settings(), life_.goals(), life_.memory(),
                              seen.board,       seen.around,   life_.now()};
    if (!policy::page_may_go(frame, seen.decision)) return;
    const auto written = page(true);
    page_done_ = written.day;
    if (written.empty()) return; // it waits unmentioned
    notices_.tell_page({written.message.title, written.message.body},
                       policy::page_events(written, life_.now()), [this] { replan(); });
}

bool Conductor::remember(const calendar::SlotWindow& slot) {
    const auto seen = view();
    const policy::Frame frame{life_.settings(), life_.goals(), life_.memory(),
                              seen.board,       seen.around,   life_.now()};
    const auto who = policy::to_remember(frame);
    if (!who || policy::means_silence(seen.decision.global) || life_.memory().interrupted)
        return false;
    const auto said = policy::remembrance(frame, life_.words(), *who);
    slot_done_ = slot.start;
    notices_.tell_remembrance({said.title, said.body}, *life_.goals().all[*who].connection,
                              [this] { replan(); });
    return true;
}

bool Conductor::speaks_here() const { return speaks_on(life_.settings().speak, machine_name()); }

} // namespace kith::daemon
