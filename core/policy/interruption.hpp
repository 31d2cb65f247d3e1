// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "core/policy/memory.hpp"

namespace kith::policy {

/// What is known of time when Kith wakes.
struct Waking {
    Instant now{};                ///< by the clock on the wall
    Instant alive{};              ///< when it woke last, by that clock, also in an earlier run
    std::chrono::seconds slept{}; ///< since it woke last in this run, by that clock
    std::chrono::seconds awake{}; ///< the same by a clock that nobody sets; it goes on in suspend
};

/// How the clock was set since Kith woke last.
struct Jump {
    std::chrono::seconds by{}; ///< more than an hour either way, or 0
    bool at_least = false;     ///< back between two runs: nobody knows how long there was none

    explicit operator bool() const { return by != std::chrono::seconds{0}; }
    /// As the ledger keeps it.
    [[nodiscard]] std::string text() const;
};
Jump clock_jump(const Waking& waking);

/// After more than 36 hours without Kith, or a jump of the clock either way, the next slot stays
/// silent, so that nothing rings at once (domain.md B7).
std::optional<Event> interruption(const Memory& memory, const Waking& waking);

} // namespace kith::policy
