// SPDX-License-Identifier: MIT
// Small tools for lines a person wrote: pure, and only of this room.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/words/bank.hpp"

namespace kith::words {

/// Lower case, also of the letters of the languages Kith answers in. As long as `text`.
std::string folded(std::string_view text);

/// `text` without marks and blanks at its ends.
std::string_view without_marks(std::string_view text);

/// What follows `words` where `line` begins with them and a word ends there.
std::optional<std::string_view> after(std::string_view line, std::string_view words);

/// Whether lines in this language are read: the bank's, and English.
bool speaks(std::string_view language, const Bank& bank);

/// Whether `word` stands in that table.
bool is_any(std::span<const std::string_view> table, std::string_view word);

/// A word of one language.
struct SpokenWord {
    std::string_view language, word;
};

/// The same, of the languages that are read.
bool is_any(std::span<const SpokenWord> table, std::string_view word, const Bank& bank);

} // namespace kith::words
