// SPDX-License-Identifier: MIT
#include "base/utf8.hpp"

namespace kith {

namespace {

bool is_continuation(std::string_view text, std::size_t pos) {
    return pos < text.size() && (static_cast<unsigned char>(text[pos]) & 0xC0U) == 0x80U;
}

std::size_t length_from_lead(unsigned char lead) {
    if (lead < 0x80) return 1;
    if (lead >= 0xC2 && lead <= 0xDF) return 2;
    if (lead >= 0xE0 && lead <= 0xEF) return 3;
    if (lead >= 0xF0 && lead <= 0xF4) return 4;
    return 0;
}

} // namespace

CodePoint decode_utf8(std::string_view text, std::size_t pos) {
    const auto lead = static_cast<unsigned char>(text[pos]);
    const std::size_t length = length_from_lead(lead);
    if (length == 0) return {};
    if (length == 1) return {lead, 1, true};

    std::uint32_t value = lead & (0x7FU >> length);
    for (std::size_t i = 1; i < length; ++i) {
        if (!is_continuation(text, pos + i)) return {0xFFFD, i, false};
        value = (value << 6) | (static_cast<unsigned char>(text[pos + i]) & 0x3FU);
    }
    const bool overlong = (length == 3 && value < 0x800) || (length == 4 && value < 0x10000);
    const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
    if (overlong || surrogate || value > 0x10FFFF) return {0xFFFD, length, false};
    return {value, length, true};
}

void append_utf8(std::string& out, std::uint32_t code_point) {
    const auto put = [&out](std::uint32_t byte) {
        out += static_cast<char>(static_cast<unsigned char>(byte));
    };
    if (code_point < 0x80) {
        put(code_point);
    } else if (code_point < 0x800) {
        put(0xC0U | (code_point >> 6));
        put(0x80U | (code_point & 0x3FU));
    } else if (code_point < 0x10000) {
        put(0xE0U | (code_point >> 12));
        put(0x80U | ((code_point >> 6) & 0x3FU));
        put(0x80U | (code_point & 0x3FU));
    } else {
        put(0xF0U | (code_point >> 18));
        put(0x80U | ((code_point >> 12) & 0x3FU));
        put(0x80U | ((code_point >> 6) & 0x3FU));
        put(0x80U | (code_point & 0x3FU));
    }
}

bool is_harmful(std::uint32_t c) {
    if (c == '\t' || c == '\n') return false;
    if (c < 0x20 || (c >= 0x7F && c <= 0x9F)) return true;
    if (c == 0x2028 || c == 0x2029 || c == 0xFEFF) return true;
    return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

bool is_tag(std::uint32_t c) { return c >= 0xE0000 && c <= 0xE007F; }

bool is_unseen(std::uint32_t c) {
    return c == 0x200B || (c >= 0x2060 && c <= 0x2064) || c == 0x180E || is_tag(c);
}

} // namespace kith
