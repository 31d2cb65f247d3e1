// SPDX-License-Identifier: MIT
#include "core/words/said.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace kith::words {
namespace {

constexpr std::string_view kMarks = " .,;:!?";

} // namespace

std::string folded(std::string_view text) {
    auto out = lower_ascii(text);
    for (std::size_t i = 0; i + 1 < out.size(); ++i) {
        const auto next = static_cast<unsigned char>(out[i + 1]);
        // U+00C0..U+00DE in UTF-8, but for the multiplication sign.
        if (out[i] == '\xc3' && next <= 0x9e && next != 0x97)
            out[i + 1] = static_cast<char>(next | 0x20U);
    }
    return out;
}

std::string_view without_marks(std::string_view text) {
    const auto first = text.find_first_not_of(kMarks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(kMarks) - first + 1);
}

std::optional<std::string_view> after(std::string_view line, std::string_view words) {
    if (words.empty() || !line.starts_with(words)) return std::nullopt;
    const auto rest = line.substr(words.size());
    if (rest.empty() || kMarks.contains(rest.front())) return rest;
    return std::nullopt;
}

bool speaks(std::string_view language, const Bank& bank) {
    return language == "en" || language == bank.language;
}

bool is_any(std::span<const std::string_view> table, std::string_view word) {
    return std::ranges::find(table, word) != table.end();
}

bool is_any(std::span<const SpokenWord> table, std::string_view word, const Bank& bank) {
    return std::ranges::any_of(table, [&](const SpokenWord& entry) {
        return entry.word == word && speaks(entry.language, bank);
    });
}

} // namespace kith::words
