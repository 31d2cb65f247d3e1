// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/bus.hpp"
#include "base/event_loop.hpp"
#include "daemon/control/commands.hpp"

namespace kith::daemon {

/// The control socket: D-Bus peer to peer at `$XDG_RUNTIME_DIR/kith/control`, interface
/// org.kith.Kith1. Beyond 64 callers at once the oldest one's line is closed. Only the same user
/// can reach it (folder 0700), and another uid is refused besides.
class ControlSocket {
  public:
    /// Listens. The path an earlier daemon left is taken over; that of one that still listens (on
    /// another state folder: the ledger's lock keeps out a second on this one) is not.
    static Result<std::unique_ptr<ControlSocket>> open(EventLoop& loop, Commands& commands,
                                                       const std::filesystem::path& dir);
    ControlSocket(const ControlSocket&) = delete;
    ControlSocket& operator=(const ControlSocket&) = delete;
    ~ControlSocket();

    /// Signals to everyone who listens.
    void nudge_offered(const std::string& json);
    void changed(const std::string& json);

  private:
    struct Peer {
        Bus bus;
        BusSlot slot;
        BusSlot gone;
    };
    ControlSocket(EventLoop& loop, Commands& commands, std::filesystem::path path, UniqueFd socket);
    void accept();
    void emit(const char* member, const std::string& json);
    void drop(sd_bus* bus);
    void take_what_lies();

    EventLoop& loop_;
    Commands& commands_;
    std::filesystem::path path_;
    UniqueFd socket_;
    IoSource listening_;
    AfterwardsSource afterwards_;
    std::vector<std::unique_ptr<Peer>> peers_;
};

} // namespace kith::daemon
