// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kith::email {

/// Walks the values of one response (RFC 9051, section 9). Borrows the text. A function that does
/// not find what it asks for returns nothing and stays where it was; it never reads past the end.
class ImapTokens {
  public:
    explicit ImapTokens(std::string_view text) : rest_(text) {}

    [[nodiscard]] bool done() const { return rest_.empty(); }
    /// Takes this one character, after blanks.
    bool take(char c);
    /// Takes a word, whatever its case, that ends here or at a blank or bracket.
    bool take_word(std::string_view word);

    /// Up to a blank, bracket or quote.
    std::optional<std::string_view> atom();
    std::optional<std::uint32_t> number();
    /// A UIDVALIDITY. One beyond 32 bits, which some servers give against the standard, is folded
    /// into them.
    std::optional<std::uint32_t> validity();
    /// What a FETCH item is called: `UID`, `BODY[HEADER.FIELDS (FROM TO)]<0>`.
    std::optional<std::string_view> item_name();
    /// A quoted string, a literal or an atom, as bytes; NIL is the empty text.
    std::optional<std::string> text();
    /// A literal or a quoted string; anything else is skipped and gives nothing.
    std::optional<std::string> bytes();
    /// The inside of a list of plain words, up to the first `)` whatever is in it.
    std::optional<std::string_view> raw_list();
    /// Passes over one value, lists included. False at the end or where nothing fits.
    bool skip_value();
    /// All that is left.
    [[nodiscard]] std::string_view rest() const { return rest_; }

  private:
    void blanks();
    template <class Number>
    std::optional<Number> digits();
    std::optional<std::string_view> literal();
    /// The inside of a quoted string, escapes kept.
    std::optional<std::string_view> quoted();

    std::string_view rest_;
};

} // namespace kith::email
