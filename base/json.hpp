// SPDX-License-Identifier: MIT
// The one place that includes nlohmann-json. Objects keep the order in which keys were put.
#pragma once

#include <nlohmann/json.hpp>

#include "base/result.hpp"

namespace kith {

using Json = nlohmann::ordered_json;

/// Parses one JSON text (at most `max_depth` levels), never throws.
Result<Json> parse_json(std::string_view text, int max_depth = 32);

/// One line, no spaces, invalid UTF-8 replaced: safe to send and to print.
std::string to_line(const Json& value);

/// Readers that take a missing key or another type for the fallback.
std::string string_or(const Json& object, const char* key, std::string fallback = {});
bool bool_or(const Json& object, const char* key, bool fallback);
std::int64_t int_or(const Json& object, const char* key, std::int64_t fallback);

} // namespace kith
