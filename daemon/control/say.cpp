// SPDX-License-Identifier: MIT
#include "daemon/control/say.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "core/policy/dates.hpp"
#include "core/policy/explain.hpp"

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

/// Why nobody is offered though every budget is there.
std::string_view why_nobody(const Outlook& o) {
    using enum policy::Guard;
    bool ripe = false;
    bool stale = false;
    bool planned = false;
    bool far = false;
    for (const auto& view : o.decision.goals) {
        far = far || (view.counted && view.band == Band::Dormant);
        if (!view.counted || view.score_value() < o.settings.policy.theta - kRounding) continue;
        if (view.failed.empty()) return why_not_now(o.decision.global);
        ripe = true;
        stale = stale || view.failed.has(Stale);
        planned = planned || view.failed.has(PlanAhead);
    }
    if (!ripe) return far ? "it is nobody's moment" : "everyone is warm";
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
                           i ? o.goals.all[*i].connection->name : "one of your people");
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

namespace {

/// The first moment from `from` on at which a slot that begins no earlier than `start` is open and
/// not quiet.
std::optional<Instant> in_a_slot(const Outlook& o, Instant from, Instant start = Instant::min()) {
    from = std::max(o.now, from);
    if (const auto open = o.slots.slot_at(from); open && open->start >= start &&
                                                 open->start != o.slot_done &&
                                                 open->first_allowed && open->contains(from))
        return std::max(from, *open->first_allowed);
    auto slot = o.slots.next_slot(from);
    for (int i = 0; slot && !slot->first_allowed && i < 64; ++i)
        slot = o.slots.next_slot(slot->start);
    return slot && slot->first_allowed ? slot->first_allowed : std::nullopt;
}

/// What holds for every offer within the budgets.
struct Common {
    std::optional<Instant> from; ///< nothing: no such offer comes by itself
    Instant start = Instant::min();
};

Common common(const Outlook& o) {
    if (o.decision.weekly == 0) return {};
    return {policy::slot_possible_from(o.frame, o.decision),
            policy::budgets_clear(o.frame, o.decision)};
}

/// When one goal could next be offered: its return, or an offer within the budgets.
std::optional<Instant> moment_of(const Outlook& o, const Common& all, std::size_t i) {
    if (!o.decision.goals[i].counted) return std::nullopt;
    if (const auto back = policy::returns_at(o.frame, i)) return in_a_slot(o, *back);
    const auto own = policy::possible_from(o.frame, o.decision, i);
    if (!own || !all.from) return std::nullopt;
    return in_a_slot(o, std::max(*own, *all.from),
                     std::max(all.start, policy::budgets_clear(o.frame, o.decision, i)));
}

/// When a date of theirs is next to be spoken of. The week's budget does not hold it back for long.
std::optional<Instant> dated(const Outlook& o, const Common& all, std::size_t i) {
    if (!all.from || policy::is_grieving(o.memory.modes, o.now)) return std::nullopt;
    const auto at = policy::next_date(o.frame, i);
    return at && *at + std::chrono::days{1} > *all.from ? in_a_slot(o, std::max(*at, *all.from))
                                                        : std::nullopt;
}

} // namespace

std::optional<Instant> next_possible(const Outlook& o) {
    if (!o.deciding || o.settings.deliver.empty()) return std::nullopt;
    std::optional<Instant> first;
    const auto consider = [&](std::optional<Instant> at) {
        if (at) first = std::min(first.value_or(*at), *at);
    };
    const auto all = common(o);
    for (std::size_t i = 0; i < o.goals.all.size(); ++i) consider(moment_of(o, all, i));
    for (const auto i : o.goals.dated) consider(dated(o, all, i));
    return first;
}

std::vector<std::size_t> likely(const Outlook& o, Instant by) {
    std::vector<std::size_t> out;
    const auto all = common(o);
    for (std::size_t i = 0; i < o.goals.all.size(); ++i) {
        const auto date = dated(o, all, i);
        const auto moment = date && *date <= by ? date : moment_of(o, all, i);
        if (moment && *moment <= by) out.push_back(i);
    }
    std::ranges::stable_sort(out, std::ranges::greater{},
                             [&](std::size_t i) { return o.decision.goals[i].score; });
    return out;
}

std::string status_line(const Outlook& o) {
    std::string out = quiet_because(o);
    const auto fresh = std::ranges::count_if(
        o.sources, [&](const Source& s) { return is_fresh(s, o.settings.policy.stale_h, o.now); });
    if (o.sources.empty())
        out += " No sources; what you log is what Kith knows.";
    else
        out += fmt::format(" Sources {} of {} fresh.", fresh, o.sources.size());
    if (const auto next = next_possible(o))
        out += fmt::format(" Next possible moment {}.", when(*next, o.now, o.goals.zones.front()));
    return out;
}

} // namespace kith::daemon
