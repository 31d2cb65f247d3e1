// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <thread>

#include "base/result.hpp"
#include "base/unique_fd.hpp"

namespace kith::host {

/// A connection to a bus, and the thread that carries it.
struct Relay {
    UniqueFd client; ///< the end to hand on
    std::jthread thread;
};

/// A connection to the socket of an xdg-dbus-proxy, through a thread that paces the handshake:
/// libsystemd sends all of it at once, and the proxy (0.1.4; its issue 21) then gives up. Carries
/// no descriptors, and says so in the handshake. The thread ends with either side, but not before
/// the proxy has passed on what a client said last.
Result<Relay> connect_through_relay(const std::filesystem::path& proxy);

} // namespace kith::host
