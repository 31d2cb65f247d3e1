// SPDX-License-Identifier: MIT
// Owners for sd-bus's handles, and the two ends of a connection without a bus daemon. Nothing more
// is wrapped: who speaks D-Bus uses sd-bus itself. A bus must not cross a fork.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <systemd/sd-bus.h>

#include "base/result.hpp"
#include "base/unique_fd.hpp"

namespace kith {

struct BusCloser {
    void operator()(sd_bus* bus) const noexcept { (void)sd_bus_close_unref(bus); }
    void operator()(sd_bus_slot* slot) const noexcept { (void)sd_bus_slot_unref(slot); }
    void operator()(sd_bus_message* message) const noexcept { (void)sd_bus_message_unref(message); }
};
using Bus = std::unique_ptr<sd_bus, BusCloser>;
using BusSlot = std::unique_ptr<sd_bus_slot, BusCloser>;
using BusMessage = std::unique_ptr<sd_bus_message, BusCloser>;

/// An sd_bus_error for the length of a call.
class BusError {
  public:
    BusError() = default;
    BusError(const BusError&) = delete;
    BusError& operator=(const BusError&) = delete;
    ~BusError() { sd_bus_error_free(&error_); }

    [[nodiscard]] sd_bus_error* out() { return &error_; }
    [[nodiscard]] bool is(const char* name) const {
        return sd_bus_error_has_name(&error_, name) > 0;
    }

    /// Its message, else its name, else what `result` (a negative errno) means.
    [[nodiscard]] std::string text(int result = 0) const;

  private:
    sd_bus_error error_{};
};

inline constexpr std::chrono::seconds kBusTimeout{5};

/// One end of a connected stream socket as a bus of two. No sender checks happen here: who may
/// connect is decided by who can reach the socket. Calls time out after kBusTimeout.
Result<Bus> open_peer_server(UniqueFd socket);
Result<Bus> open_peer_client(UniqueFd socket);

/// The user's bus; fails where there is none.
Result<Bus> open_user_bus();

} // namespace kith
