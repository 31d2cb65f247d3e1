// SPDX-License-Identifier: MIT
#include "core/words/lint.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "core/words/compose.hpp"
#include "core/words/phrase.hpp"

namespace kith::words {
namespace {

bool is_shout(std::uint32_t c) {
    return c == '!' || c == 0xA1 || c == 0x203C || c == 0x2049 || c == 0xFF01;
}

bool is_emoji(std::uint32_t c) {
    return (c >= 0x1F000 && c <= 0x1FAFF) || (c >= 0x2600 && c <= 0x27BF) || c == 0xFE0F;
}

/// What is judged: the placeholders and names left out.
std::string judged(std::string_view text, std::span<const std::string> names) {
    std::string out{text};
    const auto take_out = [&out](std::size_t at, std::size_t size) { out.replace(at, size, "~"); };
    for (const auto& name : names) {
        if (name.empty()) continue;
        for (auto at = out.find(name); at != std::string::npos; at = out.find(name, at + 1))
            take_out(at, name.size());
    }
    for (auto at = out.find('{'); at != std::string::npos; at = out.find('{', at)) {
        const auto end = out.find('}', at);
        if (end == std::string::npos) break;
        take_out(at, end + 1 - at);
    }
    return out;
}

bool is_capitals(std::string_view text) {
    int run = 0;
    for (const char c : text) {
        run = c >= 'A' && c <= 'Z' ? run + 1 : 0;
        if (run >= 3) return true;
    }
    return false;
}

template <class Is>
bool has(std::string_view text, Is is) {
    for (std::size_t pos = 0; pos < text.size();) {
        const auto point = decode_utf8(text, pos);
        if (is(point.value)) return true;
        pos += point.size;
    }
    return false;
}

/// Code points of what will be shown as it stands.
std::size_t shown_length(std::string_view text) {
    std::size_t length = utf8_length(text);
    for (auto at = text.find('{'); at != std::string_view::npos; at = text.find('{', at + 1)) {
        const auto end = text.find('}', at);
        if (end == std::string_view::npos) break;
        length -= utf8_length(text.substr(at, end + 1 - at));
    }
    return length;
}

} // namespace

std::vector<Finding> lint(const Bank& bank, std::string_view title, std::string_view body,
                          std::span<const std::string> names) {
    std::vector<Finding> out;
    const auto text = judged(std::string{title} + " | " + std::string{body}, names);
    const auto words = tokens(text);
    for (const auto& kind : bank.forbidden)
        for (const auto& phrase : kind.phrases)
            if (phrase.stands_in(words, bank.numbers)) {
                out.push_back({phrase.written(), kind.why});
                break;
            }
    if (has(text, is_shout)) out.push_back({"!", "shouts"});
    if (text.find('%') != std::string::npos) out.push_back({"%", "counts people"});
    if (is_capitals(text)) out.push_back({text, "is written in capitals"});
    if (has(text, is_emoji)) out.push_back({text, "has an emoji"});
    const bool filled = !names.empty();
    const auto length =
        filled ? utf8_length(title) + utf8_length(body) : shown_length(title) + shown_length(body);
    if (length > kMaxChars) out.push_back({std::string{title}, "is longer than 120 characters"});
    return out;
}

} // namespace kith::words
