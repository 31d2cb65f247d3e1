// SPDX-License-Identifier: MIT
#include "core/policy/unaddressed.hpp"

#include "core/policy/shunned.hpp"

namespace kith::policy {
namespace {

constexpr std::string_view kBetween = " \t\r\n<>()[]{}\"'`,;|=/";
constexpr std::string_view kAround = ".:!?";

bool is_theirs(const std::string& address, const Shunned& shunned) {
    auto parsed = parse_address(address);
    if (!parsed) return false;
    Connection whoever;
    whoever.addresses.push_back(*std::move(parsed));
    return shunned.has(whoever);
}

/// As an address of any kind, also behind a word and a colon that are none of it (from:).
bool is_theirs(std::string_view piece, const Shunned& shunned) {
    const std::string whole{piece};
    for (const auto* scheme : {"", "xmpp:", "matrix:", "tel:"})
        if (is_theirs(scheme + whole, shunned)) return true;
    const auto colon = piece.find(':');
    return colon != std::string_view::npos && is_theirs(piece.substr(colon + 1), shunned);
}

bool is_like_one(std::string_view piece) {
    return piece.find('@') != std::string_view::npos || piece.find(':') != std::string_view::npos ||
           piece.starts_with('+');
}

} // namespace

std::string without_addresses(std::string_view text, const Shunned& shunned) {
    if (shunned.empty()) return std::string{text};
    std::string out;
    while (!text.empty()) {
        const auto from = text.find_first_not_of(kBetween);
        out += text.substr(0, from);
        if (from == std::string_view::npos) break;
        text.remove_prefix(from);
        const auto piece = text.substr(0, text.find_first_of(kBetween));
        const auto last = piece.find_last_not_of(kAround);
        const auto bare = piece.substr(0, last == std::string_view::npos ? 0 : last + 1);
        if (is_like_one(bare) && is_theirs(bare, shunned)) {
            out += "someone";
            out += piece.substr(bare.size());
        } else
            out += piece;
        text.remove_prefix(piece.size());
    }
    return out;
}

} // namespace kith::policy
