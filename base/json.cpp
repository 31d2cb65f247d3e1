// SPDX-License-Identifier: MIT
#include "base/json.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <limits>

#include "base/utf8.hpp"

namespace kith {

namespace {

/// Deepest nesting, counted without building anything: hostile text must not cost memory first.
int depth_of(std::string_view text) {
    int depth = 0, deepest = 0;
    bool in_string = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (in_string) {
            if (c == '\\') ++i;
            if (c == '"') in_string = false;
        } else if (c == '"') {
            in_string = true;
        } else if (c == '[' || c == '{') {
            deepest = std::max(deepest, ++depth);
        } else if (c == ']' || c == '}') {
            --depth;
        }
    }
    return deepest;
}

const Json* member(const Json& object, const char* key) {
    if (!object.is_object()) return nullptr;
    const auto it = object.find(key);
    return it == object.end() ? nullptr : &*it;
}

} // namespace

Result<Json> parse_json(std::string_view text, int max_depth) {
    if (depth_of(text) > max_depth)
        return fail(fmt::format("nested deeper than {} levels", max_depth));
    try {
        return Json::parse(text);
    } catch (const Json::parse_error& e) {
        return fail(fmt::format("not valid JSON at byte {}", e.byte));
    } catch (const Json::exception&) {
        return fail("not valid JSON: a number is out of range");
    }
}

std::string to_line(const Json& value) {
    const std::string raw = value.dump(-1, ' ', false, Json::error_handler_t::replace);
    std::string out;
    out.reserve(raw.size());
    for (std::size_t pos = 0; pos < raw.size();) {
        const CodePoint point = decode_utf8(raw, pos);
        if (is_harmful(point.value)) {
            out += fmt::format("\\u{:04x}", point.value); // can only stand inside a string
        } else {
            out.append(raw, pos, point.size);
        }
        pos += point.size;
    }
    return out;
}

std::string string_or(const Json& object, const char* key, std::string fallback) {
    const Json* value = member(object, key);
    return value != nullptr && value->is_string() ? value->get<std::string>() : std::move(fallback);
}

bool bool_or(const Json& object, const char* key, bool fallback) {
    const Json* value = member(object, key);
    return value != nullptr && value->is_boolean() ? value->get<bool>() : fallback;
}

std::int64_t int_or(const Json& object, const char* key, std::int64_t fallback) {
    const Json* value = member(object, key);
    if (value == nullptr || !value->is_number_integer()) return fallback;
    constexpr auto kMax = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    if (value->is_number_unsigned() && value->get<std::uint64_t>() > kMax) return fallback;
    return value->get<std::int64_t>();
}

} // namespace kith
