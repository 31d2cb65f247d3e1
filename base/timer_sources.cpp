// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstdint>
#include <ctime>
#include <limits>
#include <sys/epoll.h>
#include <sys/timerfd.h>
#include <systemd/sd-event.h>
#include <unistd.h>

#include "base/event_guard.hpp"
#include "base/event_loop.hpp"

namespace kith {

using detail::call_held;
using detail::check;
using detail::hold;
using std::chrono::microseconds;

namespace {

int on_time(sd_event_source*, std::uint64_t, void* userdata) noexcept {
    return call_held<std::function<void()>>(userdata, "timer");
}

clockid_t clock_id(TimerClock clock) {
    switch (clock) {
    case TimerClock::Realtime: return CLOCK_REALTIME;
    case TimerClock::Boottime: return CLOCK_BOOTTIME;
    case TimerClock::Monotonic: break;
    }
    return CLOCK_MONOTONIC;
}

void arm(sd_event_source* source, microseconds accuracy) {
    // 0 would mean sd-event's default of 250 ms.
    const auto slack = static_cast<std::uint64_t>(std::max<std::int64_t>(1, accuracy.count()));
    check(sd_event_source_set_time_accuracy(source, slack), "a timer could not be set");
    check(sd_event_source_set_enabled(source, SD_EVENT_ONESHOT), "a timer could not be set");
}

/// Far in the future, cancelled by any setting of the clock.
void arm_cancel_on_set(int fd) {
    itimerspec far{};
    far.it_value.tv_sec = std::numeric_limits<std::time_t>::max();
    const int flags = TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET;
    if (::timerfd_settime(fd, flags, &far, nullptr) < 0)
        check(-errno, "the clock can't be watched");
}

} // namespace

TimerSource::TimerSource(EventLoop& loop, TimerClock clock, std::function<void()> callback) {
    auto held = hold(std::move(callback));
    sd_event_source* source = nullptr;
    check(sd_event_add_time(loop.handle(), &source, clock_id(clock), UINT64_MAX, 1, on_time,
                            held.get()),
          "a timer could not be made");
    source_.reset(source);
    callback_ = std::move(held);
    disable();
}

void TimerSource::set_at(std::chrono::sys_seconds at, microseconds accuracy) {
    constexpr std::int64_t kLatest = std::numeric_limits<std::int64_t>::max() / 1'000'000;
    const std::int64_t seconds = std::max<std::int64_t>(0, at.time_since_epoch().count());
    const bool never = seconds >= kLatest;
    const auto micros = never ? UINT64_MAX : static_cast<std::uint64_t>(seconds) * 1'000'000U;
    check(sd_event_source_set_time(source_.get(), micros), "a timer could not be set");
    arm(source_.get(), accuracy);
}

void TimerSource::set_in(microseconds delay, microseconds accuracy) {
    const auto micros = static_cast<std::uint64_t>(std::max<std::int64_t>(0, delay.count()));
    check(sd_event_source_set_time_relative(source_.get(), micros), "a timer could not be set");
    arm(source_.get(), accuracy);
}

bool TimerSource::armed() const { return sd_event_source_get_enabled(source_.get(), nullptr) > 0; }

ClockChangeSource::ClockChangeSource(EventLoop& loop, std::function<void()> callback)
    : timer_(::timerfd_create(CLOCK_REALTIME, TFD_NONBLOCK | TFD_CLOEXEC)) {
    if (!timer_) check(-errno, "the clock can't be watched");
    arm_cancel_on_set(timer_.get());
    const auto on_change = [fd = timer_.get(), callback = std::move(callback)](std::uint32_t) {
        std::uint64_t expirations = 0;
        const bool set = ::read(fd, &expirations, sizeof expirations) < 0 && errno == ECANCELED;
        arm_cancel_on_set(fd);
        if (set) callback();
    };
    io_ = std::make_unique<IoSource>(loop, timer_.get(), EPOLLIN, on_change);
}

} // namespace kith
