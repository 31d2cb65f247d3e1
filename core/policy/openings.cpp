// SPDX-License-Identifier: MIT
#include "core/policy/openings.hpp"

#include <algorithm>

#include "core/calendar/free_windows.hpp"
#include "core/policy/company.hpp"

namespace kith::policy {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

constexpr auto kAside = minutes{15}, kNeeded = minutes{45}, kQuarter = minutes{15};
constexpr auto kLightFrom = hours{9}, kLightTo = hours{18};
constexpr auto kNoonHour = hours{12}, kAfternoon = hours{13}, kAfternoonTo = hours{17};
constexpr auto kEvening = hours{17} + minutes{30}, kEveningTo = minutes{20 * 60};

const calendar::Zone& own(const Frame& frame) { return frame.goals.zones.front(); }

std::vector<Interval> hours_of(const std::vector<Busy>& taken) {
    std::vector<Interval> out;
    for (const auto& b : taken)
        if (!b.all_day) out.push_back({b.from, b.to});
    return out;
}

bool has_company(const std::vector<Busy>& taken, Interval range) {
    return std::ranges::any_of(
        taken, [&](const Busy& b) { return b.social && b.from < range.to && range.from < b.to; });
}

Interval local(const Frame& frame, calendar::Day day, minutes from, minutes to) {
    return {own(frame).to_instant_earliest(day + from), own(frame).to_instant_earliest(day + to)};
}

/// The next week, and the day after it: company near the end of a day is looked for in the next.
std::vector<Busy> taken_ahead(const Frame& frame, calendar::Day today) {
    return taken_times(frame, {frame.now, local(frame, today + days{8}, hours{0}, hours{0}).to});
}

Instant up_to_quarter(Instant at) {
    const auto rest = at.time_since_epoch() % kQuarter;
    return rest.count() == 0 ? at : at - rest + kQuarter;
}

} // namespace

std::optional<Instant> free_hour(const Frame& frame, Energy energy) {
    if (!frame.around.busy_known) return std::nullopt;
    const auto today = calendar::local_day(frame.now, own(frame));
    const auto whole = local(frame, today, hours{0}, hours{24});
    const auto taken = taken_times(frame, whole);
    if (energy != Energy::Bright && has_company(taken, whole)) return std::nullopt;
    auto light = local(frame, today, kLightFrom, kLightTo);
    light.from = std::max(light.from, frame.now);
    light.to = std::min(light.to, frame.around.quiet_from);
    for (const auto& free : calendar::free_windows(hours_of(taken), light, kAside + kNeeded)) {
        const auto at = up_to_quarter(free.from + kAside);
        if (at + kNeeded + kAside <= free.to) return at;
    }
    return std::nullopt;
}

std::optional<Opening> weekend_opening(const Frame& frame, Energy energy) {
    if (!frame.around.busy_known) return std::nullopt;
    const auto today = calendar::local_day(frame.now, own(frame));
    const auto taken = taken_ahead(frame, today);
    const auto busy = hours_of(taken);
    for (auto day = today + days{1}; day < today + days{7}; day += days{1}) {
        const auto weekday = calendar::weekday_of(day);
        if (weekday != std::chrono::Saturday && weekday != std::chrono::Sunday) continue;
        if (energy != Energy::Bright && has_company(taken, local(frame, day, hours{0}, hours{24})))
            continue;
        for (const bool morning : {true, false}) {
            const auto part = morning ? local(frame, day, kLightFrom, kNoonHour)
                                      : local(frame, day, kAfternoon, kAfternoonTo);
            if (!has_company(taken, {part.to, part.to + hours{24}}) &&
                calendar::has_free_window(busy, part, part.to - part.from))
                return Opening{day, morning};
        }
    }
    return std::nullopt;
}

std::optional<calendar::Day> soft_evening(const Frame& frame) {
    if (!frame.around.busy_known) return std::nullopt;
    const auto today = calendar::local_day(frame.now, own(frame));
    const auto taken = taken_ahead(frame, today);
    const auto busy = hours_of(taken);
    for (auto day = today + days{1}; day < today + days{7}; day += days{1}) {
        const auto evening = local(frame, day, kEvening, kEveningTo);
        if (!has_company(taken, local(frame, day, hours{0}, hours{24})) &&
            calendar::has_free_window(busy, evening, evening.to - evening.from))
            return day;
    }
    return std::nullopt;
}

} // namespace kith::policy
