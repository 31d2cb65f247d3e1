// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <expected>
#include <functional>
#include <optional>
#include <string>

#include "base/bus.hpp"

namespace kith::desktop {

/// Where a call goes. Nothing is started for it unless `auto_start` says so: a notification server
/// that D-Bus has to start first may hang for half a minute.
struct Target {
    std::string destination;
    std::string path;
    std::string interface;
    std::string member;
    bool auto_start = false;
};

/// Why a call came to nothing: a D-Bus error name and its text, or what the connection said.
struct Refusal {
    std::string name;
    std::string text;
    int code = 0; ///< the errno nearest to it

    /// True when the other side may have acted all the same: the answer was lost, not refused.
    [[nodiscard]] bool may_have_arrived() const;
    /// True when nobody was there to take the call.
    [[nodiscard]] bool nobody_there() const;
};

/// One connection to the session bus or the system bus. Owns its matches. Calls block, each at most
/// as long as the timeout set. One thread; nothing it does throws but for lack of memory.
class SessionBus {
  public:
    enum class Which : std::uint8_t { Session, System };
    using Fill = std::function<int(sd_bus_message*)>;
    using Handler = std::function<void(sd_bus_message*)>;

    /// Connects, or says why not.
    static Result<SessionBus> open(Which which);

    SessionBus(SessionBus&&) noexcept = default;
    SessionBus& operator=(SessionBus&&) = delete;

    void set_timeout(std::chrono::milliseconds timeout);

    /// Calls and waits. `fill` appends the arguments.
    std::expected<BusMessage, Refusal> call(const Target& target, const Fill& fill = {});
    /// Calls without asking for an answer, and sees the call off.
    void tell(const Target& target, const Fill& fill);
    /// A property as its message, positioned inside the variant of `type`; nothing if it has none.
    std::optional<BusMessage> property(const Target& target, const char* type);

    /// The unique name behind a well-known one, or nothing.
    std::optional<std::string> owner_of(const std::string& name);
    /// Whether D-Bus knows how to start it.
    bool can_start(const std::string& name);
    /// Asks D-Bus to start it and waits at most the timeout.
    std::expected<void, Refusal> start(const std::string& name);

    /// Calls `handler` from process() for a signal; an empty part of `from` is any. `about`, if not
    /// empty, is what the signal's first argument must be.
    bool on_signal(const Target& from, Handler handler, const std::string& about = {});

    /// Handles everything that has come in. False when the connection is gone.
    bool process();
    /// process(), after waiting for something to come in if nothing has.
    bool process_within(std::chrono::milliseconds patience);

    [[nodiscard]] int fd() const;
    /// The bus's own id: a unique name means something only together with it.
    [[nodiscard]] std::string id() const;

  private:
    explicit SessionBus(Bus bus) : bus_(std::move(bus)) {}

    Bus bus_;
    std::deque<Handler> handlers_; // sd-bus keeps their addresses
    std::deque<BusSlot> slots_;
};

} // namespace kith::desktop
