// SPDX-License-Identifier: MIT
#include "plugins/support/mail/mailbox_name.hpp"

#include <cstdint>
#include <optional>

#include "base/utf8.hpp"

namespace kith::mail {
namespace {

std::optional<std::uint32_t> digit(char c) {
    if (c >= 'A' && c <= 'Z') return static_cast<std::uint32_t>(c - 'A');
    if (c >= 'a' && c <= 'z') return static_cast<std::uint32_t>(c - 'a' + 26);
    if (c >= '0' && c <= '9') return static_cast<std::uint32_t>(c - '0' + 52);
    if (c == '+') return 62;
    if (c == ',') return 63;
    return std::nullopt;
}

/// Appends a run of UTF-16 in base 64; false where it is none.
bool append_run(std::string& out, std::string_view run) {
    std::uint32_t bits = 0;
    int held = 0;
    std::uint32_t high = 0;
    for (const char c : run) {
        const auto value = digit(c);
        if (!value) return false;
        bits = (bits << 6) | *value;
        held += 6;
        if (held < 16) continue;
        held -= 16;
        const auto unit = (bits >> held) & 0xFFFF;
        bits &= (1U << held) - 1;
        if (high != 0) {
            if (unit < 0xDC00 || unit > 0xDFFF) return false;
            append_utf8(out, 0x10000 + ((high - 0xD800) << 10) + (unit - 0xDC00));
            high = 0;
        } else if (unit >= 0xD800 && unit <= 0xDBFF) {
            high = unit;
        } else if (unit >= 0xDC00 && unit <= 0xDFFF) {
            return false;
        } else {
            append_utf8(out, unit);
        }
    }
    return high == 0 && held < 6;
}

} // namespace

std::string readable_mailbox(std::string_view raw) {
    std::string out;
    for (std::size_t i = 0; i < raw.size(); ++i) {
        if (raw[i] != '&') {
            out += raw[i];
            continue;
        }
        const auto end = raw.find('-', i);
        if (end == std::string_view::npos) return std::string{raw};
        const auto run = raw.substr(i + 1, end - i - 1);
        if (run.empty())
            out += '&';
        else if (!append_run(out, run))
            return std::string{raw};
        i = end;
    }
    return out;
}

} // namespace kith::mail
