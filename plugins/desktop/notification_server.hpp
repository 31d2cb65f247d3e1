// SPDX-License-Identifier: MIT
#pragma once

#include <expected>
#include <functional>
#include <optional>
#include <string>

#include "plugins/desktop/content.hpp"
#include "plugins/desktop/receipt.hpp"
#include "plugins/desktop/session_bus.hpp"

namespace kith::desktop {

inline constexpr const char* kNotifications = "org.freedesktop.Notifications";
inline constexpr const char* kNotificationsPath = "/org/freedesktop/Notifications";

/// What a server said about one notification.
struct Heard {
    std::string sender; ///< the server's unique name
    std::uint32_t id = 0;
    std::string key;          ///< ActionInvoked: the action; ActivationToken: the token
    std::uint32_t reason = 0; ///< NotificationClosed: 1 ran out, 2 dismissed, 3 taken back, 4 other
};

/// org.freedesktop.Notifications (specification 1.2 and 1.3), whichever program serves it now.
/// Every call goes to one server by its unique name, so a restart in between is seen, not guessed.
class NotificationServer {
  public:
    struct Events {
        std::function<void(const Heard&)> action;
        std::function<void(const Heard&)> token;
        std::function<void(const Heard&)> closed;
        std::function<void(const std::string& new_owner)> owner_changed; ///< empty: gone
    };

    explicit NotificationServer(SessionBus& bus) : bus_(bus) {}

    /// Asks for the signals. Before notify(), so that none is missed.
    void listen(Events events);

    /// The server's unique name; starts it where D-Bus knows how. Nothing if there is none.
    std::expected<std::string, Refusal> find();

    std::expected<Capabilities, Refusal> capabilities(const std::string& owner);

    /// Shows it. `replaces` is 0, or an id this very server gave.
    std::expected<Receipt, Refusal> notify(const std::string& owner, const Content& content,
                                           std::uint32_t replaces);

    /// Takes it off the screen and waits; an id the server no longer knows is fine.
    std::expected<void, Refusal> close(const Receipt& receipt);
    /// The same without waiting.
    void close_later(const Receipt& receipt);

  private:
    SessionBus& bus_;
};

} // namespace kith::desktop
