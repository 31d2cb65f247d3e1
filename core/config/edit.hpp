// SPDX-License-Identifier: MIT
// A change to a file of the configuration, shown as a unified diff. Nothing is ever written: the
// person applies it, or not. All pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/config/place.hpp"

namespace kith::config {

/// A file's line that becomes others. `line` counts from 1.
struct LineEdit {
    int line = 0;
    std::vector<std::string> becomes;
};

/// Puts `value` in the place of what stands after `key`, whose place is `at`. Nothing where the
/// line reads otherwise: the file has changed since, or is written in some way unforeseen.
std::optional<LineEdit> replace_value(std::string_view text, const Place& at, std::string_view key,
                                      std::string_view value);

/// Adds `key: value` to the mapping that holds `sibling` at `at`: a line of its own below it, or
/// before it in a mapping within braces. Nothing as in replace_value().
std::optional<LineEdit> add_value(std::string_view text, const Place& at, std::string_view sibling,
                                  std::string_view key, std::string_view value);

/// The edits of one file as `patch` takes them. Of several for one line the first is taken: the
/// others follow when it has been applied. No lines around them are shown, for they may be about
/// somebody else.
std::vector<std::string> unified_diff(std::string_view path, std::string_view text,
                                      std::vector<LineEdit> edits);

} // namespace kith::config
