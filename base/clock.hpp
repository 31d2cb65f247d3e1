// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>

namespace kith {

/// Where the time of day comes from, so that tests own it.
struct Clock {
    Clock() = default;
    Clock(const Clock&) = delete;
    Clock& operator=(const Clock&) = delete;
    virtual ~Clock() = default;

    [[nodiscard]] virtual std::chrono::sys_seconds now() const = 0;
};

/// The machine's own wall clock.
struct SystemClock final : Clock {
    [[nodiscard]] std::chrono::sys_seconds now() const override {
        return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    }
};

} // namespace kith
