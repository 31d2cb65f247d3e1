// SPDX-License-Identifier: MIT
// What an EventLoop can wait for. Every source is a member of whoever needs it: its destruction
// cancels, and a callback may destroy or replace its own source. A callback that throws is logged
// and the loop goes on. Constructors throw std::system_error. One thread: the loop's.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string_view>
#include <sys/types.h>

#include "base/unique_fd.hpp"

struct sd_event_source;

namespace kith {

class EventLoop;

/// What all sources share: one sd_event_source and the callback it runs.
class EventSource {
  public:
    EventSource(EventSource&&) noexcept = default;
    EventSource& operator=(EventSource&&) noexcept = default;
    EventSource(const EventSource&) = delete;
    EventSource& operator=(const EventSource&) = delete;

    /// Lower runs first; 0 at the start.
    void set_priority(std::int64_t priority);
    void disable();

  protected:
    struct Unref {
        void operator()(sd_event_source* source) const noexcept;
    };
    EventSource() = default;
    ~EventSource() = default;

    // Shared with a trampoline while the callback runs, so that it may destroy its source.
    std::shared_ptr<void> callback_;
    std::unique_ptr<sd_event_source, Unref> source_;
};

enum class TimerClock : std::uint8_t {
    Realtime,  ///< the wall clock: jumps with it
    Boottime,  ///< counts through suspend
    Monotonic, ///< stands still in suspend
};

/// Fires once each time it is set. Accuracy says how much later it may fire, so wake-ups coalesce.
class TimerSource : public EventSource {
  public:
    TimerSource(EventLoop& loop, TimerClock clock, std::function<void()> callback);

    /// Realtime only; a moment past fires in the next round, sys_seconds::max() never.
    void set_at(std::chrono::sys_seconds at, std::chrono::microseconds accuracy);
    void set_in(std::chrono::microseconds delay, std::chrono::microseconds accuracy);
    [[nodiscard]] bool armed() const;
};

/// Runs with the EPOLL* bits that are set. The descriptor stays the caller's and must outlive this.
class IoSource : public EventSource {
  public:
    IoSource(EventLoop& loop, int fd, std::uint32_t events,
             std::function<void(std::uint32_t)> callback);
    void set_events(std::uint32_t events);
};

/// Blocks the signal in this thread, for good: a child process must unblock it before exec.
class SignalSource : public EventSource {
  public:
    SignalSource(EventLoop& loop, int signal, std::function<void()> callback);
};

/// Runs at the end of each round in which something else happened; never wakes by itself.
class AfterwardsSource : public EventSource {
  public:
    AfterwardsSource(EventLoop& loop, std::function<void()> callback);
};

struct ChildExit {
    int code = 0;   ///< exit status, where signal is 0
    int signal = 0; ///< what killed it, or 0
};

/// Waits for a child and reaps it. The child belongs to this: it is killed if it still runs at
/// destruction. Blocks SIGCHLD in this thread, for good.
class ChildSource : public EventSource {
  public:
    ChildSource(EventLoop& loop, UniqueFd pidfd, std::function<void(ChildExit)> callback);
    /// Nothing happens if it has already ended.
    void kill(int signal);
};

/// Watches a file or folder with IN_* bits. An event with IN_Q_OVERFLOW says that some were lost,
/// IN_IGNORED that the watch is gone. `name` is that of the entry in a folder.
class InotifySource : public EventSource {
  public:
    using Callback = std::function<void(std::uint32_t mask, std::string_view name)>;
    InotifySource(EventLoop& loop, const std::filesystem::path& path, std::uint32_t mask,
                  Callback callback);
};

/// Runs once in the loop's next round after each schedule(), however often that was called.
class DeferSource : public EventSource {
  public:
    DeferSource(EventLoop& loop, std::function<void()> callback);
    void schedule();
};

/// Runs when the wall clock was set rather than ticked on (timerfd's cancel-on-set); newer kernels
/// count a resume from suspend as that too.
class ClockChangeSource {
  public:
    ClockChangeSource(EventLoop& loop, std::function<void()> callback);

  private:
    UniqueFd timer_;
    std::unique_ptr<IoSource> io_;
};

} // namespace kith
