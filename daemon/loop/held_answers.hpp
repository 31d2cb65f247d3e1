// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstddef>
#include <deque>
#include <functional>
#include <string>
#include <utility>

#include "base/event_loop.hpp"
#include "base/result.hpp"
#include "core/model/instant.hpp"

namespace kith::daemon {

/// Answers on their way into the ledger: what it refuses is held, and said again in its turn until
/// it is taken. In memory alone, since there is nowhere else; the first ones where there are many.
class HeldAnswers {
  public:
    struct Answer {
        std::string nudge, word;
        Instant at; ///< when it was given
    };
    /// An error where the ledger refuses: it is to be said again.
    using Say = std::function<Result<void>(const Answer& answer)>;
    HeldAnswers(EventLoop& loop, Say say, std::deque<Answer> held = {});

    void take(Answer answer);
    /// Says what is held. True where something was taken.
    bool again();
    [[nodiscard]] bool empty() const { return held_.empty(); }
    /// What is still held, for whoever goes on from here. The loop may be over.
    [[nodiscard]] std::deque<Answer> leave() { return std::exchange(held_, {}); }

    /// Something held was taken, when its time to try again had come.
    std::function<void()> on_taken;

  private:
    static constexpr std::size_t kMost = 64;
    static constexpr std::chrono::seconds kFirst{10}, kLast = std::chrono::minutes{10};

    Say say_;
    std::deque<Answer> held_;
    std::chrono::seconds wait_ = kFirst;
    TimerSource soon_;
};

} // namespace kith::daemon
