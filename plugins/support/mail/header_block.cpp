// SPDX-License-Identifier: MIT
#include "plugins/support/mail/header_block.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "base/utf8.hpp"

namespace kith::mail {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t'; }

bool is_field_name(std::string_view name) {
    return !name.empty() && std::ranges::all_of(name, [](char c) { return c > ' ' && c < 0x7f; });
}

/// `From ana@example.net Mon Mar  2 ...`, but not the field `From : ana@example.net`.
bool is_mbox_line(std::string_view line) {
    if (line.starts_with('>')) line.remove_prefix(1);
    if (!line.starts_with("From ")) return false;
    line.remove_prefix(5);
    return !trim(line).starts_with(':');
}

bool is_end(std::string_view line) { return line.empty() || line == "\r"; }

std::string from_latin1(std::string_view text) {
    std::string out;
    out.reserve(text.size() * 2);
    for (const char c : text) append_utf8(out, static_cast<unsigned char>(c));
    return out;
}

} // namespace

std::string_view HeaderBlock::take_line() {
    const auto end = rest_.find('\n');
    const auto line = rest_.substr(0, end);
    rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
    return line;
}

std::optional<HeaderField> HeaderBlock::next() {
    while (!rest_.empty()) {
        const auto* const begin = rest_.data();
        const auto line = take_line();
        if (is_end(line)) {
            rest_ = {};
            return std::nullopt;
        }
        const bool mbox = first_ && is_mbox_line(line);
        first_ = false;
        auto end = line.data() + line.size();
        while (!rest_.empty() && is_blank(rest_.front())) {
            const auto more = take_line();
            end = more.data() + more.size();
        }
        const auto colon = line.find(':');
        if (mbox || colon == std::string_view::npos) continue;
        auto name = line.substr(0, colon);
        while (!name.empty() && is_blank(name.back())) name.remove_suffix(1);
        if (!is_field_name(name)) continue;
        const auto* const body = begin + colon + 1;
        return HeaderField{name, {body, static_cast<std::size_t>(end - body)}};
    }
    return std::nullopt;
}

std::optional<std::size_t> header_end(std::string_view text) {
    if (text.starts_with('\n') || text.starts_with("\r\n")) return 0;
    for (auto at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1)) {
        const auto rest = text.substr(at + 1);
        if (rest.starts_with('\n') || rest.starts_with("\r\n")) return at + 1;
    }
    return std::nullopt;
}

std::string unfold(std::string_view body) {
    std::string out;
    out.reserve(body.size());
    for (const char c : body) {
        if (c == '\r') continue;
        if (c == '\n' || c == '\t')
            out += ' ';
        else
            out += c;
    }
    const auto kept = trim(out);
    return is_utf8(kept) ? std::string{kept} : from_latin1(kept);
}

} // namespace kith::mail
