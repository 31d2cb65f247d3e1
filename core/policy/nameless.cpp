// SPDX-License-Identifier: MIT
#include "core/policy/nameless.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.hpp"
#include "core/words/names.hpp"
#include "core/words/phrase.hpp"

namespace kith::policy {
namespace {

constexpr std::size_t kShortest = 2;
constexpr std::size_t kShortestSmall = 3; ///< letters of a name that a sentence may have small

/// Names that are words with a capital as well: months, and German flowers.
constexpr auto kWords =
    std::to_array<std::string_view>({"april", "august", "heide", "june", "mai", "may", "rose"});
/// Names that are words at the beginning of a sentence: Hope she gets it.
constexpr auto kFirstWords = std::to_array<std::string_view>(
    {"art",  "bill", "dawn", "daisy", "drew", "ernst",  "faith",  "grace", "hope",
     "iris", "ivy",  "jack", "joy",   "lily", "luz",    "mark",   "pat",   "penny",
     "rich", "rob",  "ruby", "sol",   "sue",  "summer", "violet", "will"});

bool is_gap(char c) { return c == ' ' || c == '-'; }

/// Whether nothing stands between the two but what may within one name: María de la Cruz.
bool are_beside(std::string_view text, const FoldedText::Spot& first,
                const FoldedText::Spot& second) {
    const auto end = first.at + first.size;
    if (second.at <= end || first.name.size() != first.size) return false;
    const auto between = text.substr(end, second.at - end);
    if (!is_gap(between.front()) || !is_gap(between.back())) return false;
    return std::ranges::all_of(split(between, ' '), [](const std::string& word) {
        return word.empty() || word == "-" || words::is_particle(word) || words::is_title(word);
    });
}

/// Whether a name may be a word where it stands, in spite of its capital.
bool may_be_word(const FoldedText& text, const FoldedText::Spot& spot) {
    if (!text.is_small(spot.at + 1)) return false; // all in capitals
    if (std::ranges::find(kWords, spot.name) != kWords.end()) return true;
    if (std::ranges::find(kFirstWords, spot.name) == kFirstWords.end()) return false;
    const auto before = trim(std::string_view{text.text()}.substr(0, spot.at));
    return before.empty() || before.find_last_of(".!?:;") == before.size() - 1;
}

/// Whether a title stands before `at`, as in Frau von Berg.
bool is_behind_title(std::string_view text, std::size_t at) {
    const auto parts = [](char sign) { return is_gap(sign) || sign == '.'; };
    for (auto before = text.substr(0, at); !before.empty() && parts(before.back());) {
        while (!before.empty() && parts(before.back())) before.remove_suffix(1);
        const auto from = before.find_last_of(" -\"'(,") + 1; // npos + 1 is the start
        const auto word = before.substr(from);
        if (words::is_courtesy(word)) return true;
        if (!words::is_particle(word)) return false;
        before = before.substr(0, from);
    }
    return false;
}

} // namespace

Nameless::Nameless(const Settings& settings) {
    for (const auto& c : settings.connections) add(c);
}

void Nameless::add_word(std::string_view word) {
    if (word.size() >= kShortest)
        for (auto& spelling : spellings(trim(word))) words_.insert(std::move(spelling));
}

void Nameless::add_part(std::string_view word) {
    for (auto& spelling : spellings(word)) parts_.insert(std::move(spelling));
}

void Nameless::add(const Connection& c) {
    const bool collective = kind_of(c.circle) == Kind::Collective;
    if (collective || !is_family_name(c.id, c.name)) add_word(c.id);
    add_word(c.name);
    for (const auto& name : c.also_called) add_word(name);
    const auto add_whole = [&](std::string_view whole) {
        const auto name = words::own_names(whole); // a remark may name others
        for (const auto& called : called_by(name)) add_word(called);
        for (const auto& part : name_parts(name)) add_part(part);
    };
    if (!collective && (c.state == State::NoContact || words::is_formal(c.name))) {
        add_whole(c.name);
    } else if (!collective) {
        for (const auto given : words::given_names(c.name)) add_word(given);
    }
    if (!collective && c.state == State::NoContact)
        for (const auto& name : c.also_called) add_whole(name);
    for (const auto& address : c.addresses) {
        add_word(address.text());
        add_word(address.value);
    }
}

std::vector<Nameless::Found> Nameless::found(const FoldedText& text) const {
    std::vector<Found> out;
    const auto take = [&](const FoldedText::Spot& spot, NameWord is) {
        if (is != NameWord::None) out.push_back({spot, is});
    };
    for (const auto& word : words_)
        for (const auto& spot : text.find(word)) take(spot, NameWord::Called);
    for (const auto& part : parts_)
        for (const auto& spot : text.find(part)) take(spot, NameWord::Part);
    if (knows_)
        for (const auto& spot : text.spots()) take(spot, knows_(spot.name));
    if (out.empty()) return out;
    for (auto& one : out)
        if (one.is == NameWord::Titled) {
            one.with_more = is_behind_title(text.text(), one.spot.at);
            one.is = one.with_more ? NameWord::Called : NameWord::Part;
        }
    const auto calls = [&](const Found& part) { // with what is beside it
        return std::ranges::any_of(out, [&](const Found& other) {
            return other.is == NameWord::Called &&
                   (are_beside(text.text(), other.spot, part.spot) ||
                    are_beside(text.text(), part.spot, other.spot));
        });
    };
    for (bool more = true; more;) {
        more = false;
        for (auto& one : out)
            if (one.is == NameWord::Part && calls(one)) {
                one.is = NameWord::Called;
                one.with_more = more = true;
            }
    }
    // Beside more of the same name it is theirs, whoever else is called so.
    for (auto& one : out) one.with_more |= one.is == NameWord::Called && calls(one);
    const Namesakes::Within spared{spared_, text};
    std::erase_if(out, [&](const Found& one) {
        if (spared.holds(one.spot)) return true;
        if (one.is == NameWord::Part) return spared.called(one.spot) || spared.named(one.spot);
        return !one.with_more && spared.called(one.spot);
    });
    return out;
}

std::vector<FoldedText::Spot> Nameless::spots(const FoldedText& text, Least least) const {
    std::vector<FoldedText::Spot> out;
    for (const auto& [spot, is, with_more] : found(text)) {
        const bool small = text.is_small(spot.at);
        if (is == NameWord::Part && (least < Least::Written || (least == Least::Written && small)))
            continue;
        if (least == Least::Called && small && spot.name.size() < kShortestSmall) continue;
        const bool alone = spot.size == text.text().size();
        const bool sure = with_more || alone || spot.name.find_first_of(" -'") != spot.name.npos;
        if (least == Least::Sure && !sure && (small || may_be_word(text, spot))) continue;
        out.push_back(spot);
    }
    std::ranges::stable_sort(out, std::ranges::greater{}, &FoldedText::Spot::size);
    return out;
}

bool Nameless::finds(std::string_view text) const {
    return !is_empty() && !spots(FoldedText{text}, Least::Written).empty();
}

bool Nameless::calls(std::string_view text) const {
    return !is_empty() && !spots(FoldedText{text}, Least::Called).empty();
}

bool Nameless::calls_surely(std::string_view text) const {
    return !is_empty() && !spots(FoldedText{trim(text)}, Least::Sure).empty();
}

bool Nameless::is_after(std::string_view id) const {
    return !is_empty() && !spots(FoldedText{id}, Least::After).empty();
}

bool Nameless::hints_at(std::string_view text) const {
    return !is_empty() && !spots(FoldedText{text}, Least::Part).empty();
}

std::string Nameless::operator()(std::string_view text) const {
    if (is_empty()) return std::string{text};
    const FoldedText folded{text};
    std::vector<FoldedText::Spot> taken;
    for (const auto& spot : spots(folded, Least::Written)) {
        const auto apart = [&](const FoldedText::Spot& other) {
            return other.at + other.size <= spot.at || spot.at + spot.size <= other.at;
        };
        if (std::ranges::all_of(taken, apart)) taken.push_back(spot);
    }
    std::ranges::sort(taken, {}, &FoldedText::Spot::at);
    std::string out;
    std::size_t done = 0;
    for (const auto& spot : taken) {
        const auto from = folded.origin(spot.at);
        out += text.substr(done, from - done);
        out += "someone";
        done = folded.origin(spot.at + spot.size);
    }
    return out += text.substr(done);
}

} // namespace kith::policy
