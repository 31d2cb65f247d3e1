// SPDX-License-Identifier: MIT
#include "base/text.hpp"

#include <algorithm>
#include <cstdlib>

#include "base/utf8.hpp"

namespace kith {

bool is_utf8(std::string_view text) {
    for (std::size_t pos = 0; pos < text.size();) {
        const CodePoint point = decode_utf8(text, pos);
        if (!point.valid) return false;
        pos += point.size;
    }
    return true;
}

std::size_t utf8_length(std::string_view text) {
    std::size_t length = 0;
    for (const char c : text) {
        if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) ++length;
    }
    return length;
}

namespace {

constexpr std::string_view kApart = "\u2068", kApartEnd = "\u2069";

constexpr std::uint32_t kBlackFlag = 0x1F3F4;

bool sets_apart(std::uint32_t c) { return c == 0x2068 || c == 0x2069; }

/// Marks that set a text apart may stay where each is closed before the next opens: then they turn
/// nothing but what is between them.
std::string with_whole_pairs(std::string text) {
    bool open = false, whole = true;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto rest = std::string_view{text}.substr(at);
        const bool opens = rest.starts_with(kApart), closes = rest.starts_with(kApartEnd);
        if (!opens && !closes) continue;
        whole = whole && open == closes;
        open = opens;
    }
    if (whole && !open) return text;
    for (const auto mark : {kApart, kApartEnd})
        for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark, at))
            text.erase(at, mark.size());
    return text;
}

} // namespace

std::string clean_line(std::string_view text, std::size_t max_chars) {
    std::string out;
    std::size_t chars = 0;
    bool flag = false;                 // tags behind a black flag make it Scotland's
    std::size_t room_for_ellipsis = 0; // bytes of `out` that hold the first max_chars - 1
    for (std::size_t pos = 0; pos < text.size();) {
        CodePoint point = decode_utf8(text, pos);
        pos += point.size;
        const bool gap = point.value == '\t' || point.value == '\n' || point.value == '\r';
        if (gap) point.value = ' ';
        if (is_harmful(point.value) && !sets_apart(point.value)) continue;
        flag = point.value == kBlackFlag || (flag && is_tag(point.value));
        if (is_unseen(point.value) && !flag) continue;
        if (gap && (out.empty() || out.back() == ' ')) continue;
        if (chars == max_chars) {
            out.resize(room_for_ellipsis);
            if (max_chars > 0) append_utf8(out, 0x2026);
            break;
        }
        if (chars + 1 == max_chars) room_for_ellipsis = out.size();
        append_utf8(out, point.value);
        ++chars;
    }
    return std::string(trim(with_whole_pairs(std::move(out))));
}

std::string escape_markup(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (const char c : text) {
        switch (c) {
        case '<': out += "&lt;"; break;
        case '>': out += "&gt;"; break;
        case '&': out += "&amp;"; break;
        case '"': out += "&quot;"; break;
        case '\'': out += "&#39;"; break;
        default: out += c;
        }
    }
    return out;
}

std::string_view trim(std::string_view text) {
    constexpr std::string_view kSpace = " \t\r\n\v\f";
    const auto first = text.find_first_not_of(kSpace);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(kSpace) - first + 1);
}

std::string lower_ascii(std::string_view text) {
    std::string out(text);
    for (char& c : out) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return out;
}

std::vector<std::string> split(std::string_view text, char separator) {
    std::vector<std::string> parts;
    for (;;) {
        const auto end = text.find(separator);
        parts.emplace_back(text.substr(0, end));
        if (end == std::string_view::npos) return parts;
        text.remove_prefix(end + 1);
    }
}

namespace {

/// Optimal string alignment: insert, delete, replace, and swap of neighbours, each 1.
std::size_t alignment_distance(std::string_view a, std::string_view b) {
    const std::size_t width = b.size() + 1;
    std::vector<std::size_t> before(width), last(width), row(width);
    for (std::size_t j = 0; j < width; ++j) last[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j < width; ++j) {
            const std::size_t replace = last[j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U);
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, replace});
            const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
        }
        before.swap(last);
        last.swap(row);
    }
    return last[b.size()];
}

} // namespace

std::string_view nearest(std::string_view word, std::span<const std::string_view> candidates) {
    const std::string wanted = lower_ascii(word);
    std::size_t best = std::max<std::size_t>(1, wanted.size() / 3);
    std::string_view found;
    for (const std::string_view candidate : candidates) {
        // A difference in length alone is already that far.
        const std::size_t longer = std::max(candidate.size(), wanted.size());
        if (longer - std::min(candidate.size(), wanted.size()) > best) continue;
        const std::size_t distance = alignment_distance(wanted, lower_ascii(candidate));
        if (distance < best || (distance == best && found.empty())) {
            best = distance;
            found = candidate;
        }
    }
    return found;
}

std::string join_words(std::span<const std::string> words, std::string_view last) {
    std::string out;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i > 0) out += i + 1 == words.size() ? last : std::string_view(", ");
        out += words[i];
    }
    return out;
}

} // namespace kith
