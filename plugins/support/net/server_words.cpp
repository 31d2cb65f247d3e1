// SPDX-License-Identifier: MIT
#include "plugins/support/net/server_words.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace kith::net {
namespace {

constexpr std::size_t kMostChars = 120;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string upper(std::string_view text) {
    std::string out{text};
    std::ranges::transform(out, out.begin(), [](char c) {
        return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
    });
    return out;
}

/// Takes the first word off.
std::string_view take_word(std::string_view& text) {
    const auto word = text.substr(0, text.find(' '));
    text = trim(text.substr(word.size()));
    return word;
}

/// As a part of a longer sentence.
std::string for_a_person(std::string_view text) {
    auto out = clean_line(text, kMostChars);
    while (out.ends_with('.') || out.ends_with(' ')) out.pop_back();
    return out;
}

/// `5.7.8`, RFC 3463
bool is_enhanced_code(std::string_view word) {
    return word.size() >= 5 && is_digit(word.front()) && word[1] == '.' &&
           std::ranges::all_of(word, [](char c) { return is_digit(c) || c == '.'; });
}

ServerWords smtp_words(std::string_view line) {
    ServerWords out;
    out.number = (line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0');
    if (out.number / 100 == 3) return out;
    auto rest = trim(line.substr(std::min<std::size_t>(4, line.size())));
    auto behind = rest;
    if (is_enhanced_code(take_word(behind))) rest = behind;
    out.text = for_a_person(rest);
    return out;
}

} // namespace

ServerWords server_words(std::string_view line) {
    static constexpr std::array<std::string_view, 5> kStatuses{"OK", "NO", "BAD", "BYE", "PREAUTH"};
    line = trim(line);
    const bool numbered = line.size() >= 3 && std::ranges::all_of(line.substr(0, 3), is_digit) &&
                          (line.size() == 3 || line[3] == ' ' || line[3] == '-');
    if (numbered) return smtp_words(line);
    ServerWords out;
    (void)take_word(line); // the tag
    auto status = upper(take_word(line));
    if (std::ranges::find(kStatuses, status) == kStatuses.end()) return out;
    out.status = std::move(status);
    if (line.starts_with('[')) {
        const auto close = std::min(line.find(']'), line.size());
        auto inside = line.substr(1, close - 1);
        out.code = upper(take_word(inside));
        line.remove_prefix(std::min(close + 1, line.size()));
    }
    out.text = for_a_person(trim(line));
    return out;
}

} // namespace kith::net
