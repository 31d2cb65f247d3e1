// SPDX-License-Identifier: MIT
#include "core/words/phrase.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "core/words/letters.hpp"

namespace kith::words {
namespace {

constexpr std::string_view kAnything = "...", kNumber = "#";
constexpr char kButNot = '-';

std::uint32_t lower(std::uint32_t c) { return c == 0x2019 || c == 0x2BC ? '\'' : small_letter(c); }

bool is_space(std::uint32_t c) {
    return c == ' ' || c == '\t' || c == '\n' || c == 0xA0 || c == 0x202F;
}

/// Letters, digits and what stands inside a word.
bool is_word(std::uint32_t c) { return c == '\'' || c == '~' || !is_sign(c); }

bool is_digits(std::string_view word) {
    return !word.empty() && std::ranges::all_of(word, [](char c) { return c >= '0' && c <= '9'; });
}

/// A part that forbids the word it stands for, and takes none: *-insurance*.
bool is_but_not(std::string_view part) {
    return part.size() > 1 && part.front() == kButNot && is_word(decode_utf8(part, 1).value);
}

/// Whether `word` is the one `wanted`, or begins so where its end is open.
bool is_same(std::string_view word, std::string_view wanted) {
    if (!wanted.ends_with('*')) return word == wanted;
    return word.starts_with(wanted.substr(0, wanted.size() - 1));
}

} // namespace

std::string fold_case(std::string_view text) {
    std::string out;
    for (std::size_t pos = 0; pos < text.size();) {
        const auto point = decode_utf8(text, pos);
        append_utf8(out, lower(point.value));
        pos += point.size;
    }
    return out;
}

std::vector<std::string> tokens(std::string_view text) {
    std::vector<std::string> out;
    bool inside = false;
    const auto folded = fold_case(text);
    for (std::size_t pos = 0; pos < folded.size();) {
        const auto point = decode_utf8(folded, pos);
        const std::string_view sign = std::string_view{folded}.substr(pos, point.size);
        pos += point.size;
        if (is_space(point.value)) {
            inside = false;
        } else if (!is_word(point.value)) {
            out.emplace_back(sign);
            inside = false;
        } else if (inside) {
            out.back() += sign;
        } else {
            out.emplace_back(sign);
            inside = true;
        }
    }
    return out;
}

bool is_of_signs(std::string_view token) {
    for (std::size_t pos = 0; pos < token.size();) {
        const auto point = decode_utf8(token, pos);
        if (!is_sign(point.value) && !is_accent(point.value)) return false;
        pos += point.size;
    }
    return true;
}

Phrase::Phrase(std::string_view written) : written_(written) {
    for (const auto& word : split(fold_case(written), ' ')) {
        if (word.empty()) continue;
        const bool is_whole = word == kAnything || word == kNumber || word.ends_with('*');
        if (is_whole || (!parts_.empty() && is_but_not(word)))
            parts_.push_back(word);
        else
            for (auto& part : tokens(word)) parts_.push_back(std::move(part));
    }
}

bool Phrase::matches_at(std::span<const std::string> text, std::span<const std::string> numbers,
                        std::size_t at, std::size_t part) const {
    if (part == parts_.size()) return true;
    const auto& wanted = parts_[part];
    if (wanted == kAnything) {
        for (auto from = at; from <= text.size(); ++from)
            if (matches_at(text, numbers, from, part + 1)) return true;
        return false;
    }
    if (is_but_not(wanted)) {
        const bool stands = at < text.size() && is_same(text[at], wanted.substr(1));
        return !stands && matches_at(text, numbers, at, part + 1);
    }
    if (at == text.size()) return false;
    const auto& word = text[at];
    const bool fits = wanted == kNumber
                          ? is_digits(word) || std::ranges::find(numbers, word) != numbers.end()
                          : is_same(word, wanted);
    return fits && matches_at(text, numbers, at + 1, part + 1);
}

bool Phrase::stands_in(std::span<const std::string> text,
                       std::span<const std::string> numbers) const {
    if (parts_.empty()) return false;
    for (std::size_t at = 0; at < text.size(); ++at)
        if (matches_at(text, numbers, at, 0)) return true;
    return false;
}

} // namespace kith::words
