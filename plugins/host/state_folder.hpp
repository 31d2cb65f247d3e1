// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>

namespace kith::host {

/// What a plugin may keep in its state folder.
struct StateBound {
    std::uintmax_t bytes = 0;
    std::size_t files = 0;
};

/// True if the folder holds more than that, or cannot be looked through to its end (made
/// unreadable, nested too deeply). Follows no links. A folder that is not there holds nothing.
bool is_overfull(const std::filesystem::path& folder, const StateBound& bound);

/// The same by the bounds of a job; false where it keeps nothing.
bool keeps_too_much(const std::filesystem::path& folder);

} // namespace kith::host
