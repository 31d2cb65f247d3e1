// SPDX-License-Identifier: MIT
#include "core/config/values.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "base/text.hpp"
#include "core/calendar/civil.hpp"
#include "core/calendar/rule_words.hpp"
#include "core/calendar/zone.hpp"
#include "core/config/duration.hpp"

namespace kith::config {
namespace {

constexpr std::size_t kLongestText = 1000;
constexpr std::size_t kLongestId = 64;

using std::chrono::minutes;

std::string in_quotes(std::string_view text) { return '"' + clean_line(text, 60) + '"'; }

std::optional<double> plain_number(const Node& node) {
    const std::string_view text = node.text;
    if (node.quoted || text.empty() || text.front() == '.' || text.back() == '.')
        return std::nullopt;
    const auto digits = text.substr(text.front() == '-' ? 1 : 0);
    if (digits.empty() ||
        !std::ranges::all_of(digits, [](char c) { return (c >= '0' && c <= '9') || c == '.'; }))
        return std::nullopt;
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

bool is_list(Type type) {
    switch (type) {
    case Type::TextList:
    case Type::IdList:
    case Type::WordList:
    case Type::Addresses:
    case Type::Times:
    case Type::Steps:
    case Type::Dates: return true;
    default: return false;
    }
}

} // namespace

bool is_id(std::string_view text) {
    return !text.empty() && text.size() <= kLongestId && text.front() != '-' &&
           std::ranges::all_of(text, [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
           });
}

std::string describe(const Node& node) {
    switch (node.kind) {
    case Node::Kind::Null: return "nothing";
    case Node::Kind::List: return "a list";
    case Node::Kind::Map: return "a mapping";
    case Node::Kind::Scalar: break;
    }
    return in_quotes(node.text);
}

std::string show(const Node& node) {
    std::string out;
    switch (node.kind) {
    case Node::Kind::Null: return "null";
    case Node::Kind::Scalar: return clean_line(node.text);
    case Node::Kind::List:
        for (const auto& item : node.items) out += (out.empty() ? "" : ", ") + show(item);
        return '[' + out + ']';
    case Node::Kind::Map:
        for (const auto& entry : node.entries)
            out += (out.empty() ? "" : ", ") + clean_line(entry.key, 60) + ": " + show(entry.value);
    }
    return '{' + out + '}';
}

std::string expected(const Key& key, const Node& node) {
    if (node.kind == Node::Kind::List && is_list(key.type))
        return "an entry of this list is a list itself; write each on its own";
    return fmt::format("expected {}, but this is {}", expectation(key), describe(node));
}

Result<std::string> to_text(const Key& key, const Node& node) {
    if (node.kind != Node::Kind::Scalar) return fail(expected(key, node));
    if (!node.quoted && (node.text == "true" || node.text == "false"))
        return fail(
            fmt::format("expected a text; put {} in quotes if you mean the word", node.text));
    const auto text = trim(node.text);
    if (text.empty()) return fail("this is empty; write something or take the line out");
    if (utf8_length(text) > kLongestText)
        return fail(fmt::format("this is longer than {} characters", kLongestText));
    return std::string{text};
}

Result<std::string> to_id(const Key& key, const Node& node) {
    if (node.kind != Node::Kind::Scalar) return fail(expected(key, node));
    if (is_id(node.text)) return node.text;
    std::string better;
    for (const char c : lower_ascii(node.text)) {
        const bool fits = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (fits)
            better += c;
        else if (!better.empty() && better.back() != '-')
            better += '-';
    }
    while (better.ends_with('-')) better.pop_back();
    return fail(fmt::format(
        "{} cannot be an id; ids are small letters, digits and hyphens, at most {}"
        " of them{}",
        in_quotes(node.text), kLongestId, is_id(better) ? fmt::format(", like {}", better) : ""));
}

Result<std::size_t> to_word(const Key& key, const Node& node) {
    if (node.kind != Node::Kind::Scalar) return fail(expected(key, node));
    const auto found = std::ranges::find(key.words, node.text);
    if (found != key.words.end()) return static_cast<std::size_t>(found - key.words.begin());
    const auto near = nearest(node.text, key.words);
    return fail(fmt::format("{} is not one of {}{}", in_quotes(node.text),
                            fmt::join(key.words, ", "),
                            near.empty() ? "" : fmt::format("; did you mean {}?", near)));
}

Result<bool> to_bool(const Key& key, const Node& node) {
    if (node.kind != Node::Kind::Scalar) return fail(expected(key, node));
    if (!node.quoted && node.text == "true") return true;
    if (!node.quoted && node.text == "false") return false;
    static constexpr std::array<std::string_view, 8> kOthers{"yes", "no", "on",   "off",
                                                             "y",   "n",  "true", "false"};
    if (std::ranges::find(kOthers, lower_ascii(node.text)) != kOthers.end())
        return fail(
            fmt::format("write true or false here, without quotes, instead of {}", describe(node)));
    return fail(expected(key, node));
}

Result<double> to_number(const Key& key, const Node& node) {
    if (node.kind != Node::Kind::Scalar) return fail(expected(key, node));
    const auto value = plain_number(node);
    const bool whole = value && *value == std::floor(*value);
    if (!value || (key.type == Type::Integer && !whole) || *value < key.min || *value > key.max)
        return fail(fmt::format("expected {}{}, but this is {}", expectation(key),
                                node.quoted ? " without quotes" : "", describe(node)));
    return *value;
}

Result<minutes> to_minutes(const Key& key, const Node& node) {
    if (node.kind != Node::Kind::Scalar) return fail(expected(key, node));
    if (key.type != Type::Duration) {
        const auto time = calendar::parse_time_of_day(node.text);
        if (!time)
            return fail(
                fmt::format("{} is not a time of day; write it like \"17:30\", from 00:00 to "
                            "23:59",
                            in_quotes(node.text)));
        return *time;
    }
    const auto length = parse_duration(node.text);
    if (!length) return std::unexpected(length.error());
    const auto count = static_cast<double>(length->count());
    if (count < key.min || count > key.max) return fail(expected(key, node));
    return *length;
}

Result<std::string> to_zone(const Key& key, const Node& node) {
    auto text = to_text(key, node);
    if (!text || (key.fallback == "auto" && *text == "auto")) return text;
    if (const auto zone = calendar::Zone::named(*text); !zone) return std::unexpected(zone.error());
    return text;
}

Result<std::string> to_rule(const Key& key, const Node& node) {
    auto text = to_text(key, node);
    if (!text) return text;
    if (const auto rule = calendar::parse_rule(*text); !rule) return std::unexpected(rule.error());
    return text;
}

Result<MonthDay> to_date(const Node& node) {
    const auto refused = [&] {
        return fail(
            fmt::format("{} is not a date; write it like \"2026-12-24\", or \"--12-24\" without "
                        "a year",
                        describe(node)));
    };
    if (node.kind != Node::Kind::Scalar) return refused();
    const std::string_view text = node.text;
    const bool yearly = text.starts_with("--");
    // Any leap year lets 29 February through.
    const auto day = calendar::parse_date(yearly ? "2000-" + std::string{text.substr(2)} : text);
    if (!day) return refused();
    const std::chrono::year_month_day date{*day};
    return MonthDay{yearly ? 0 : static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                    static_cast<unsigned>(date.day())};
}

} // namespace kith::config
