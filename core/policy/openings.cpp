// SPDX-License-Identifier: MIT
#include "core/policy/openings.hpp"

#include <algorithm>

#include "core/calendar/free_windows.hpp"

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

std::vector<Interval> taken(const Frame& frame) {
    std::vector<Interval> out;
    for (const auto& b : frame.around.busy)
        if (!b.all_day) out.push_back({b.from, b.to});
    return out;
}

bool has_company(const Frame& frame, Interval range) {
    return std::ranges::any_of(frame.around.busy, [&](const Busy& b) {
        return b.social && b.from < range.to && range.from < b.to;
    });
}

Interval local(const Frame& frame, calendar::Day day, minutes from, minutes to) {
    return {own(frame).to_instant_earliest(day + from), own(frame).to_instant_earliest(day + to)};
}

Instant up_to_quarter(Instant at) {
    const auto rest = at.time_since_epoch() % kQuarter;
    return rest.count() == 0 ? at : at - rest + kQuarter;
}

} // namespace

std::optional<Instant> free_hour(const Frame& frame, Energy energy) {
    if (!frame.around.busy_known) return std::nullopt;
    const auto today = calendar::local_day(frame.now, own(frame));
    if (energy != Energy::Bright && has_company(frame, local(frame, today, hours{0}, hours{24})))
        return std::nullopt;
    auto light = local(frame, today, kLightFrom, kLightTo);
    light.from = std::max(light.from, frame.now);
    light.to = std::min(light.to, frame.around.quiet_from);
    for (const auto& free : calendar::free_windows(taken(frame), light, kAside + kNeeded)) {
        const auto at = up_to_quarter(free.from + kAside);
        if (at + kNeeded + kAside <= free.to) return at;
    }
    return std::nullopt;
}

std::optional<Opening> weekend_opening(const Frame& frame, Energy energy) {
    if (!frame.around.busy_known) return std::nullopt;
    const auto busy = taken(frame);
    const auto today = calendar::local_day(frame.now, own(frame));
    for (auto day = today + days{1}; day < today + days{7}; day += days{1}) {
        const auto weekday = calendar::weekday_of(day);
        if (weekday != std::chrono::Saturday && weekday != std::chrono::Sunday) continue;
        if (energy != Energy::Bright && has_company(frame, local(frame, day, hours{0}, hours{24})))
            continue;
        for (const bool morning : {true, false}) {
            const auto part = morning ? local(frame, day, kLightFrom, kNoonHour)
                                      : local(frame, day, kAfternoon, kAfternoonTo);
            if (!has_company(frame, {part.to, part.to + hours{24}}) &&
                calendar::has_free_window(busy, part, part.to - part.from))
                return Opening{day, morning};
        }
    }
    return std::nullopt;
}

std::optional<calendar::Day> soft_evening(const Frame& frame) {
    if (!frame.around.busy_known) return std::nullopt;
    const auto busy = taken(frame);
    const auto today = calendar::local_day(frame.now, own(frame));
    for (auto day = today + days{1}; day < today + days{7}; day += days{1}) {
        const auto evening = local(frame, day, kEvening, kEveningTo);
        if (!has_company(frame, local(frame, day, hours{0}, hours{24})) &&
            calendar::has_free_window(busy, evening, evening.to - evening.from))
            return day;
    }
    return std::nullopt;
}

} // namespace kith::policy
