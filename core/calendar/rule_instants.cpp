// SPDX-License-Identifier: MIT
#include "core/calendar/rule_instants.hpp"

#include "core/calendar/rule_words.hpp"

#include <algorithm>

namespace kith::calendar {

namespace {

/// Local times may run this far from their instants: the widest offsets, and a gap on top.
constexpr std::chrono::hours kSlack{28};

LocalTime nearly_local(Instant at, std::chrono::hours shift) {
    // Ends such as Instant::max() stay what they are.
    if (at > Instant{std::chrono::sys_days{std::chrono::year{9999} / 12 / 30}})
        return LocalTime::max();
    if (at < Instant{std::chrono::sys_days{std::chrono::year{1} / 1 / 2}}) return LocalTime::min();
    return LocalTime{(at + shift).time_since_epoch()};
}

} // namespace

std::vector<Instant> expand_instants(const Rule& rule, LocalTime start, const Zone& zone,
                                     Instant from, Instant to, std::size_t limit) {
    const Rule local_rule = rule.in_zone(zone);
    const LocalTime local_to = nearly_local(to, kSlack);
    LocalTime local_from = nearly_local(from, -kSlack);
    std::vector<Instant> found;
    while (found.size() < limit) {
        // A few more than asked: those before `from` fall away, and two may be one instant.
        const std::size_t ask = std::min<std::size_t>(limit - found.size(), 4096) + 8;
        const auto locals = expand(local_rule, start, local_from, local_to, ask);
        for (const LocalTime local : locals) {
            const Instant at = zone.to_instant(local);
            if (at >= from && at < to) found.push_back(at);
        }
        // A skipped hour lands on the one after it, out of order or on top of another instance.
        std::sort(found.begin(), found.end());
        found.erase(std::unique(found.begin(), found.end()), found.end());
        if (locals.size() < ask) break;
        local_from = locals.back() + std::chrono::seconds{1};
    }
    if (found.size() > limit) found.resize(limit);
    return found;
}

Result<std::vector<Instant>> rule_instants(std::string_view rule, std::string_view from,
                                           const Zone& zone, std::size_t n) {
    const auto parsed = parse_rule(rule);
    if (!parsed) return std::unexpected(parsed.error());
    LocalTime start;
    if (const auto local = parse_local(from)) {
        start = *local;
    } else if (const auto day = parse_date(from)) {
        start = *day;
    } else {
        const auto at = parse_moment(from, zone);
        if (!at) return std::unexpected(at.error());
        start = zone.to_local(*at);
    }
    return expand_instants(*parsed, start, zone, Instant::min(), Instant::max(), n);
}

} // namespace kith::calendar
