// SPDX-License-Identifier: MIT
// What Kith says beside its offers: `messages` of a word file.
#include "core/config/words_reader.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/text.hpp"
#include "core/words/compose.hpp"
#include "core/words/messages.hpp"

namespace kith::config {
namespace {

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
    auto length = utf8_length(text);
    for (const auto& hole : words::message_holes())
        if (text.find(hole.text) != std::string_view::npos)
            length += hole.longest - hole.text.size();
    return length;
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
        words::Message message;
        if (!title_and_body(entry.value, path, message)) continue;
        const auto text = message.title + message.body;
        if (const auto hole = unknown_hole(text); !hole.empty())
            error(entry.value, path,
                  fmt::format("{} does not belong here; {{thing}} and {{names}} do", hole));
        else if (filled_length(text) > words::kMaxChars)
            error(entry.value, path,
                  fmt::format("{} characters are the most; make it shorter", words::kMaxChars));
        else if (is_mild(entry.value, path, message.title) &&
                 is_mild(entry.value, path, message.body))
            bank_.messages.insert_or_assign(entry.key, std::move(message));
    }
}

} // namespace kith::config
