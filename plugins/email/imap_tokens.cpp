// SPDX-License-Identifier: MIT
#include "plugins/email/imap_tokens.hpp"

#include <algorithm>
#include <charconv>

#include "base/text.hpp"

namespace kith::email {
namespace {

bool ends_atom(char c) { return c == ' ' || c == '(' || c == ')' || c == '"' || c == '{'; }

bool same_word(std::string_view a, std::string_view b) {
    return a.size() == b.size() && lower_ascii(a) == lower_ascii(b);
}

std::string unescaped(std::string_view quoted) {
    std::string out;
    for (std::size_t i = 0; i < quoted.size(); ++i) {
        if (quoted[i] == '\\' && i + 1 < quoted.size()) ++i;
        out += quoted[i];
    }
    return out;
}

} // namespace

void ImapTokens::blanks() {
    while (rest_.starts_with(' ')) rest_.remove_prefix(1);
}

bool ImapTokens::take(char c) {
    blanks();
    if (!rest_.starts_with(c)) return false;
    rest_.remove_prefix(1);
    return true;
}

bool ImapTokens::take_word(std::string_view word) {
    blanks();
    const auto end = std::ranges::find_if(rest_, [](char c) { return ends_atom(c) || c == ']'; });
    const auto found = rest_.substr(0, static_cast<std::size_t>(end - rest_.begin()));
    if (!same_word(found, word)) return false;
    rest_.remove_prefix(found.size());
    return true;
}

std::optional<std::string_view> ImapTokens::atom() {
    blanks();
    const auto end = std::ranges::find_if(rest_, ends_atom);
    const auto size = static_cast<std::size_t>(end - rest_.begin());
    if (size == 0) return std::nullopt;
    const auto found = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return found;
}

template <class Number>
std::optional<Number> ImapTokens::digits() {
    blanks();
    Number value = 0;
    const auto [end, error] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), value);
    if (error != std::errc{}) return std::nullopt;
    rest_.remove_prefix(static_cast<std::size_t>(end - rest_.data()));
    return value;
}

std::optional<std::uint32_t> ImapTokens::number() { return digits<std::uint32_t>(); }

std::optional<std::uint32_t> ImapTokens::validity() {
    const auto wide = digits<std::uint64_t>();
    if (!wide) return std::nullopt;
    return static_cast<std::uint32_t>(*wide ^ (*wide >> 32U));
}

std::optional<std::string_view> ImapTokens::item_name() {
    blanks();
    std::size_t size = 0;
    bool inside = false;
    for (; size < rest_.size(); ++size) {
        const char c = rest_[size];
        if (c == '[') inside = true;
        if (c == ']') inside = false;
        if (!inside && ends_atom(c)) break;
    }
    if (size == 0) return std::nullopt;
    const auto found = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return found;
}

std::optional<std::string_view> ImapTokens::literal() {
    auto text = rest_;
    if (text.starts_with('~')) text.remove_prefix(1);
    if (!text.starts_with('{')) return std::nullopt;
    std::size_t size = 0;
    const auto* const stop = text.data() + text.size();
    const auto [end, error] = std::from_chars(text.data() + 1, stop, size);
    if (error != std::errc{}) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    if (text.starts_with('+')) text.remove_prefix(1);
    if (!text.starts_with("}\r\n") || text.size() - 3 < size) return std::nullopt;
    const auto found = text.substr(3, size);
    rest_ = text.substr(3 + size);
    return found;
}

std::optional<std::string_view> ImapTokens::quoted() {
    if (!rest_.starts_with('"')) return std::nullopt;
    for (std::size_t i = 1; i < rest_.size(); ++i) {
        if (rest_[i] == '\\') {
            ++i;
        } else if (rest_[i] == '"') {
            const auto found = rest_.substr(1, i - 1);
            rest_.remove_prefix(i + 1);
            return found;
        }
    }
    return std::nullopt;
}

std::optional<std::string> ImapTokens::text() {
    blanks();
    if (const auto found = literal()) return std::string{*found};
    if (const auto found = quoted()) return unescaped(*found);
    const auto found = atom();
    if (!found) return std::nullopt;
    return same_word(*found, "NIL") ? std::string{} : std::string{*found};
}

std::optional<std::string> ImapTokens::bytes() {
    blanks();
    if (const auto found = literal()) return std::string{*found};
    if (const auto found = quoted()) return unescaped(*found);
    skip_value();
    return std::nullopt;
}

std::optional<std::string_view> ImapTokens::raw_list() {
    blanks();
    const auto end = rest_.find(')');
    if (!rest_.starts_with('(') || end == std::string_view::npos) return std::nullopt;
    const auto found = rest_.substr(1, end - 1);
    rest_.remove_prefix(end + 1);
    return found;
}

bool ImapTokens::skip_value() {
    int depth = 0;
    do {
        blanks();
        if (rest_.empty()) return false;
        if (take('(')) {
            ++depth;
        } else if (rest_.starts_with(')')) {
            if (depth == 0) return false;
            rest_.remove_prefix(1);
            --depth;
        } else if (!literal() && !quoted() && !atom()) {
            return false;
        }
    } while (depth > 0);
    return true;
}

} // namespace kith::email
