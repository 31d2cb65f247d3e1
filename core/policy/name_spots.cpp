// SPDX-License-Identifier: MIT
#include "core/policy/name_spots.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "core/words/letters.hpp"
#include "core/words/names.hpp"
#include "core/words/phrase.hpp"
#include "core/words/plain_letters.hpp"

namespace kith::policy {
namespace {

constexpr std::size_t kShortestGenitive = 3; ///< letters of the name: `als` is nobody's
constexpr std::size_t kShortestPart = 4, kShortestOfSeveral = 2;
constexpr std::size_t kShortestPiece = 3;      ///< letters of what a hyphen leaves: Ann of Jo-Ann
constexpr std::size_t kFewest = 2, kMost = 16; ///< signs of a name without spaces
constexpr std::size_t kMostJoined = 4;         ///< words of one name with hyphens

struct Range {
    std::uint32_t first, last;
};

/// Letters that some type as two.
constexpr auto kPairs = std::to_array<std::pair<std::string_view, std::string_view>>(
    {{"ä", "ae"}, {"ö", "oe"}, {"ü", "ue"}, {"ø", "oe"}, {"æ", "ae"}, {"å", "aa"}});

bool is_in(std::uint32_t c, const auto& ranges) {
    return std::ranges::any_of(ranges, [c](const Range& r) { return c >= r.first && c <= r.last; });
}

/// Thai, Lao, Tibetan, Burmese, Hangul, Khmer, Han and Kana: no spaces, or endings that follow at
/// once.
constexpr auto kSpaceless = std::to_array<Range>({{0xE00, 0xFFF},
                                                  {0x1000, 0x109F},
                                                  {0x1100, 0x11FF},
                                                  {0x1780, 0x17FF},
                                                  {0x2E80, 0xA4CF},
                                                  {0xAC00, 0xD7FF},
                                                  {0xF900, 0xFAFF},
                                                  {0x20000, 0x3FFFF}});

constexpr auto kHanAndHangul =
    std::to_array<Range>({{0x3400, 0x9FFF}, {0xAC00, 0xD7A3}, {0x20000, 0x3FFFF}});

bool is_by_sign(const FoldedText::Spot& word) {
    return is_in(decode_utf8(word.name, 0).value, kHanAndHangul);
}

/// The name that `word` may be the genitive of; empty where it is none.
std::string_view nominative(std::string_view word) {
    if (!word.ends_with('s')) return {};
    auto name = word.substr(0, word.size() - 1);
    if (name.ends_with('e')) { // Joneses, not times
        const auto stem = name.substr(0, name.size() - 1);
        for (const auto* end : {"s", "x", "z", "ch", "sh", "ß"})
            if (stem.ends_with(end)) return stem;
    }
    return utf8_length(name) < kShortestGenitive ? std::string_view{} : name;
}

/// The ends of the code points of `text`.
std::vector<std::size_t> steps(std::string_view text) {
    std::vector<std::size_t> out{0};
    while (out.back() < text.size()) out.push_back(out.back() + decode_utf8(text, out.back()).size);
    return out;
}

} // namespace

FoldedText::Sign FoldedText::sign_of(std::uint32_t c) {
    constexpr std::uint32_t kTsheg = 0xF0B; // between the syllables of a Tibetan name
    if (c != kTsheg && words::is_sign(c)) return Sign::Other;
    return is_in(c, kSpaceless) ? Sign::Spaceless : Sign::Letter;
}

FoldedText::FoldedText(std::string_view written) {
    for (std::size_t pos = 0; pos < written.size();) {
        const auto point = decode_utf8(written, pos);
        const auto from = std::exchange(pos, pos + point.size);
        const auto before = text_.size();
        words::append_plain(text_, point.value);
        if (text_.size() == before) {
            if (words::is_accent(point.value)) continue; // a sign of its own
            text_ += words::fold_case(written.substr(from, point.size));
        }
        signs_.resize(text_.size(), sign_of(decode_utf8(text_, before).value));
        origin_.resize(text_.size(), from);
        small_.resize(text_.size(), words::is_small(point.value));
    }
    origin_.push_back(written.size());
}

std::vector<FoldedText::Spot> FoldedText::words() const {
    std::vector<Spot> out;
    const std::string_view all{text_};
    for (std::size_t at = 0; at < all.size();) {
        auto end = at;
        while (end < all.size() && signs_[end] == signs_[at]) ++end;
        if (signs_[at] != Sign::Other) out.push_back({at, end - at, all.substr(at, end - at)});
        at = end;
    }
    return out;
}

std::vector<FoldedText::Spot> FoldedText::spots() const {
    std::vector<Spot> out;
    const std::string_view all{text_};
    const auto take = [&](std::size_t at, std::size_t size) {
        out.push_back({at, size, all.substr(at, size)});
        if (const auto name = nominative(out.back().name); !name.empty())
            out.push_back({at, size, name});
    };
    const auto single = words();
    for (std::size_t i = 0; i < single.size(); ++i) {
        const auto& word = single[i];
        if (signs_[word.at] == Sign::Letter) {
            take(word.at, word.size);
            for (auto j = i + 1; j < single.size() && j - i < kMostJoined; ++j) {
                const auto end = single[j - 1].at + single[j - 1].size;
                if (single[j].at != end + 1 || (all[end] != '-' && all[end] != '\'')) break;
                take(word.at, single[j].at + single[j].size - word.at);
            }
            continue;
        }
        out.push_back(word);
        const auto ends = steps(word.name);
        for (std::size_t from = 0; from < ends.size(); ++from)
            for (auto to = from + kFewest; to < ends.size() && to - from <= kMost; ++to) {
                const auto size = ends[to] - ends[from];
                if (size < word.size)
                    out.push_back({word.at + ends[from], size, word.name.substr(ends[from], size)});
            }
    }
    return out;
}

/// Whether something may begin at `at`, also `inside` what has no spaces.
bool FoldedText::begins(std::size_t at, bool inside) const {
    if (at == 0 || signs_[at] == Sign::Other || signs_[at - 1] != signs_[at]) return true;
    return inside && signs_[at] == Sign::Spaceless;
}

bool FoldedText::ends(std::size_t at, bool inside) const {
    if (at == text_.size()) return true;
    const auto last = signs_[at - 1];
    return last == Sign::Other || signs_[at] != last || (inside && last == Sign::Spaceless);
}

std::vector<FoldedText::Spot> FoldedText::find(std::string_view folded) const {
    std::vector<Spot> out;
    if (folded.empty()) return out;
    const std::string_view all{text_};
    const bool inside = utf8_length(folded) >= kFewest;
    for (auto at = all.find(folded); at != all.npos; at = all.find(folded, at + 1)) {
        if (!begins(at, inside)) continue;
        auto end = at + folded.size();
        if (!ends(end, inside)) {
            while (end < all.size() && signs_[end] == Sign::Letter) ++end;
            if (nominative(all.substr(at, end - at)) != folded) continue;
        }
        out.push_back({at, end - at, all.substr(at, folded.size())});
    }
    return out;
}

std::vector<std::string> spellings(std::string_view name) {
    constexpr std::size_t kShortestCollapsed = 4;
    std::vector<std::string> out{FoldedText{name}.text()};
    const auto add = [&](std::string text) {
        text = FoldedText{text}.text();
        if (std::ranges::find(out, text) == out.end()) out.push_back(std::move(text));
    };
    const auto replaced = [](std::string text, std::string_view what, std::string_view by) {
        for (auto at = text.find(what); at != text.npos; at = text.find(what, at + by.size()))
            text.replace(at, what.size(), by);
        return text;
    };
    auto two = words::fold_case(name);
    auto one = out.front();
    for (const auto& [sign, pair] : kPairs) {
        two = replaced(std::move(two), sign, pair);
        if (pair.ends_with('e')) one = replaced(std::move(one), pair, pair.substr(0, 1));
    }
    add(std::move(two));
    if (utf8_length(one) >= kShortestCollapsed) add(std::move(one));
    for (const auto* sign : {"-", "'"})
        for (std::size_t i = 0, all = out.size(); i < all; ++i) add(replaced(out[i], sign, ""));
    return out;
}

std::vector<std::string> name_parts(std::string_view name) {
    std::vector<std::string> out;
    const FoldedText folded{name};
    const bool any_capital = words::fold_case(name) != name;
    const bool short_too = words::is_of_several(name) || words::is_formal(name);
    const auto hyphen = [&](std::size_t at) { return at < name.size() && name[at] == '-'; };
    const auto all = folded.words();
    for (std::size_t i = 0; i + 1 < all.size(); ++i) { // O'Neill, and no genitive
        const auto end = all[i].at + all[i].size;
        if (all[i + 1].at != end + 1 || folded.text()[end] != '\'' || all[i + 1].name.size() < 2)
            continue;
        const auto from = folded.origin(all[i].at);
        const auto written = name.substr(from, folded.origin(end + 1 + all[i + 1].size) - from);
        if (!any_capital || words::fold_case(written) != written) out.emplace_back(written);
    }
    for (const auto& word : all) {
        const auto from = folded.origin(word.at), to = folded.origin(word.at + word.size);
        const auto written = name.substr(from, to - from);
        const auto ends = steps(word.name);
        if (is_by_sign(word) && ends.size() > kFewest) {
            out.emplace_back(word.name.substr(0, ends[kFewest]));
            out.emplace_back(word.name.substr(ends[ends.size() - 1 - kFewest]));
        }
        const bool piece = hyphen(to) || (from > 0 && hyphen(from - 1));
        const auto shortest = short_too || piece ? kShortestOfSeveral : kShortestPart;
        if (ends.size() <= shortest || words::is_title(written)) continue;
        if (!any_capital || words::fold_case(written) != written) out.emplace_back(written);
    }
    return out;
}

std::vector<std::string> called_by(std::string_view name) {
    std::vector<std::string> out;
    const FoldedText folded{name};
    const auto all = folded.words();
    if (!all.empty() && is_by_sign(all.back())) {
        const auto ends = steps(all.back().name);
        if (ends.size() > kFewest)
            out.emplace_back(all.back().name.substr(ends[ends.size() - 1 - kFewest]));
    }
    if (words::is_formal(name)) return out;
    for (const auto given : words::given_names(name)) {
        out.emplace_back(given);
        const bool any_capital = words::fold_case(given) != given;
        if (!given.contains('-') || given.contains(' ')) continue;
        for (const auto& piece : split(given, '-'))
            if (utf8_length(piece) >= kShortestPiece && !words::is_title(piece) &&
                (!any_capital || words::fold_case(piece) != piece))
                out.emplace_back(piece);
    }
    return out;
}

bool is_joined(std::string_view name) {
    const auto folded = FoldedText{name}.text();
    return folded.find_first_of("-'") != folded.npos && !folded.contains(' ');
}

bool is_family_name(std::string_view id, std::string_view name) {
    if (!words::is_formal(name)) return false;
    const auto folded = FoldedText{id}.text();
    return std::ranges::any_of(name_parts(name), [&](const auto& part) {
        const auto all = spellings(part);
        return std::ranges::find(all, folded) != all.end();
    });
}

} // namespace kith::policy
