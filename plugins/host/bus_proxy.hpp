// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

#include "base/result.hpp"
#include "base/unique_fd.hpp"

namespace kith::host {

enum class WhichBus : std::uint8_t { Session, System };

/// Where the jailed half finds a bus: a path that is none, which the broker knows.
const char* jailed_path(WhichBus which);

/// An `xdg-dbus-proxy` that lets through to the person's buses only what is said to, or comes from,
/// the names a manifest lists. Started when it is first needed; ends with its owner.
class BusProxy {
  public:
    BusProxy(std::vector<std::string> session, std::vector<std::string> system)
        : session_(std::move(session)), system_(std::move(system)) {}
    BusProxy(const BusProxy&) = delete;
    BusProxy& operator=(const BusProxy&) = delete;
    ~BusProxy();

    [[nodiscard]] bool offers(WhichBus which) const {
        return !(which == WhichBus::Session ? session_ : system_).empty();
    }

    /// The socket behind which the filtered bus is. Waits for the proxy's start.
    Result<std::filesystem::path> socket_of(WhichBus which);

  private:
    Result<void> start();
    [[nodiscard]] std::vector<std::string> words(int told) const;

    std::vector<std::string> session_;
    std::vector<std::string> system_;
    std::filesystem::path folder_;
    UniqueFd alive_; ///< the proxy ends when this closes
    pid_t pid_ = -1;
};

} // namespace kith::host
