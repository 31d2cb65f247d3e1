// SPDX-License-Identifier: MIT
#include "plugins/support/mail/encode.hpp"

#include <algorithm>
#include <cstdint>

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "plugins/support/mail/rfc5322.hpp"

namespace kith::mail {
namespace {

constexpr std::string_view kBase64 =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view kHex = "0123456789ABCDEF";
constexpr std::size_t kWordBytes = 39; // 52 characters, with `=?UTF-8?B?` and `?=` well below 75
constexpr std::size_t kPlainChars = 60;
constexpr std::size_t kLine = 75;
constexpr std::size_t kMostHeader = 300;

std::string base64(std::string_view bytes) {
    std::string out;
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const auto part = bytes.substr(i, 3);
        std::uint32_t bits = 0;
        for (std::size_t k = 0; k < 3; ++k)
            bits = bits << 8 | (k < part.size() ? static_cast<unsigned char>(part[k]) : 0U);
        for (std::size_t k = 0; k < 4; ++k)
            out += k <= part.size() ? kBase64[(bits >> (18 - 6 * k)) & 63] : '=';
    }
    return out;
}

bool is_printable_ascii(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c >= ' ' && c < 0x7f; });
}

void append_hex(std::string& out, char c) {
    const auto byte = static_cast<unsigned char>(c);
    out += '=';
    out += kHex[byte >> 4U];
    out += kHex[byte & 15U];
}

void append_line(std::string& out, std::string_view line) {
    std::size_t used = 0;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        const bool last = i + 1 == line.size();
        bool plain = (c > ' ' && c < 0x7f && c != '=') || ((c == ' ' || c == '\t') && !last);
        if (used == 0 && (c == '.' || line.substr(i).starts_with("From "))) plain = false;
        if (used + (plain ? 1 : 3) > kLine) {
            out += "=\r\n";
            used = 0;
            // What begins a line now may have to be hidden as well.
            if (c == '.' || line.substr(i).starts_with("From ")) plain = false;
        }
        if (plain)
            out += c;
        else
            append_hex(out, c);
        used += plain ? 1 : 3;
    }
    out += "\r\n";
}

} // namespace

std::string encode_header(std::string_view text) {
    auto clean = clean_line(text, kMostHeader);
    if (is_printable_ascii(clean) && clean.size() <= kPlainChars &&
        clean.find("=?") == std::string::npos)
        return clean;
    std::string out;
    for (std::size_t at = 0; at < clean.size();) {
        std::size_t size = 0;
        while (at + size < clean.size()) {
            const auto step = decode_utf8(clean, at + size).size;
            if (size + step > kWordBytes) break;
            size += step;
        }
        if (!out.empty()) out += "\r\n ";
        out += "=?UTF-8?B?" + base64(std::string_view{clean}.substr(at, size)) + "?=";
        at += size;
    }
    return out;
}

std::string quoted_printable(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const auto line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(text.size(), line.size() + 1));
        append_line(out, line);
    }
    return out;
}

std::string sendable_address(std::string_view address) {
    const auto at = address.rfind('@');
    if (at == std::string_view::npos || at == 0 || at + 1 == address.size()) return {};
    const auto out = std::string{address.substr(0, at + 1)} + ascii_domain(address.substr(at + 1));
    const bool fits =
        out.size() <= 254 && std::ranges::all_of(out, [](char c) {
            return c > ' ' && c < 0x7f &&
                   std::string_view{"()<>[]:;\\,\""}.find(c) == std::string_view::npos;
        });
    return fits && std::ranges::count(out, '@') == 1 ? out : std::string{};
}

} // namespace kith::mail
