// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

#include "core/policy/memory.hpp"

namespace kith::policy {

/// Event::occasion of a Told event: the ledger goes on from a copy, or anew, and what came after
/// is not known. Also of what was brought over from beside the ledger then, which nobody has just
/// said.
inline constexpr std::string_view kFromCopy = "from-copy";

/// For so long nothing is offered then, whatever settling is set to: who was offered lately, and
/// what was answered, could not be told.
inline constexpr auto kCopySettles = std::chrono::hours{48};

/// When that was last, if it ever was.
inline std::optional<Instant> from_copy_at(const Memory& memory) {
    const auto told = memory.told.find(kFromCopy);
    return told == memory.told.end() ? std::nullopt : std::optional{told->second};
}

} // namespace kith::policy
