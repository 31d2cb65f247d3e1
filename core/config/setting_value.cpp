// SPDX-License-Identifier: MIT
#include "core/config/setting_value.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/text.hpp"
#include "core/config/duration.hpp"
#include "core/config/values.hpp"
#include "core/model/address.hpp"

namespace kith::config {
namespace {

constexpr Key kText{.name = "text"};
constexpr double kLargestWhole = 9e15; ///< below 2^53: exact in JSON

Result<SettingValue> to_number_setting(const Node& node, Type type) {
    const Key key{.name = "number", .type = type, .min = -kLargestWhole, .max = kLargestWhole};
    const auto value = to_number(key, node);
    if (!value)
        return fail(fmt::format("expected {}, but this is {}",
                                type == Type::Integer ? "a whole number" : "a number",
                                describe(node)));
    if (type == Type::Integer) return static_cast<std::int64_t>(*value);
    return *value;
}

Result<SettingValue> to_list(const Node& node) {
    std::vector<std::string> out;
    const auto add = [&](const Node& item) -> Result<void> {
        auto text = to_text(kText, item);
        if (!text) return std::unexpected(text.error());
        out.push_back(std::move(*text));
        return {};
    };
    if (node.kind == Node::Kind::Map)
        return fail("expected a list of texts, but this is a mapping");
    if (node.kind == Node::Kind::Scalar) {
        if (auto added = add(node); !added) return std::unexpected(added.error());
    }
    for (const auto& item : node.items)
        if (auto added = add(item); !added) return std::unexpected(added.error());
    return out;
}

Result<SettingValue> to_addresses(const Node& node) {
    auto list = to_list(node);
    if (!list) return list;
    for (const auto& text : std::get<std::vector<std::string>>(*list))
        if (const auto address = parse_address("mailto:" + text); !address)
            return std::unexpected(address.error());
    return list;
}

bool is_url(std::string_view text) {
    const auto colon = text.find("://");
    return colon != std::string_view::npos && colon > 0 && colon + 3 < text.size() &&
           std::ranges::all_of(text.substr(0, colon), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      c == '+' || c == '-';
           });
}

Result<SettingValue> to_word_setting(const SettingSpec& spec, const std::string& text) {
    if (std::ranges::find(spec.values, text) != spec.values.end()) return text;
    const std::vector<std::string_view> words(spec.values.begin(), spec.values.end());
    const auto near = nearest(text, words);
    return fail(fmt::format("\"{}\" is not one of {}{}", clean_line(text, 60),
                            fmt::join(words, ", "),
                            near.empty() ? "" : fmt::format("; did you mean {}?", near)));
}

} // namespace

Result<SettingValue> to_setting(const SettingSpec& spec, const Node& node) {
    switch (spec.type) {
    case SettingType::Int: return to_number_setting(node, Type::Integer);
    case SettingType::Number: return to_number_setting(node, Type::Number);
    case SettingType::Bool: return to_bool({.name = "bool", .type = Type::Bool}, node);
    case SettingType::List: return to_list(node);
    case SettingType::Addresses: return to_addresses(node);
    default: break;
    }
    if (spec.empty && node.kind == Node::Kind::Scalar && trim(node.text).empty())
        return std::string{};
    auto text = to_text(kText, node);
    if (!text) return std::unexpected(text.error());
    switch (spec.type) {
    case SettingType::Url:
        if (!is_url(*text))
            return fail(
                fmt::format("\"{}\" is not an address that begins like https:// or imaps://",
                            clean_line(*text, 60)));
        break;
    case SettingType::Address:
        if (const auto address = parse_address("mailto:" + *text); !address)
            return std::unexpected(address.error());
        break;
    case SettingType::Duration:
        if (const auto length = parse_duration(*text); !length)
            return std::unexpected(length.error());
        break;
    case SettingType::Enum: return to_word_setting(spec, *text);
    default: break;
    }
    return *text;
}

Result<SettingValue> to_setting_by_look(const Node& node) {
    if (node.kind != Node::Kind::Scalar) return to_list(node);
    if (!node.quoted && (node.text == "true" || node.text == "false")) return node.text == "true";
    if (auto number = to_number_setting(node, Type::Integer); number) return number;
    auto text = to_text(kText, node);
    if (!text) return std::unexpected(text.error());
    return *text;
}

} // namespace kith::config
