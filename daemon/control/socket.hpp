// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

#include "base/bus.hpp"
#include "base/event_loop.hpp"
#include "daemon/control/commands.hpp"

namespace kith::daemon {

/// The control socket: D-Bus peer to peer at `$XDG_RUNTIME_DIR/kith/control`, interface
/// org.kith.Kith1. Beyond 64 callers at once the oldest one's line is closed. Only the same user
/// can reach it (folder 0700), and another uid is refused besides.
///
/// The path an earlier daemon left is taken over; that of one that still listens is not: it has
/// another state folder, or this one waits for its ledger. Where it cannot be had, or is
/// taken away later, that is tried again until it is there: without it `kith` finds nobody.
class ControlSocket {
  public:
    ControlSocket(EventLoop& loop, Commands& commands, std::filesystem::path dir);
    ControlSocket(const ControlSocket&) = delete;
    ControlSocket& operator=(const ControlSocket&) = delete;
    ~ControlSocket();

    /// Where there is no socket yet: whoever had its path may have gone.
    void try_now();

    /// Signals to everyone who listens.
    void nudge_offered(const std::string& json);
    void changed(const std::string& json);

  private:
    struct Peer {
        Bus bus;
        BusSlot slot;
        BusSlot gone;
    };
    void listen();
    Result<void> try_to_listen();
    void look_after();
    void accept();
    void emit(const char* member, const std::string& json);
    void drop(sd_bus* bus);
    void take_what_lies();

    EventLoop& loop_;
    Commands& commands_;
    std::filesystem::path dir_, path_;
    UniqueFd socket_;
    std::optional<IoSource> listening_;
    std::optional<InotifySource> watch_; ///< of its folder, while there is a socket
    TimerSource again_;                  ///< while there is none
    std::string refused_;                ///< why there is none; said once
    std::chrono::seconds wait_;          ///< before the next try
    ino_t inode_ = 0;                    ///< of the name it has; another's would hide it
    AfterwardsSource afterwards_;
    std::vector<std::unique_ptr<Peer>> peers_;
};

} // namespace kith::daemon
