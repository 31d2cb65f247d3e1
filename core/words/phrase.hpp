// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kith::words {

/// In small letters; whatever is none as it is. Curly apostrophes become plain. Pure, whatever the
/// locale.
std::string fold_case(std::string_view text);

/// A text as phrases are looked for in it: words (letters, digits, apostrophes inside) and single
/// signs, in lower case. Spaces are gone.
std::vector<std::string> tokens(std::string_view text);

/// Whether a word is none: a mark, or a picture instead of one.
bool is_of_signs(std::string_view token);

/// A phrase that may not stand in a nudge, as the word files write it: words and signs; `*` at a
/// word's end is any ending; `#` is a number in digits or one of `numbers`; `...` is anything in
/// between; `-` at a word's beginning: not where that follows. Matches whole words alone.
class Phrase {
  public:
    explicit Phrase(std::string_view written);

    /// Whether it stands somewhere in `text`.
    [[nodiscard]] bool stands_in(std::span<const std::string> text,
                                 std::span<const std::string> numbers) const;
    [[nodiscard]] const std::string& written() const { return written_; }
    [[nodiscard]] bool empty() const { return parts_.empty(); }

  private:
    bool matches_at(std::span<const std::string> text, std::span<const std::string> numbers,
                    std::size_t at, std::size_t part) const;

    std::string written_;
    std::vector<std::string> parts_;
};

} // namespace kith::words
