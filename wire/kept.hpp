// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kith::wire {

/// What a look at a plugin's state folder found.
enum class Kept : std::uint8_t {
    Fine,
    TooMuch, ///< more than wire/limits.hpp allows
    Hidden,  ///< it cannot be looked through: a folder that may not be read, or far too deep
};

std::string_view to_word(Kept kept);
std::optional<Kept> kept_from(std::string_view word);

/// Why the job was ended or did not begin, to follow the name of the instance. Empty for Fine.
std::string to_sentence(Kept kept);

} // namespace kith::wire
