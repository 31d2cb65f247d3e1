// SPDX-License-Identifier: MIT
// Where in a text somebody may be named, in the spellings names have there. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace kith::policy {

/// What a word is of somebody's: nothing, a telling part of the name that others may share and that
/// may be a word as well (a surname), such a part that calls them behind a title (Frau Sommer), or
/// what they are called by.
enum class NameWord : unsigned char { None, Part, Titled, Called };

/// A text as names are looked for in it: in small letters of any script, without accents.
class FoldedText {
  public:
    explicit FoldedText(std::string_view written);

    [[nodiscard]] const std::string& text() const { return text_; }
    /// Where the byte at `at`, or the end, stood in what was written.
    [[nodiscard]] std::size_t origin(std::size_t at) const { return origin_[at]; }
    /// Whether the letter at `at` was written small, in an alphabet that has large ones.
    [[nodiscard]] bool is_small(std::size_t at) const { return small_[at]; }

    /// A stretch of text(), and the name it may be: itself, or what it is the genitive of.
    struct Spot {
        std::size_t at = 0;
        std::size_t size = 0;
        std::string_view name;
    };
    /// Its words: letters and digits; in scripts without spaces, all signs up to the next other.
    [[nodiscard]] std::vector<Spot> words() const;
    /// All that may be a name of one word: each word, without the ending of a genitive too (Annas,
    /// the Joneses), two to four put together by hyphens or apostrophes, and each part of what has
    /// no spaces.
    [[nodiscard]] std::vector<Spot> spots() const;
    /// Where `folded`, of one word or several, stands by itself or in the genitive.
    [[nodiscard]] std::vector<Spot> find(std::string_view folded) const;

  private:
    enum class Sign : unsigned char { Other, Letter, Spaceless };

    static Sign sign_of(std::uint32_t code_point);
    [[nodiscard]] bool begins(std::size_t at, bool inside) const;
    [[nodiscard]] bool ends(std::size_t at, bool inside) const;

    std::string text_;
    std::vector<Sign> signs_;         ///< of each byte
    std::vector<bool> small_;         ///< of each byte
    std::vector<std::size_t> origin_; ///< of each byte and the end
};

/// How a name may be typed, as FoldedText has it: Müller as muller and mueller, Anne-Marie as
/// annemarie and O'Neill as oneill too.
std::vector<std::string> spellings(std::string_view name);

/// The words of a whole name by which somebody may be meant alone, as they stand there: of four
/// letters or more (of two in a name put together from several, behind a title or by hyphens) and
/// no title, written with a capital where any of them is, and two put together by an apostrophe
/// (O'Neill). A name in Han or Hangul signs is its
/// first two and its last two as well.
std::vector<std::string> name_parts(std::string_view name);

/// What somebody of that name is called by: the given names, each piece of three letters or more of
/// one with a hyphen (Marie of Anne-Marie), the last two signs in Han or Hangul (小龍 of 李小龍).
/// Not the whole; nothing of a family name behind a title.
std::vector<std::string> called_by(std::string_view name);

/// Whether a name is one of several words put together by hyphens or apostrophes.
bool is_joined(std::string_view name);

/// Whether somebody of that name is called by their family name alone in `id`: sommer, of Frau
/// Sommer.
bool is_family_name(std::string_view id, std::string_view name);

} // namespace kith::policy
