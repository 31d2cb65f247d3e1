// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <deque>
#include <functional>
#include <memory>

#include "base/event_sources.hpp"

struct sd_event;

namespace kith {

/// One sd-event loop. Not movable: sources and posted work refer to it. Everything that runs in it
/// runs on the thread that calls run(). Construction throws std::system_error.
class EventLoop {
  public:
    EventLoop();
    EventLoop(const EventLoop&) = delete;
    EventLoop& operator=(const EventLoop&) = delete;
    ~EventLoop() = default;

    /// Runs until exit(); returns its code.
    int run();

    /// One round: waits at most `timeout` for something to do and does it. False once exit() ran.
    bool run_once(std::chrono::microseconds timeout);
    void exit(int code = 0);

    /// The wall clock as this round saw it.
    [[nodiscard]] std::chrono::sys_seconds now() const;

    /// Answers systemd's watchdog from the loop, or stops. True where systemd asked for that.
    bool set_watchdog(bool on);

    /// Runs `work` in the next round. What it posts itself runs in the round after.
    void post(std::function<void()> work);

    /// For sd_bus_attach_event and the sources; borrowed.
    [[nodiscard]] sd_event* handle() const { return event_.get(); }

  private:
    struct Unref {
        void operator()(sd_event* event) const noexcept;
    };
    void run_posted();

    std::unique_ptr<sd_event, Unref> event_;
    std::deque<std::function<void()>> posted_;
    std::unique_ptr<DeferSource> post_source_;
};

} // namespace kith
