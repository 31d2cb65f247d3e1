// SPDX-License-Identifier: MIT
#include "daemon/fleet/log_ration.hpp"

namespace kith::fleet {

LogRation::Say LogRation::take(const std::string& instance, bool grave, Instant now) {
    auto& said = said_[{instance, grave}];
    // A clock set back begins a day anew as well.
    if (const auto day = std::chrono::floor<std::chrono::days>(now); day != said.day)
        said = {day, 0};
    if (said.lines > kADay) return Say::No;
    return ++said.lines > kADay ? Say::Last : Say::Yes;
}

} // namespace kith::fleet
