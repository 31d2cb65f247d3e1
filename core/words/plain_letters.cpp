// SPDX-License-Identifier: MIT
#include "core/words/plain_letters.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "base/utf8.hpp"
#include "core/words/phrase.hpp"

namespace kith::words {
namespace {

struct Range {
    std::uint32_t first, last;
    char letter;
};

/// Latin-1 and Latin Extended-A, in lower case as fold_case leaves them.
constexpr auto kLatin = std::to_array<Range>({
    {0xDF, 0xDF, 's'},   {0xE0, 0xE6, 'a'},   {0xE7, 0xE7, 'c'},   {0xE8, 0xEB, 'e'},
    {0xEC, 0xEF, 'i'},   {0xF0, 0xF0, 'd'},   {0xF1, 0xF1, 'n'},   {0xF2, 0xF6, 'o'},
    {0xF8, 0xF8, 'o'},   {0xF9, 0xFC, 'u'},   {0xFD, 0xFD, 'y'},   {0xFF, 0xFF, 'y'},
    {0x100, 0x105, 'a'}, {0x106, 0x10D, 'c'}, {0x10E, 0x111, 'd'}, {0x112, 0x11B, 'e'},
    {0x11C, 0x123, 'g'}, {0x124, 0x127, 'h'}, {0x128, 0x131, 'i'}, {0x134, 0x135, 'j'},
    {0x136, 0x138, 'k'}, {0x139, 0x142, 'l'}, {0x143, 0x14B, 'n'}, {0x14C, 0x153, 'o'},
    {0x154, 0x159, 'r'}, {0x15A, 0x161, 's'}, {0x162, 0x167, 't'}, {0x168, 0x173, 'u'},
    {0x174, 0x175, 'w'}, {0x176, 0x178, 'y'}, {0x179, 0x17E, 'z'}, {0x17F, 0x17F, 's'},
});

/// Apostrophes, whatever key they were typed with, and accents that are signs of their own.
bool is_dropped(std::uint32_t c) {
    return c == '\'' || c == '`' || c == 0xB4 || c == 0x2BC || c == 0x2018 || c == 0x2019 ||
           c == 0x2032 || (c >= 0x300 && c <= 0x36F);
}

std::uint32_t plain(std::uint32_t c) {
    const auto range =
        std::ranges::find_if(kLatin, [c](const Range& r) { return c >= r.first && c <= r.last; });
    return range == kLatin.end() ? c : static_cast<std::uint32_t>(range->letter);
}

} // namespace

std::string plain_letters(std::string_view text) {
    std::string out;
    const auto folded = fold_case(text);
    for (std::size_t pos = 0; pos < folded.size();) {
        const auto point = decode_utf8(folded, pos);
        pos += point.size;
        if (is_dropped(point.value)) continue;
        const bool umlaut = out.ends_with('a') || out.ends_with('o') || out.ends_with('u');
        if (point.value == 'e' && umlaut) continue;
        append_utf8(out, plain(point.value));
        if (point.value == 0xDF) out += 's';
    }
    return out;
}

} // namespace kith::words
