// SPDX-License-Identifier: MIT
#include "plugins/support/mail/page_entities.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <optional>
#include <utility>

namespace kith::mail {
namespace {

constexpr std::size_t kLongest = 12; // `&#x10ffff;`
constexpr char32_t kFirstOfLatin = 0xa0;

/// The upper half of Latin-1, in its order.
constexpr std::array<std::string_view, 96> kLatin{
    "nbsp",   "iexcl",  "cent",   "pound",  "curren", "yen",    "brvbar", "sect",   "uml",
    "copy",   "ordf",   "laquo",  "not",    "shy",    "reg",    "macr",   "deg",    "plusmn",
    "sup2",   "sup3",   "acute",  "micro",  "para",   "middot", "cedil",  "sup1",   "ordm",
    "raquo",  "frac14", "frac12", "frac34", "iquest", "Agrave", "Aacute", "Acirc",  "Atilde",
    "Auml",   "Aring",  "AElig",  "Ccedil", "Egrave", "Eacute", "Ecirc",  "Euml",   "Igrave",
    "Iacute", "Icirc",  "Iuml",   "ETH",    "Ntilde", "Ograve", "Oacute", "Ocirc",  "Otilde",
    "Ouml",   "times",  "Oslash", "Ugrave", "Uacute", "Ucirc",  "Uuml",   "Yacute", "THORN",
    "szlig",  "agrave", "aacute", "acirc",  "atilde", "auml",   "aring",  "aelig",  "ccedil",
    "egrave", "eacute", "ecirc",  "euml",   "igrave", "iacute", "icirc",  "iuml",   "eth",
    "ntilde", "ograve", "oacute", "ocirc",  "otilde", "ouml",   "divide", "oslash", "ugrave",
    "uacute", "ucirc",  "uuml",   "yacute", "thorn",  "yuml"};

constexpr std::array<std::pair<std::string_view, char32_t>, 29> kOthers{
    {{"amp", 0x26},      {"lt", 0x3c},       {"gt", 0x3e},       {"quot", 0x22},
     {"apos", 0x27},     {"OElig", 0x152},   {"oelig", 0x153},   {"Scaron", 0x160},
     {"scaron", 0x161},  {"Yuml", 0x178},    {"ensp", 0x2002},   {"emsp", 0x2003},
     {"thinsp", 0x2009}, {"zwnj", 0x200c},   {"zwj", 0x200d},    {"ndash", 0x2013},
     {"mdash", 0x2014},  {"lsquo", 0x2018},  {"rsquo", 0x2019},  {"sbquo", 0x201a},
     {"ldquo", 0x201c},  {"rdquo", 0x201d},  {"bdquo", 0x201e},  {"bull", 0x2022},
     {"hellip", 0x2026}, {"lsaquo", 0x2039}, {"rsaquo", 0x203a}, {"euro", 0x20ac},
     {"trade", 0x2122}}};

std::optional<char32_t> numbered(std::string_view digits) {
    const bool is_hex = digits.starts_with('x') || digits.starts_with('X');
    if (is_hex) digits.remove_prefix(1);
    std::uint32_t value = 0;
    const auto* const stop = digits.data() + digits.size();
    const auto [end, error] = std::from_chars(digits.data(), stop, value, is_hex ? 16 : 10);
    if (digits.empty() || error != std::errc{} || end != stop) return std::nullopt;
    const bool is_shown = value >= 0x20 && value <= 0x10ffff && (value < 0xd800 || value > 0xdfff);
    return is_shown ? static_cast<char32_t>(value) : U' ';
}

std::optional<char32_t> meant(std::string_view name) {
    if (name.starts_with('#')) return numbered(name.substr(1));
    if (const auto it = std::ranges::find(kLatin, name); it != kLatin.end())
        return kFirstOfLatin + static_cast<char32_t>(it - kLatin.begin());
    const auto it = std::ranges::find(kOthers, name, [](const auto& each) { return each.first; });
    return it == kOthers.end() ? std::nullopt : std::optional{it->second};
}

/// Between two letters it is no blank.
bool is_unseen(char32_t c) { return c == 0xad || (c >= 0x200b && c <= 0x200d) || c == 0xfeff; }

void add_utf8(char32_t c, std::string& out) {
    const auto tail = [&](int shift) { out += static_cast<char>(0x80 | ((c >> shift) & 0x3f)); };
    if (c < 0x80) {
        out += static_cast<char>(c);
    } else if (c < 0x800) {
        out += static_cast<char>(0xc0 | (c >> 6));
    } else if (c < 0x10000) {
        out += static_cast<char>(0xe0 | (c >> 12));
        tail(6);
    } else {
        out += static_cast<char>(0xf0 | (c >> 18));
        tail(12);
        tail(6);
    }
    if (c >= 0x80) tail(0);
}

} // namespace

std::size_t add_entity(std::string_view page, std::string& out) {
    if (!page.starts_with('&')) return 0;
    const auto end = page.substr(0, kLongest).find(';');
    if (end == std::string_view::npos) return 0;
    const auto c = meant(page.substr(1, end - 1));
    if (!c) return 0;
    if (!is_unseen(*c)) add_utf8(*c, out);
    return end + 1;
}

} // namespace kith::mail
