// SPDX-License-Identifier: MIT
#include "daemon/loop/held_answers.hpp"

#include <algorithm>
#include <utility>

#include "base/log.hpp"

namespace kith::daemon {

HeldAnswers::HeldAnswers(EventLoop& loop, Say say)
    : say_(std::move(say)), soon_(loop, TimerClock::Boottime, [this] {
          if (again() && on_taken) on_taken();
      }) {}

void HeldAnswers::take(const std::string& nudge, const std::string& word) {
    if (held_.size() >= kMost)
        return log_event(Level::Warning, "an answer was not noted: too many wait for the ledger");
    held_.push_back({nudge, word});
    const bool first = held_.size() == 1;
    (void)again();
    if (first && !held_.empty())
        log_event(Level::Warning, "an answer waits until the ledger takes it");
}

bool HeldAnswers::again() {
    bool taken = false;
    while (!held_.empty()) {
        auto next = std::move(held_.front());
        held_.pop_front();
        if (!say_(next.nudge, next.word)) {
            held_.push_front(std::move(next));
            soon_.set_in(wait_, wait_ / 4);
            wait_ = std::min(wait_ * 2, kLast);
            return taken;
        }
        taken = true;
    }
    soon_.disable();
    wait_ = kFirst;
    return taken;
}

} // namespace kith::daemon
