// SPDX-License-Identifier: MIT
#include "core/words/letters.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <utf8proc.h>

namespace kith::words {
namespace {

/// Strokes, hooks and ligatures, which are no accents to Unicode, and the sigma at the end.
constexpr auto kPlain = std::to_array<std::pair<std::uint32_t, std::uint32_t>>({
    {0xDF, 's'},  {0xE6, 'a'},  {0xF0, 'd'},  {0xF8, 'o'},    {0x111, 'd'},  {0x127, 'h'},
    {0x131, 'i'}, {0x133, 'i'}, {0x138, 'k'}, {0x140, 'l'},   {0x142, 'l'},  {0x149, 'n'},
    {0x14B, 'n'}, {0x153, 'o'}, {0x167, 't'}, {0x17F, 's'},   {0x180, 'b'},  {0x183, 'b'},
    {0x188, 'c'}, {0x18C, 'd'}, {0x192, 'f'}, {0x199, 'k'},   {0x19A, 'l'},  {0x19E, 'n'},
    {0x1A5, 'p'}, {0x1AB, 't'}, {0x1AD, 't'}, {0x1B4, 'y'},   {0x1B6, 'z'},  {0x1E5, 'g'},
    {0x221, 'd'}, {0x225, 'z'}, {0x234, 'l'}, {0x235, 'n'},   {0x236, 't'},  {0x23C, 'c'},
    {0x23F, 's'}, {0x240, 'z'}, {0x247, 'e'}, {0x249, 'j'},   {0x24B, 'q'},  {0x24D, 'r'},
    {0x24F, 'y'}, {0x253, 'b'}, {0x256, 'd'}, {0x257, 'd'},   {0x260, 'g'},  {0x268, 'i'},
    {0x272, 'n'}, {0x273, 'n'}, {0x28B, 'v'}, {0x3C2, 0x3C3}, {0x1E9A, 'a'},
});
static_assert(std::ranges::is_sorted(kPlain));

std::int32_t to_signed(std::uint32_t c) { return static_cast<std::int32_t>(c); }

/// Georgian has large letters in Unicode and none in names.
bool is_georgian(std::uint32_t c) { return c >= 0x10D0 && c <= 0x10FF; }

} // namespace

std::uint32_t small_letter(std::uint32_t c) {
    return static_cast<std::uint32_t>(utf8proc_tolower(to_signed(c)));
}

std::uint32_t plain_letter(std::uint32_t c) {
    if (c < 0x80 || !is_small(c)) return c;
    const auto plain =
        std::ranges::lower_bound(kPlain, c, {}, &decltype(kPlain)::value_type::first);
    if (plain != kPlain.end() && plain->first == c) return plain->second;
    constexpr std::size_t kLongest = 4; // of canonical decompositions
    std::array<std::int32_t, kLongest> letters{};
    int state = 0;
    const auto size =
        utf8proc_decompose_char(to_signed(c), letters.data(), kLongest, UTF8PROC_DECOMPOSE, &state);
    if (size < 1) return c;
    const auto first = static_cast<std::uint32_t>(letters.front());
    return first == c ? c : plain_letter(first);
}

bool is_small(std::uint32_t c) {
    return utf8proc_category(to_signed(c)) == UTF8PROC_CATEGORY_LL && !is_georgian(c);
}

bool is_sign(std::uint32_t c) {
    switch (utf8proc_category(to_signed(c))) {
    case UTF8PROC_CATEGORY_PC:
    case UTF8PROC_CATEGORY_PD:
    case UTF8PROC_CATEGORY_PS:
    case UTF8PROC_CATEGORY_PE:
    case UTF8PROC_CATEGORY_PI:
    case UTF8PROC_CATEGORY_PF:
    case UTF8PROC_CATEGORY_PO:
    case UTF8PROC_CATEGORY_SM:
    case UTF8PROC_CATEGORY_SC:
    case UTF8PROC_CATEGORY_SK:
    case UTF8PROC_CATEGORY_SO:
    case UTF8PROC_CATEGORY_ZS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF: return true;
    default: return false;
    }
}

bool is_accent(std::uint32_t c) {
    return (c >= 0x300 && c <= 0x36F) || (c >= 0xFE00 && c <= 0xFE0F) ||
           (c >= 0xE0100 && c <= 0xE01EF);
}

bool is_right_to_left(std::uint32_t c) {
    const auto bidi = utf8proc_get_property(to_signed(c))->bidi_class;
    return bidi == UTF8PROC_BIDI_CLASS_R || bidi == UTF8PROC_BIDI_CLASS_AL;
}

} // namespace kith::words
