// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/bus.hpp"

namespace kith::cli {

/// The details of a contact, by name; D-Bus type a{sv}.
using Details =
    std::map<std::string, std::variant<std::string, std::int32_t, std::vector<std::string>>>;

/// An argument of a call; the variant's type is the D-Bus type (s, b, i, a{sv}).
using Argument = std::variant<std::string, bool, std::int32_t, Details>;

/// Why there is no connection where kithd runs, and hangs.
inline constexpr std::string_view kSilent =
    "kithd is there, but does not answer. `systemctl --user restart kithd` starts it anew.";

/// What kithd answered: its JSON, or why not with the exit code that goes with it.
struct Answered {
    int code = 0;
    std::string text;
};

/// One connection to kithd's control socket. Blocking; one thread.
class Connection {
  public:
    /// Never starts a daemon. Fails with a sentence where none listens.
    static Result<Connection> open();

    /// Waits at most `patience` for the answer.
    Answered call(const char* method, const std::vector<Argument>& arguments,
                  std::chrono::seconds patience = kBusTimeout);

    [[nodiscard]] sd_bus* bus() const { return bus_.get(); }

  private:
    explicit Connection(Bus bus) : bus_(std::move(bus)) {}
    Bus bus_;
};

} // namespace kith::cli
