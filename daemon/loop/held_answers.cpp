// SPDX-License-Identifier: MIT
#include "daemon/loop/held_answers.hpp"

#include <algorithm>
#include <utility>

#include "base/log.hpp"

namespace kith::daemon {

HeldAnswers::HeldAnswers(EventLoop& loop, Say say, std::deque<Answer> held)
    : say_(std::move(say)), held_(std::move(held)), soon_(loop, TimerClock::Boottime, [this] {
          if (again() && on_taken) on_taken();
      }) {}

void HeldAnswers::take(Answer answer) {
    if (held_.size() >= kMost)
        return log_event(Level::Warning, "an answer was not noted: too many wait for the ledger");
    held_.push_back(std::move(answer));
    const bool first = held_.size() == 1;
    (void)again();
    if (first && !held_.empty())
        log_event(Level::Warning, "an answer waits until the ledger takes it");
}

bool HeldAnswers::again() {
    bool taken = false;
    while (!held_.empty()) {
        if (!say_(held_.front())) {
            soon_.set_in(wait_, wait_ / 4);
            wait_ = std::min(wait_ * 2, kLast);
            return taken;
        }
        held_.pop_front();
        taken = true;
    }
    soon_.disable();
    wait_ = kFirst;
    return taken;
}

} // namespace kith::daemon
