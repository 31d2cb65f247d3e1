// SPDX-License-Identifier: MIT
#include <algorithm>

#include <fmt/format.h>

#include "core/policy/checks.hpp"
#include "core/policy/company.hpp"
#include "core/policy/from_copy.hpp"
#include "core/policy/spans.hpp"

namespace kith::policy {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

constexpr auto kWeek = hours{168};

Check budget_week(const Frame& frame, const Decision& d) {
    Check check{Guard::BudgetWeek,
                d.global.has(Guard::BudgetWeek),
                fmt::format("{} of {} used in seven days", d.spent, d.weekly),
                {}};
    if (d.kept > 0) check.figure += fmt::format(", {} kept for a date", d.kept);
    if (d.backoff > 0) check.figure += fmt::format(", backoff {}", d.backoff);
    if (!check.holds || d.weekly == 0) return check;
    std::vector<Instant> slots;
    for (const auto& p : frame.memory.pushes)
        if (!p.is_return && frame.around.slot.start - p.slot < kWeek) slots.push_back(p.slot);
    std::ranges::sort(slots);
    const auto room = static_cast<std::size_t>(std::max(0, d.weekly - d.kept));
    const auto needed = slots.size() < room ? slots.size() : slots.size() - room;
    if (needed < slots.size()) check.clears = slots[needed] + kWeek;
    return check;
}

Check budget_gap(const Frame& frame, const Decision& d) {
    Instant last = Instant::min();
    for (const auto& p : frame.memory.pushes)
        if (!p.is_return) last = std::max(last, p.slot);
    return check_after(Guard::BudgetGap, d.global.has(Guard::BudgetGap), last,
                       frame.around.slot.start, frame.settings.budget.min_gap_h / 24);
}

Check settling(const Frame& frame, const Decision& d) {
    const auto& policy = frame.settings.policy;
    Check check{Guard::Settling, d.global.has(Guard::Settling), {}, {}};
    if (frame.memory.interrupted) {
        check.figure = "after a long pause the first slot stays silent";
        if (frame.around.slot.end > frame.now) check.clears = frame.around.slot.end;
        return check;
    }
    if (const auto copy = from_copy_at(frame.memory);
        copy && check.holds && frame.now < *copy + kWeek) {
        check.figure = "what was offered lately is not known, since part of the ledger was lost";
        const auto first = *copy + kCopySettles;
        check.clears = frame.now < first ? first : *copy + kWeek;
        return check;
    }
    if (policy.settle_h <= 0) {
        check.figure = "switched off";
        return check;
    }
    check.figure =
        frame.memory.backfilled ? "every source has been read" : "sources are still being read";
    if (!check.holds) return check;
    const auto shortest = frame.memory.began + from_hours(policy.settle_h);
    const auto longest = frame.memory.began + from_hours(policy.settle_max_days * 24);
    if (frame.now < shortest && frame.memory.backfilled)
        check.clears = shortest;
    else if (frame.now < longest && !frame.memory.backfilled)
        check.clears = longest;
    else {
        check.figure = "one offer in the first seven days";
        check.clears = frame.memory.began + kWeek;
    }
    return check;
}

Check outstanding(const Frame& frame, const Decision& d) {
    Check check{Guard::Outstanding, d.global.has(Guard::Outstanding), "none", {}};
    if (!frame.memory.outstanding) return check;
    check.figure = check.holds ? "an offer is open" : "an open offer may give way";
    // One that is just being handed over will have been delivered in a moment.
    if (check.holds)
        check.clears = frame.memory.outstanding->delivered_at.value_or(frame.now) + hours{18};
    return check;
}

Check events(const Frame& frame, const Decision& d, Guard guard) {
    Check check{guard, d.global.has(guard), "no calendar", {}};
    if (frame.around.busy_known) check.figure = "calendars read";
    if (frame.around.busy_awaited) check.figure = "calendars not read yet";
    if (!check.holds) return check;
    if (!frame.around.busy_known) check.figure = "by your own plans";
    const auto tail = guard == Guard::Event ? seconds{frame.settings.policy.event_margin}
                                            : from_hours(frame.settings.policy.after_social_h);
    for (const auto& b : taken_times(frame)) {
        const bool on = !b.all_day && b.from - frame.settings.policy.event_margin <= frame.now &&
                        frame.now < b.to + tail && (guard == Guard::Event || b.social);
        if (on) check.clears = std::max(check.clears.value_or(b.to + tail), b.to + tail);
    }
    return check;
}

Check plain(const Decision& d, Guard guard, std::string figure) {
    return {guard, d.global.has(guard), std::move(figure), {}};
}

Check paused(const Frame& frame, const Decision& d) {
    auto check = plain(d, Guard::Paused, "not paused");
    if (!check.holds) return check;
    check.figure = "until you resume";
    for (const auto& p : frame.memory.pauses)
        if (p.from <= frame.now && frame.now < p.to && p.to != Instant::max()) {
            check.figure = "for a while";
            check.clears = p.to;
        }
    return check;
}

Check hard_week(const Decision& d) {
    auto check =
        plain(d, Guard::HardWeek,
              d.standing.reach ? "one offer to lean on somebody is welcome" : "no hard week");
    if (!check.holds) return check;
    check.figure = "it ends softly, or with `kith hard-week --over`";
    check.clears = d.standing.hard_until;
    return check;
}

Check away(const Frame& frame, const Decision& d) {
    auto check =
        plain(d, Guard::Away, frame.around.presence_known ? "the desktop tells" : "not known");
    if (!d.standing.away) return check;
    check.figure = "you said so; `kith resume` ends it";
    check.clears = d.standing.away_until;
    return check;
}

} // namespace

std::vector<Check> slot_checks(const Frame& frame, const Decision& d) {
    return {
        plain(d, Guard::NotInSlot, frame.around.in_slot ? "a slot is open" : "no slot is open"),
        plain(d, Guard::Quiet, "by your quiet hours"),
        plain(d, Guard::Dnd, frame.around.presence_known ? "the desktop tells" : "not known"),
        events(frame, d, Guard::Event),
        events(frame, d, Guard::AfterSocial),
        away(frame, d),
        paused(frame, d),
        hard_week(d),
        settling(frame, d),
        plain(d, Guard::Locked, frame.around.presence_known ? "the desktop tells" : "not known"),
        outstanding(frame, d),
        budget_gap(frame, d),
        budget_week(frame, d)};
}

} // namespace kith::policy
