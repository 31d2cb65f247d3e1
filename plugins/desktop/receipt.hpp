// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kith::desktop {

/// Where a notification is shown. Ids mean something to one server only, and a unique name only on
/// one bus, so all three belong together: with any of them changed the notification is gone.
struct Receipt {
    std::string bus_id;
    std::string owner; ///< the server's unique name
    std::uint32_t id = 0;

    [[nodiscard]] std::string text() const;
    /// Reads text(), or nothing.
    static std::optional<Receipt> parse(std::string_view text);

    [[nodiscard]] bool same_server(const Receipt& other) const {
        return bus_id == other.bus_id && owner == other.owner;
    }
    friend bool operator==(const Receipt&, const Receipt&) = default;
};

} // namespace kith::desktop
