// SPDX-License-Identifier: MIT
// What Kith says beside its offers: `messages` of a word file.
#include "core/config/words_reader.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/text.hpp"
#include "core/words/compose.hpp"
#include "core/words/lint.hpp"
#include "core/words/messages.hpp"

namespace kith::config {
namespace {

constexpr std::string_view kBetween = " | ";

/// The first brace that begins no hole of a message, to its end; empty if there is none.
std::string unknown_hole(std::string_view text) {
    for (auto open = text.find('{'); open != std::string_view::npos; open = text.find('{', open)) {
        const auto rest = text.substr(open);
        const auto known = std::ranges::find_if(
            words::message_holes(), [&](const auto& hole) { return rest.starts_with(hole.text); });
        if (known == words::message_holes().end())
            return clean_line(rest.substr(0, rest.find('}') + 1), 30);
        open += known->text.size();
    }
    return {};
}

/// In characters, with the longest values.
std::size_t filled_length(std::string_view text) {
    auto length = utf8_length(text) - kBetween.size();
    for (const auto& hole : words::message_holes())
        if (text.find(hole.text) != std::string_view::npos)
            length += hole.longest - hole.text.size();
    return length;
}

words::Message split(std::string_view line, std::size_t bar) {
    return {std::string{trim(line.substr(0, bar))},
            std::string{trim(line.substr(bar + kBetween.size()))}};
}

} // namespace

void WordsReader::messages(const Node& node) {
    if (node.kind != Node::Kind::Map)
        return error(node, "messages", "expected messages, each with its text");
    for (const auto& entry : node.entries) {
        const auto path = "messages." + clean_line(entry.key, 40);
        const auto keys = words::message_keys();
        if (std::ranges::find(keys, entry.key) == keys.end()) {
            error(entry.value, path, fmt::format("there are {}", fmt::join(keys, ", ")));
            continue;
        }
        const auto line = entry.value.kind == Node::Kind::Scalar
                              ? clean_line(entry.value.text, words::kMaxChars + kBetween.size() + 1)
                              : std::string{};
        const auto bar = line.find(kBetween);
        const auto hole = unknown_hole(line);
        const auto found = words::lint(bank_, line, "");
        if (bar == std::string::npos)
            error(entry.value, path, "expected a title and a body with | between them");
        else if (!hole.empty())
            error(
                entry.value, path,
                fmt::format("{} is no placeholder here; there are {{thing}} and {{names}}", hole));
        else if (!found.empty())
            error(entry.value, path,
                  fmt::format("\"{}\" {}; say it another way", clean_line(found.front().what, 60),
                              found.front().why));
        else if (filled_length(line) > words::kMaxChars)
            error(entry.value, path,
                  fmt::format("{} characters are the most; make it shorter", words::kMaxChars));
        else
            bank_.messages.insert_or_assign(entry.key, split(line, bar));
    }
}

} // namespace kith::config
