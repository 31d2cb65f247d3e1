// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <kith/plugin.hpp>

#include "plugins/desktop/session_bus.hpp"

namespace kith::desktop {

/// Opens what *Say hi* leads to, in the person's own mail, chat or phone program: by the desktop
/// portal, or by xdg-open where there is none. Never both: a portal that may have taken the request
/// is left to it.
class Opener {
  public:
    enum class By : std::uint8_t { Auto, Portal, Program, Nothing };

    Opener(const plugin::Host& host, SessionBus& bus, By by) : host_(host), bus_(bus), by_(by) {}

    /// `token` lets the opened window come to the front (xdg-activation); may be empty. Fails with
    /// a sentence that does not name the address.
    Result<void> open(const std::string& uri, const std::string& token);

    /// True from a request the portal took until it answers: it gives up on who leaves the bus
    /// before (say, while the person still picks a program).
    [[nodiscard]] bool waiting() const { return !request_.empty(); }

  private:
    enum class Portal : std::uint8_t { Took, Declined, Absent };
    Portal ask_portal(const std::string& uri, const std::string& token);

    const plugin::Host& host_;
    SessionBus& bus_;
    By by_;
    std::string request_; ///< object path of the portal's open request
};

/// `auto`, `portal`, `xdg-open` or `nothing`.
std::optional<Opener::By> opener_from(std::string_view word);

} // namespace kith::desktop
