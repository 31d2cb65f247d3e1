// SPDX-License-Identifier: MIT
#include "core/policy/hello_days.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/hash.hpp"
#include "core/policy/mourning.hpp"
#include "core/policy/standing.hpp"

namespace kith::policy {

Hellos hellos_at(const Memory& memory, const calendar::Zone& zone, Instant now) {
    const auto begun = memory.told.find(kHellos);
    if (begun == memory.told.end()) return Hellos::None;
    const auto end = calendar::local_day(begun->second, zone) + kHelloDays;
    return calendar::local_day(now, zone) < end ? Hellos::On : Hellos::Gone;
}

bool hellos_wait(const Settings& settings, const Memory& memory, const calendar::Zone& zone,
                 Instant now) {
    const auto days = standing(settings, memory, zone, now);
    return days.hard_week || days.away || is_grieving(memory.modes, now) ||
           is_mourning(memory, now);
}

const words::Template* hello_of(const words::Bank& bank, calendar::Day first, calendar::Day day) {
    std::vector<std::pair<double, const words::Template*>> drawn;
    for (const auto& t : bank.templates)
        if (t.topic == words::Topic::Small && t.when.empty() && !(t.title + t.body).contains('{'))
            drawn.emplace_back(
                unit(fmt::format("hello:{}:{}", calendar::format_date(first), t.key)), &t);
    if (drawn.empty()) return nullptr;
    std::ranges::sort(drawn);
    const auto turn = std::max(day - first, std::chrono::days{0}).count(); // clocks go back too
    return drawn[static_cast<std::size_t>(turn) % drawn.size()].second;
}

} // namespace kith::policy
