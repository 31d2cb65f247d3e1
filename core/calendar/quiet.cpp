// SPDX-License-Identifier: MIT
#include "core/calendar/quiet.hpp"

#include <algorithm>

namespace kith::calendar {

namespace {

using std::chrono::days;

constexpr days kHorizon{14};

struct DayQuiet {
    TimeOfDay from;
    TimeOfDay to;
};

DayQuiet quiet_of(const QuietHours& hours, Day day) {
    if (!is_weekend(day)) return {hours.from, hours.to};
    return {hours.weekend_from.value_or(hours.from), hours.weekend_to.value_or(hours.to)};
}

bool is_quiet_then(DayQuiet quiet, std::chrono::seconds time) {
    if (quiet.from <= quiet.to) return quiet.from <= time && time < quiet.to;
    return time < quiet.to || quiet.from <= time;
}

/// The first local time from `local` on, and before `end`, that is quiet (or not, as `wanted`
/// says); nothing if there is none. Only midnight and the day's two times can begin either.
std::optional<LocalTime> find_local(const QuietHours& hours, LocalTime local, LocalTime end,
                                    bool wanted) {
    for (Day day = day_of(local); day < end; day += days{1}) {
        const DayQuiet quiet = quiet_of(hours, day);
        TimeOfDay edges[] = {TimeOfDay{}, quiet.from, quiet.to};
        std::sort(std::begin(edges), std::end(edges));
        for (const TimeOfDay edge : edges) {
            if (edge >= days{1}) break;
            const LocalTime at = std::max<LocalTime>(local, day + edge);
            if (day_of(at) == day && at < end && is_quiet_then(quiet, time_of_day(at)) == wanted)
                return at;
        }
    }
    return {};
}

/// Walks the stretches of constant offset: inside one, the wall clock simply runs on.
std::optional<Instant> find(const QuietHours& hours, Instant at, const Zone& zone, bool wanted) {
    const Instant horizon = at + kHorizon;
    while (at < horizon) {
        const Zone::Span span = zone.span_at(at);
        const Instant end = std::min(span.to, horizon);
        const auto wall = [&span](Instant moment) {
            return LocalTime{(moment + span.offset).time_since_epoch()};
        };
        if (const auto local = find_local(hours, wall(at), wall(end), wanted))
            return Instant{local->time_since_epoch() - span.offset};
        at = end;
    }
    return {};
}

} // namespace

bool QuietHours::is_quiet(LocalTime local) const {
    const Day day = day_of(local);
    return is_quiet_then(quiet_of(*this, day), local - day);
}

std::optional<Instant> QuietHours::next_allowed(Instant at, const Zone& zone) const {
    return find(*this, at, zone, false);
}

std::optional<Instant> QuietHours::next_quiet(Instant at, const Zone& zone) const {
    return find(*this, at, zone, true);
}

} // namespace kith::calendar
