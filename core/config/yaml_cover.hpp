// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/config/source_text.hpp"

namespace kith::config {

/// Follows the values yaml-cpp reports through the text they came from and insists that every
/// character is accounted for: the value itself, white space, comments, or the marks of structure.
/// So nothing a person wrote is dropped unsaid. Throws Fault.
class YamlCover {
  public:
    explicit YamlCover(std::string_view text) : text_(text) {}

    /// A scalar that begins at byte `at` and was read as `value`.
    void scalar(std::size_t at, std::string_view value);
    /// After a key that yaml-cpp found no value for: its colon must be there at least.
    void colon() const;
    /// What follows the last value up to byte `end` (default: the end of the text).
    void gap(std::size_t end = std::string_view::npos);

  private:
    [[nodiscard]] std::size_t end_of_quoted(std::size_t at, char quote) const;
    [[nodiscard]] std::size_t end_of_block(std::size_t at, std::string_view value) const;
    [[nodiscard]] std::size_t end_of_plain(std::size_t at, std::string_view value) const;
    [[nodiscard]] std::size_t end_of_line(std::size_t at) const;
    void structure(std::size_t at);
    void close(std::size_t at, char opener);
    void check_after_value(std::size_t at) const;
    void check_after_quoted(std::size_t at) const;
    [[nodiscard]] bool is_line_mark(std::size_t at, std::string_view mark) const;

    std::string_view text_;
    std::size_t done_ = 0; ///< everything before is accounted for
    struct Bracket {
        char opener;
        std::size_t at;
    };
    std::vector<Bracket> open_;
};

} // namespace kith::config
