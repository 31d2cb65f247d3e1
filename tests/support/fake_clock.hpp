// SPDX-License-Identifier: MIT
#pragma once

#include "base/clock.hpp"

namespace kith::test {

/// A clock that moves only when told.
class FakeClock final : public Clock {
  public:
    explicit FakeClock(std::chrono::sys_seconds start) : now_(start) {}
    [[nodiscard]] std::chrono::sys_seconds now() const override { return now_; }
    void set(std::chrono::sys_seconds now) { now_ = now; }
    void advance(std::chrono::seconds by) { now_ += by; }

  private:
    std::chrono::sys_seconds now_;
};

} // namespace kith::test
