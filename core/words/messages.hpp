// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "core/words/bank.hpp"

namespace kith::words {

// What Kith says beside its offers, in the bank's language; where its word file has no such
// message, in English.

/// The keys of `messages` in a word file.
std::span<const std::string_view> message_keys();

/// What a message may hold, filled when it is said with at most `longest` bytes.
struct MessageHole {
    std::string_view text; ///< {thing}
    std::size_t longest;
};
std::span<const MessageHole> message_holes();

/// Said once when nobody has answered for long (domain.md B8).
Message going_quiet(const Bank& bank);

/// What a deliverer brings so that one sees it can (`kith doctor --ring`).
Message sample(const Bank& bank);

inline constexpr std::string_view kConfigurationFile = "kith.yaml";
inline constexpr std::string_view kMemoryFile = "ledger.db";

/// Said once when something has not worked for long (domain.md B5): plugins by id,
/// kConfigurationFile, or kMemoryFile where it was lost. Not for an empty list.
Message trouble(const Bank& bank, std::span<const std::string> things);

/// Asked back once, by the way it came, when a reply names somebody nobody is sure of. `names` are
/// those it could be; there may be none.
Message whom(const Bank& bank, std::span<const std::string> names);

} // namespace kith::words
