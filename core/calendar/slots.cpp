// SPDX-License-Identifier: MIT
#include "core/calendar/slots.hpp"

#include <algorithm>
#include <utility>

namespace kith::calendar {

namespace {

using std::chrono::days;

/// How many days ahead a usable slot is looked for.
constexpr days kHorizon{14};

Day next_weekday(Day day, std::chrono::weekday wanted) { return day + (wanted - weekday_of(day)); }

} // namespace

std::optional<LaterTarget> later_target(std::string_view word) {
    if (word.empty()) return LaterTarget::Bare;
    if (word == "tonight") return LaterTarget::Tonight;
    if (word == "tomorrow") return LaterTarget::Tomorrow;
    if (word == "weekend") return LaterTarget::Weekend;
    if (word == "next-week") return LaterTarget::NextWeek;
    return {};
}

SlotPlan::SlotPlan(std::vector<TimeOfDay> times, std::chrono::minutes open_for, QuietHours quiet,
                   Zone zone, DayList silent)
    : times_(std::move(times)), open_for_(open_for), quiet_(quiet), zone_(std::move(zone)),
      silent_(std::move(silent)) {
    std::sort(times_.begin(), times_.end());
    times_.erase(std::unique(times_.begin(), times_.end()), times_.end());
}

bool SlotPlan::exists(Day day) const {
    constexpr auto kNoon = std::chrono::hours{12};
    return local_day(zone_.to_instant_earliest(day + kNoon), zone_) == day;
}

bool SlotPlan::is_quiet(Instant at) const {
    return quiet_.is_quiet(at, zone_) || silent_.has(local_day(at, zone_));
}

Instant SlotPlan::start_of(Day day, std::size_t index) const {
    if (index == times_.size()) {
        const Day next = day + days{1};
        return start_of(exists(next) ? next : next + days{1}, 0);
    }
    return zone_.to_instant_earliest(day + times_[index]);
}

SlotWindow SlotPlan::window(Day day, std::size_t index) const {
    SlotWindow slot{start_of(day, index), {}, {}, index, day};
    slot.end = slot.start;
    Instant end = std::min(slot.start + open_for_, start_of(day, index + 1));
    if (!silent_.empty()) {
        const Day begun = local_day(slot.start, zone_);
        if (silent_.has(begun)) return slot;
        for (Day next = begun + days{1}; zone_.to_instant_earliest(next) < end; next += days{1})
            if (silent_.has(next)) end = zone_.to_instant_earliest(next);
    }
    const auto allowed = quiet_.next_allowed(slot.start, zone_);
    if (!allowed || *allowed >= end) return slot;
    slot.first_allowed = allowed;
    slot.end = std::min(end, quiet_.next_quiet(*allowed, zone_).value_or(end));
    return slot;
}

std::vector<SlotWindow> SlotPlan::slots_on(Day day) const {
    std::vector<SlotWindow> slots;
    if (!exists(day)) return slots;
    slots.reserve(times_.size());
    for (std::size_t index = 0; index < times_.size(); ++index) slots.push_back(window(day, index));
    return slots;
}

std::optional<SlotWindow> SlotPlan::slot_at(Instant at) const {
    if (times_.empty()) return {};
    // A window may have begun days ago when `open_for` is long, but the next slot ends it, so only
    // the last slot begun can be open. A change of zone offset can move a start by a day.
    const Day today = local_day(at, zone_);
    for (Day day = today + days{1}; day >= today - days{2}; day -= days{1}) {
        if (!exists(day)) continue;
        for (std::size_t index = times_.size(); index-- > 0;) {
            if (start_of(day, index) > at) continue;
            const SlotWindow slot = window(day, index);
            return slot.contains(at) ? std::optional(slot) : std::nullopt;
        }
    }
    return {};
}

std::optional<SlotWindow> SlotPlan::next_slot(Instant after) const {
    if (times_.empty()) return {};
    const Day today = local_day(after, zone_);
    for (Day day = today - days{1}; day <= today + days{3}; day += days{1}) {
        if (!exists(day)) continue;
        for (std::size_t index = 0; index < times_.size(); ++index)
            if (start_of(day, index) > after) return window(day, index);
    }
    return {};
}

std::vector<SlotWindow> SlotPlan::slots_between(Instant from, Instant to) const {
    std::vector<SlotWindow> slots;
    if (from >= to || times_.empty()) return slots;
    const Day last = local_day(to, zone_) + days{1};
    for (Day day = local_day(from, zone_) - days{1}; day <= last; day += days{1}) {
        if (!exists(day)) continue;
        for (std::size_t index = 0; index < times_.size(); ++index) {
            const Instant start = start_of(day, index);
            if (start >= to) return slots;
            if (start >= from) slots.push_back(window(day, index));
        }
    }
    return slots;
}

std::optional<SlotWindow> SlotPlan::first_usable(Day day, Instant not_before) const {
    for (const Day end = day + kHorizon; day < end; day += days{1}) {
        if (!exists(day)) continue;
        for (std::size_t index = 0; index < times_.size(); ++index)
            if (start_of(day, index) >= not_before)
                if (const SlotWindow slot = window(day, index); slot.first_allowed) return slot;
    }
    return {};
}

std::optional<SlotWindow> SlotPlan::later(LaterTarget target, Instant now) const {
    const Day today = local_day(now, zone_);
    const Instant after = now + std::chrono::seconds{1};
    switch (target) {
    case LaterTarget::Tonight:
        for (std::size_t index = times_.size(); index-- > 0 && start_of(today, index) > now;)
            if (const SlotWindow slot = window(today, index); slot.first_allowed) return slot;
        return first_usable(today + days{1}, after);
    case LaterTarget::Tomorrow: return first_usable(today + days{1}, after);
    case LaterTarget::Weekend: {
        Day saturday = next_weekday(today, std::chrono::Saturday);
        if (!times_.empty() && start_of(saturday, 0) <= now) saturday += days{7};
        return first_usable(saturday, after);
    }
    case LaterTarget::NextWeek:
        return first_usable(next_weekday(today + days{1}, std::chrono::Monday), after);
    case LaterTarget::Bare: break;
    }
    const Instant earliest = now + std::chrono::hours{48};
    return first_usable(local_day(earliest, zone_) - days{1}, earliest);
}

} // namespace kith::calendar
