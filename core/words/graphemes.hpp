// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace kith::words {

/// Where the sign that begins at `pos` (which must be inside `text`) ends: what a reader sees as
/// one, accents, joined emoji, flags and Indic clusters whole. After the Unicode rules of text
/// segmentation (UAX 29). Pure.
std::size_t grapheme_end(std::string_view text, std::size_t pos);

/// `text` cut to at most `max_points` code points, never inside a sign, with an ellipsis in place
/// of what was cut. `text` is well-formed UTF-8.
std::string cut(std::string_view text, std::size_t max_points);

/// True where some of it is written from right to left (Hebrew, Arabic and their neighbours).
bool has_right_to_left(std::string_view text);

/// `text` set apart, so that its direction of writing does not turn what stands around it: between
/// U+2068 and U+2069 where that could matter, else as it is.
std::string isolated(std::string_view text);

} // namespace kith::words
