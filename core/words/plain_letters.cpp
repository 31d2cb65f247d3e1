// SPDX-License-Identifier: MIT
#include "core/words/plain_letters.hpp"

#include "base/utf8.hpp"
#include "core/words/letters.hpp"

namespace kith::words {
namespace {

/// Whatever key they were typed with.
bool is_apostrophe(std::uint32_t c) {
    return c == '\'' || c == '`' || c == 0xB4 || c == 0x2BC || c == 0x2018 || c == 0x2019 ||
           c == 0x2032;
}

} // namespace

void append_plain(std::string& out, std::uint32_t code_point) {
    constexpr std::uint32_t kSharpS = 0xDF;
    if (is_apostrophe(code_point) || is_accent(code_point)) return;
    const auto small = small_letter(code_point);
    append_utf8(out, plain_letter(small));
    if (small == kSharpS) out += 's';
}

std::string plain_letters(std::string_view text) {
    std::string out;
    for (std::size_t pos = 0; pos < text.size();) {
        const auto point = decode_utf8(text, pos);
        pos += point.size;
        const bool umlaut = out.ends_with('a') || out.ends_with('o') || out.ends_with('u');
        if (umlaut && (point.value == 'e' || point.value == 'E')) continue;
        append_plain(out, point.value);
    }
    return out;
}

} // namespace kith::words
