// SPDX-License-Identifier: MIT
#include "core/policy/last_slot.hpp"

#include <algorithm>

namespace kith::policy {
namespace {

bool is_quiet_time(const Hours& hours, TimeOfDay time) {
    if (hours.quiet_from == hours.quiet_to) return false;
    if (hours.quiet_from < hours.quiet_to) return hours.quiet_from <= time && time < hours.quiet_to;
    return time >= hours.quiet_from || time < hours.quiet_to;
}

} // namespace

bool is_last_slot(const Hours& hours, std::size_t index) {
    auto slots = hours.slots;
    std::ranges::sort(slots);
    slots.erase(std::ranges::unique(slots).begin(), slots.end());
    while (slots.size() > 1 && is_quiet_time(hours, slots.back())) slots.pop_back();
    return index + 1 == slots.size();
}

} // namespace kith::policy
