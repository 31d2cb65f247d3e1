// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/config/yaml_tree.hpp"

namespace kith::config {

/// Takes list items and keys out of a YAML text by its own places; every other byte stays as it is,
/// comments too, but for those inside what goes. The tree must be of this very text. What cannot be
/// cut with certainty is no: whoever cuts reads the outcome again and compares. Pure.
class YamlCut {
  public:
    explicit YamlCut(std::string_view text);

    /// Marks an item of `list`; false where its bounds are not certain.
    [[nodiscard]] bool item(const Node& list, std::size_t index);
    /// Marks a key of `map` with its value; not the only one.
    [[nodiscard]] bool pair(const Node& map, std::size_t index);

    /// The text without what was marked.
    [[nodiscard]] std::string done() const;

  private:
    struct Span {
        std::size_t from = 0, to = 0;
    };

    [[nodiscard]] std::size_t offset(int line, int col) const;
    [[nodiscard]] std::string_view line(std::size_t number) const; ///< from 0
    [[nodiscard]] std::size_t lines() const { return starts_.size(); }
    [[nodiscard]] bool is_flow(const Node& node) const;
    [[nodiscard]] std::size_t flow_end(std::size_t at) const;
    [[nodiscard]] std::size_t block_end(std::size_t first, std::size_t indent, bool dashes) const;
    bool flow(const std::vector<std::size_t>& begins, std::size_t index);

    std::string_view text_;
    std::vector<std::size_t> starts_; ///< of each line
    std::vector<Span> spans_;
};

} // namespace kith::config
