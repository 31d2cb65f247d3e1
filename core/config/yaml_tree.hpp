// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/config/place.hpp"

namespace kith::config {

struct Entry;

/// One value of a YAML file with its place (line and column from 1).
struct Node {
    enum class Kind : std::uint8_t { Null, Scalar, List, Map };

    Kind kind = Kind::Null;
    bool quoted = false; ///< quoted or a block scalar: never a number, a truth value or nothing
    int line = 1;
    int col = 1;
    std::string text;           ///< Scalar
    std::vector<Node> items;    ///< List
    std::vector<Entry> entries; ///< Map, in order, keys distinct

    [[nodiscard]] const Entry* find(std::string_view key) const;
};

/// A key and its value; the place is the key's.
struct Entry {
    std::string key;
    int line = 1;
    int col = 1;
    Node value;
};

/// A file read. Without a root its form is broken; with one there may still be duplicate keys.
struct Tree {
    std::optional<Node> root; ///< Null node: nothing but comments
    Problems problems;
};

inline constexpr int kMaxDepth = 32;
inline constexpr std::size_t kMaxKeysInOnePlace = 1000;

/// Reads the YAML of one file. What yaml-cpp 0.7 passes over in silence is refused here: duplicate
/// keys (both places are named), a second document, unterminated quotes, text that belongs to
/// nothing, control characters behind escapes, deeper than 32 levels. Not part of Kith's language,
/// refused with a sentence: anchors and aliases (so no alias bomb exists), tags, directives, keys
/// that are not plain text. Pure; never throws for what a file holds.
Tree read_yaml(std::string_view file, std::string_view text);

} // namespace kith::config
