// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <expected>
#include <optional>
#include <string>
#include <vector>

#include "base/bus.hpp"
#include "plugins/host/child.hpp"

namespace kith::host {

/// A program as a transient unit of the person's service manager: outside Kith's own fence, with
/// the environment of the session, and seen by `systemctl --user`. One thread.
class ManagerUnit {
  public:
    /// Why there is no unit: an errno, or nothing where there is no such manager to ask.
    using NoUnit = std::optional<int>;

    /// Starts it; after `longest` the manager ends it, should nobody else. What a program leaves
    /// running at its own end stays.
    static std::expected<ManagerUnit, NoUnit> start(const std::vector<std::string>& words,
                                                    const std::vector<std::string>& environment,
                                                    const Streams& streams,
                                                    std::chrono::milliseconds longest);

    /// The bus, to wait on. After it was readable, ended() may say more.
    [[nodiscard]] int fd() const { return sd_bus_get_fd(bus_.get()); }

    /// The status, as waitpid gives it, once it has ended.
    std::optional<int> ended();

    /// Ends it and all it started.
    void kill();

  private:
    ManagerUnit(Bus bus, std::string name, std::string path)
        : bus_(std::move(bus)), name_(std::move(name)), path_(std::move(path)) {}

    [[nodiscard]] std::string state() const;
    [[nodiscard]] bool still_queued() const;
    [[nodiscard]] int number(const char* property) const;

    Bus bus_;
    std::string name_;
    std::string path_;
};

} // namespace kith::host
