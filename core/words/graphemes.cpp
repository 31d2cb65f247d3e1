// SPDX-License-Identifier: MIT
#include "core/words/graphemes.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include <utf8proc.h>

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "core/words/letters.hpp"

namespace kith::words {
namespace {

/// Signs that bind the next consonant to the one before (Indic scripts): UAX 29 has the rule since
/// Unicode 15.1.
constexpr auto kBinders = std::to_array<std::uint32_t>(
    {0x94D, 0x9CD, 0xA4D, 0xACD, 0xB4D, 0xBCD, 0xC4D, 0xCCD, 0xD4D, 0xDCA, 0x1039, 0x17D2});

bool is_bound(std::uint32_t last, std::uint32_t next) {
    return std::ranges::find(kBinders, last) != kBinders.end() && next >= 0x900 && next < 0x1800;
}

} // namespace

std::size_t grapheme_end(std::string_view text, std::size_t pos) {
    auto point = decode_utf8(text, pos);
    pos += point.size;
    std::int32_t state = 0;
    while (pos < text.size()) {
        const auto next = decode_utf8(text, pos);
        const bool is_end = utf8proc_grapheme_break_stateful(
            static_cast<std::int32_t>(point.value), static_cast<std::int32_t>(next.value), &state);
        if (is_end && !is_bound(point.value, next.value)) break;
        pos += next.size;
        point = next;
    }
    return pos;
}

std::string cut(std::string_view text, std::size_t max_points) {
    if (utf8_length(text) <= max_points) return std::string{text};
    if (max_points == 0) return {};
    std::size_t end = 0, points = 0;
    while (end < text.size()) {
        const auto next = grapheme_end(text, end);
        points += utf8_length(text.substr(end, next - end));
        if (points + 1 > max_points) break;
        end = next;
    }
    std::string out{trim(text.substr(0, end))};
    append_utf8(out, 0x2026);
    return out;
}

bool has_right_to_left(std::string_view text) {
    for (std::size_t pos = 0; pos < text.size();) {
        const auto [c, size, valid] = decode_utf8(text, pos);
        if (is_right_to_left(c)) return true;
        pos += size;
    }
    return false;
}

std::string isolated(std::string_view text) {
    if (!has_right_to_left(text)) return std::string{text};
    std::string out;
    append_utf8(out, 0x2068);
    out += text;
    append_utf8(out, 0x2069);
    return out;
}

} // namespace kith::words
