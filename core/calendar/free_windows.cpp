// SPDX-License-Identifier: MIT
#include "core/calendar/free_windows.hpp"

#include <algorithm>

namespace kith::calendar {

std::vector<Interval> free_windows(std::span<const Interval> busy, Interval range,
                                   std::chrono::seconds at_least) {
    std::vector<Interval> sorted;
    for (const Interval& one : busy)
        if (one.from < one.to && one.from < range.to && one.to > range.from) sorted.push_back(one);
    std::sort(sorted.begin(), sorted.end(),
              [](const Interval& a, const Interval& b) { return a.from < b.from; });

    std::vector<Interval> free;
    const auto add = [&](Instant from, Instant to) {
        // Compared as instants: `to` may be Instant::max(), where a difference could overflow.
        if (from < to && from + at_least <= to) free.push_back({from, to});
    };
    Instant at = range.from;
    for (const Interval& one : sorted) {
        add(at, std::min(one.from, range.to));
        at = std::max(at, one.to);
    }
    add(at, range.to);
    return free;
}

bool has_free_window(std::span<const Interval> busy, Interval range, std::chrono::seconds length) {
    return !free_windows(busy, range, length).empty();
}

} // namespace kith::calendar
