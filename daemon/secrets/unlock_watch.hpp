// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <vector>

#include "base/bus.hpp"
#include "base/event_loop.hpp"

namespace kith::daemon {

/// Listens on the user's bus for a keyring that is unlocked or an online account that works again.
/// Connected only between start() and stop(): with nothing locked it wakes nobody. Asks for nothing
/// and starts nothing. Where there is no bus it stays silent; the usual back-off tries again.
class UnlockWatch {
  public:
    UnlockWatch(EventLoop& loop, std::function<void()> on_change);
    UnlockWatch(const UnlockWatch&) = delete;
    UnlockWatch& operator=(const UnlockWatch&) = delete;
    ~UnlockWatch() = default;

    void start();
    void stop();

  private:
    static int on_signal(sd_bus_message* message, void* self, sd_bus_error* error) noexcept;
    static int on_listening(sd_bus_message* message, void* self, sd_bus_error* error) noexcept;

    EventLoop& loop_;
    std::function<void()> on_change_;
    Bus bus_;
    std::vector<BusSlot> slots_;
    std::optional<std::chrono::steady_clock::time_point> last_; ///< on_change was called
    TimerSource gap_;  ///< what changed before anybody listened
    TimerSource soon_; ///< an unlock is several signals: the last within a moment counts
};

} // namespace kith::daemon
