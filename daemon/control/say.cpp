// SPDX-License-Identifier: MIT
#include "daemon/control/say.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "core/policy/standing.hpp"
#include "daemon/control/reply_parts.hpp"

namespace kith::daemon {
namespace {

constexpr double kRounding = 1e-9; ///< scores are compared after rounding to nine decimals

/// What keeps back somebody whose moment it would be; in the order of what a person can see.
std::string_view why_not_now(policy::GuardSet global) {
    using enum policy::Guard;
    if (global.has(Event)) return "something you planned is on";
    if (global.has(AfterSocial)) return "you have just been among people";
    if (global.has(Locked)) return "your screen is locked";
    if (global.has(Dnd)) return "you asked not to be disturbed";
    if (global.has(Quiet)) return "these are your quiet hours";
    if (global.has(NotInSlot)) return "it is between two slots";
    return "this is not the moment";
}

/// Who is kept back by how the person is placed, and by nothing of their own.
std::string_view unsuited(const policy::Standing& standing) {
    return standing.reach ? "in a hard week only who is safe to lean on is offered"
                          : "in low energy only who feels safe is offered";
}

/// Why nobody is offered though every budget is there.
std::string_view why_nobody(const Outlook& o) {
    using enum policy::Guard;
    bool ripe = false;
    bool stale = false;
    bool planned = false;
    bool suited = false;
    bool all_warm = true;
    bool anybody = false;
    for (std::size_t i = 0; i < o.decision.goals.size(); ++i) {
        const auto& view = o.decision.goals[i];
        if (!view.counted || !policy::takes_part(o.board.facts[i].state)) continue;
        anybody = true;
        all_warm = all_warm && view.band == Band::Fresh;
        if (view.score_value() < o.settings.policy.theta - kRounding) continue;
        if (view.failed.empty()) return why_not_now(o.decision.global);
        ripe = true;
        const bool suits = o.decision.standing.suits(*o.goals.all[i].connection);
        suited = suited || suits;
        stale = stale || (suits && view.failed.has(Stale));
        planned = planned || (suits && view.failed.has(PlanAhead));
    }
    if (!ripe) return anybody && all_warm ? "everyone is warm" : "it is nobody's moment";
    if (!suited) return unsuited(o.decision.standing);
    if (stale) return "a source has not been read lately, and Kith would rather not guess";
    if (planned) return "there are plans already";
    return "everyone who could be offered has had their turn";
}

std::string quiet_because(const Outlook& o) {
    if (!o.deciding) return "Quiet: what is offered could not be remembered just now.";
    if (o.memory.outstanding) {
        const auto i = o.goals.find(o.memory.outstanding->connection);
        return fmt::format("An offer is {}: {}.",
                           o.memory.outstanding->delivered_at ? "open" : "on its way to you",
                           i ? name_of(o, *i) : "one of your people");
    }
    const auto& global = o.decision.global;
    if (global.has(policy::Guard::Paused)) return "Quiet on purpose: you paused Kith.";
    if (policy::is_grieving(o.memory.modes, o.now) && o.decision.standing.away)
        return "Quiet, as you asked.";
    if (o.decision.standing.away) return "Quiet on purpose: you said you are away.";
    if (global.has(policy::Guard::HardWeek)) return "Quiet on purpose: it is a hard week.";
    if (o.settings.deliver.empty()) return "Quiet: nothing is named that brings an offer to you.";
    if (global.has(policy::Guard::Settling)) return "Quiet on purpose: Kith is settling in.";
    if (!o.brings) return "Quiet: what brings offers to you does not work just now.";
    if (o.decision.weekly == 0) return "Quiet on purpose: offers come only when you ask.";
    if (global.has(policy::Guard::BudgetWeek) || global.has(policy::Guard::BudgetGap))
        return "Quiet on purpose: the last offer was not long ago.";
    if (o.decision.nudge) {
        const auto open = o.slots.slot_at(o.now);
        return open && open->start == o.slot_done
                   ? "Quiet on purpose: this slot stays silent, the next may bring something."
                   : "A good moment is near.";
    }
    return fmt::format("Quiet on purpose: {}.", why_nobody(o));
}

} // namespace

std::string_view mood(const policy::GoalView& view, const policy::Facts& facts) {
    if (facts.state == State::Resting || facts.state == State::Paused) return "resting";
    if (facts.state == State::Remembered) return "remembered";
    if (!view.counted) return "in the picture";
    switch (view.band) {
    case Band::Fresh: return "warm";
    case Band::Ripe:
    case Band::Drifting: return "a good moment";
    case Band::Quiet:
    case Band::Dormant: return "been quiet";
    }
    return "warm";
}

std::optional<policy::Ahead> next_possible(const Outlook& o) {
    if (!o.deciding || o.settings.deliver.empty()) return std::nullopt;
    return policy::look_ahead(o.frame, o.decision, o.slots, o.slot_done);
}

std::string status_line(const Outlook& o, const std::optional<policy::Ahead>& next) {
    std::string out = quiet_because(o);
    const auto fresh = std::ranges::count_if(
        o.sources, [&](const Source& s) { return is_fresh(s, o.settings.policy.stale_h, o.now); });
    if (o.sources.empty())
        out += " No sources; what you log is what Kith knows.";
    else
        out += fmt::format(" Sources {} of {} fresh.", fresh, o.sources.size());
    if (next)
        out +=
            fmt::format(" Next possible moment {}.", when(next->at, o.now, o.goals.zones.front()));
    return out;
}

} // namespace kith::daemon
