// SPDX-License-Identifier: MIT
// What Unicode says of single letters and signs, as utf8proc has it. Pure, whatever the locale.
#pragma once

#include <cstdint>

namespace kith::words {

/// The small one of a letter; any other code point as it is.
std::uint32_t small_letter(std::uint32_t code_point);

/// A small letter without its accents, hooks and strokes, and ς as σ: the first letter of its
/// decomposition. Any other code point as it is.
std::uint32_t plain_letter(std::uint32_t code_point);

/// Whether it is a small letter of an alphabet in which names begin with a large one.
bool is_small(std::uint32_t code_point);

/// Whether it stands between words: punctuation, symbols, emoji, spaces, what is unseen. (A letter,
/// a digit, a mark of one or what is not assigned yet is none.)
bool is_sign(std::uint32_t code_point);

/// Whether it only changes how the letter before it looks: an accent that is a code point of its
/// own, or the choice of a variant.
bool is_accent(std::uint32_t code_point);

/// Whether it is a letter that is written from right to left (UAX 9, classes R and AL).
bool is_right_to_left(std::uint32_t code_point);

} // namespace kith::words
