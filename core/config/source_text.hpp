// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace kith::config {

inline constexpr std::size_t kMaxFileBytes = 1024 * 1024;

/// What is wrong with a text, and the byte where it shows.
struct Fault {
    std::size_t at = 0;
    std::string reason;
};

struct LineCol {
    int line = 1;
    int col = 1; ///< in characters
};

/// The text of one file, made ready for a YAML reader: byte order mark dropped, CRLF as LF. Refused
/// here, because yaml-cpp takes them without a word: more than 1 MiB, NUL, bytes that are not
/// UTF-8, tabs as indentation. Other control characters are faults too, but ones that can be read
/// past: a sign of the same length stands in for each, so that what else is wrong is told as well.
/// Pure.
class SourceText {
  public:
    static std::expected<SourceText, Fault> from(std::string_view raw);

    [[nodiscard]] const std::string& text() const { return text_; }
    [[nodiscard]] LineCol line_col(std::size_t at) const;
    /// Control characters that were read past, the first of them where there are many.
    [[nodiscard]] const std::vector<Fault>& faults() const { return faults_; }
    /// The start of the line that byte `at` stands on.
    [[nodiscard]] std::size_t line_start(std::size_t at) const;

  private:
    SourceText(std::string text, std::vector<Fault> faults);

    std::string text_;
    std::vector<Fault> faults_;
    std::vector<std::size_t> line_starts_;
};

/// Line and column in a raw text, for what is refused before a SourceText exists.
LineCol line_col_of(std::string_view raw, std::size_t at);

} // namespace kith::config
