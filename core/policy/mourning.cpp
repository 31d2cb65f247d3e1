// SPDX-License-Identifier: MIT
#include "core/policy/mourning.hpp"

#include <algorithm>

namespace kith::policy {

bool is_mourning(const Memory& memory, Instant now) {
    return std::ranges::any_of(memory.connections, [&](const auto& each) {
        return std::ranges::any_of(each.second.states, [&](const StateSpan& span) {
            return span.state == State::Remembered && now < span.until && now - span.from < kGrief;
        });
    });
}

} // namespace kith::policy
