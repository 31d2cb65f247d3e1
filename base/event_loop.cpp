// SPDX-License-Identifier: MIT
#include "base/event_loop.hpp"

#include <exception>
#include <systemd/sd-event.h>

#include "base/event_guard.hpp"

namespace kith {

using detail::check;

void EventLoop::Unref::operator()(sd_event* event) const noexcept { (void)sd_event_unref(event); }

EventLoop::EventLoop() {
    sd_event* event = nullptr;
    check(sd_event_new(&event), "the event loop could not be made");
    event_.reset(event);
    post_source_ = std::make_unique<DeferSource>(*this, [this] { run_posted(); });
}

int EventLoop::run() {
    const int result = sd_event_loop(event_.get());
    if (result >= 0) return result;
    int code = 0;
    // A negative exit code of our own comes back the same way as an error of the loop.
    if (sd_event_get_exit_code(event_.get(), &code) >= 0 && code == result) return result;
    check(result, "the event loop failed");
    return result;
}

bool EventLoop::run_once(std::chrono::microseconds timeout) {
    if (sd_event_get_state(event_.get()) == SD_EVENT_FINISHED) return false;
    check(sd_event_run(event_.get(), static_cast<std::uint64_t>(timeout.count())),
          "the event loop failed");
    return sd_event_get_state(event_.get()) != SD_EVENT_FINISHED;
}

void EventLoop::exit(int code) {
    check(sd_event_exit(event_.get(), code), "the event loop could not be ended");
}

std::chrono::sys_seconds EventLoop::now() const {
    std::uint64_t micros = 0;
    check(sd_event_now(event_.get(), CLOCK_REALTIME, &micros), "the clock could not be read");
    const std::chrono::microseconds since_epoch(static_cast<std::int64_t>(micros));
    return std::chrono::sys_seconds(std::chrono::floor<std::chrono::seconds>(since_epoch));
}

bool EventLoop::set_watchdog(bool on) {
    const int result = sd_event_set_watchdog(event_.get(), on ? 1 : 0);
    check(result, "the watchdog could not be set");
    return result > 0;
}

void EventLoop::post(std::function<void()> work) {
    posted_.push_back(std::move(work));
    post_source_->schedule();
}

void EventLoop::run_posted() {
    std::deque<std::function<void()>> now;
    now.swap(posted_);
    for (const auto& work : now) {
        try {
            work();
        } catch (const std::exception& e) {
            log_event(Level::Error, "posted work failed", {{"reason", e.what()}});
        } catch (...) {
            log_event(Level::Error, "posted work failed", {{"reason", "unknown"}});
        }
    }
}

} // namespace kith
