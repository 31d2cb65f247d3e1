// SPDX-License-Identifier: MIT
// One YAML scalar as one typed value, by the table's row. Each error is a sentence that says what
// is expected; its place is the node's. All pure (zone names are looked up in the system's zone
// data).
#pragma once

#include <chrono>
#include <cstddef>
#include <string>

#include "base/result.hpp"
#include "core/config/table.hpp"
#include "core/config/yaml_tree.hpp"

namespace kith::config {

Result<std::string> to_text(const Key& key, const Node& node);
Result<std::string> to_id(const Key& key, const Node& node);
/// The index into key.words.
Result<std::size_t> to_word(const Key& key, const Node& node);
Result<bool> to_bool(const Key& key, const Node& node);
/// Within the row's range; whole for Type::Integer.
Result<double> to_number(const Key& key, const Node& node);
/// Type::Duration within the row's range, or Type::Time after midnight.
Result<std::chrono::minutes> to_minutes(const Key& key, const Node& node);
/// `auto` is accepted where it is the row's default.
Result<std::string> to_zone(const Key& key, const Node& node);
Result<std::string> to_rule(const Key& key, const Node& node);

/// `YYYY-MM-DD`, or `--MM-DD` for every year; year 0 is none.
struct MonthDay {
    int year = 0;
    unsigned month = 1, day = 1;
};
Result<MonthDay> to_date(const Node& node);

/// True for [a-z0-9][a-z0-9-]{0,63}.
bool is_id(std::string_view text);
/// The node as one line of flow YAML, for lists of what is in force.
std::string show(const Node& node);
/// `a list`, `a mapping`, `nothing`, or the text in quotes.
std::string describe(const Node& node);
std::string expected(const Key& key, const Node& node);

} // namespace kith::config
