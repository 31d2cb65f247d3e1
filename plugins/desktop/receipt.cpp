// SPDX-License-Identifier: MIT
#include "plugins/desktop/receipt.hpp"

#include <charconv>

#include "base/text.hpp"

namespace kith::desktop {

std::string Receipt::text() const { return bus_id + " " + owner + " " + std::to_string(id); }

std::optional<Receipt> Receipt::parse(std::string_view text) {
    const auto parts = split(text, ' ');
    if (parts.size() != 3 || parts[0].empty() || !parts[1].starts_with(':')) return std::nullopt;
    Receipt receipt{parts[0], parts[1], 0};
    const std::string& number = parts[2];
    const auto [end, error] =
        std::from_chars(number.data(), number.data() + number.size(), receipt.id);
    if (error != std::errc{} || end != number.data() + number.size() || receipt.id == 0)
        return std::nullopt;
    return receipt;
}

} // namespace kith::desktop
