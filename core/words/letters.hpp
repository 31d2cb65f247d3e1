// SPDX-License-Identifier: MIT
// What Unicode says of single letters, for the alphabets that have small and large ones. Pure,
// whatever the locale.
#pragma once

#include <cstdint>

namespace kith::words {

/// The small one of a letter; any other code point as it is.
std::uint32_t small_letter(std::uint32_t code_point);

/// A small letter without its accents, hooks and strokes, and ς as σ: the first letter of its
/// decomposition. Any other code point as it is.
std::uint32_t plain_letter(std::uint32_t code_point);

/// Whether the alphabet of a letter has small and large ones (Latin, Greek, Cyrillic, Armenian).
bool has_case(std::uint32_t code_point);

} // namespace kith::words
