// SPDX-License-Identifier: MIT
#include "core/words/people.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.hpp"
#include "core/words/names.hpp"
#include "core/words/phrase.hpp"
#include "core/words/said.hpp"

namespace kith::words {
namespace {

constexpr std::ptrdiff_t kMostBlanks = 2; // of a name that is asked back
constexpr std::size_t kShortestEnd = 3;   // of a sentence's last word: *Dr. Ana* is one name

using Word = SpokenWord;

/// Whoever the offer was about.
constexpr std::array kPronouns{
    Word{"en", "her"}, Word{"en", "him"},  Word{"en", "them"}, Word{"de", "sie"}, Word{"de", "ihn"},
    Word{"de", "ihm"}, Word{"de", "ihr"},  Word{"de", "er"},   Word{"es", "la"},  Word{"es", "lo"},
    Word{"es", "le"},  Word{"es", "ella"}, Word{"es", "él"},
};
/// What may stand before a name.
constexpr std::array kBeforeNames{
    Word{"en", "my"},     Word{"en", "the"},    Word{"de", "mein"},   Word{"de", "meine"},
    Word{"de", "meinen"}, Word{"de", "meinem"}, Word{"de", "meiner"}, Word{"de", "der"},
    Word{"de", "die"},    Word{"de", "den"},    Word{"de", "dem"},    Word{"de", "mit"},
    Word{"de", "an"},     Word{"de", "bei"},    Word{"es", "a"},      Word{"es", "mi"},
    Word{"es", "el"},     Word{"es", "la"},
};
/// What may follow a name without changing whom it means: *Ana for coffee*.
constexpr std::array kBehindNames{
    Word{"en", " for "},  Word{"en", " at "},  Word{"de", " zum "},
    Word{"de", " beim "}, Word{"de", " für "}, Word{"es", " para "},
};
/// What begins no name, so that nobody is asked about it: *saw it*, *called off*, *met the
/// deadline*.
constexpr std::array kNoNames{
    Word{"en", "it"},        Word{"en", "this"},      Word{"en", "that"},     Word{"en", "these"},
    Word{"en", "those"},     Word{"en", "off"},       Word{"en", "out"},      Word{"en", "in"},
    Word{"en", "back"},      Word{"en", "up"},        Word{"en", "down"},     Word{"en", "about"},
    Word{"en", "around"},    Word{"en", "for"},       Word{"en", "on"},       Word{"en", "over"},
    Word{"en", "at"},        Word{"en", "with"},      Word{"en", "how"},      Word{"en", "what"},
    Word{"en", "why"},       Word{"en", "when"},      Word{"en", "where"},    Word{"en", "if"},
    Word{"en", "something"}, Word{"en", "some"},      Word{"en", "a"},        Word{"en", "an"},
    Word{"en", "the"},       Word{"en", "your"},      Word{"en", "my"},       Word{"en", "our"},
    Word{"en", "his"},       Word{"en", "their"},     Word{"en", "you"},      Word{"en", "me"},
    Word{"en", "us"},        Word{"en", "myself"},    Word{"en", "home"},     Word{"en", "sick"},
    Word{"en", "and"},       Word{"en", "but"},       Word{"en", "to"},       Word{"en", "so"},
    Word{"en", "too"},       Word{"en", "all"},       Word{"en", "already"},  Word{"en", "both"},
    Word{"en", "everyone"},  Word{"en", "everybody"}, Word{"en", "again"},    Word{"en", "later"},
    Word{"en", "tomorrow"},  Word{"en", "someone"},   Word{"en", "somebody"}, Word{"en", "anyone"},
    Word{"en", "today"},     Word{"en", "yesterday"}, Word{"en", "no"},

    Word{"de", "es"},        Word{"de", "das"},       Word{"de", "dies"},     Word{"de", "dieses"},
    Word{"de", "der"},       Word{"de", "die"},       Word{"de", "den"},      Word{"de", "dem"},
    Word{"de", "ein"},       Word{"de", "eine"},      Word{"de", "einen"},    Word{"de", "einem"},
    Word{"de", "dein"},      Word{"de", "deine"},     Word{"de", "deinen"},   Word{"de", "deiner"},
    Word{"de", "mein"},      Word{"de", "meine"},     Word{"de", "meinen"},   Word{"de", "meinem"},
    Word{"de", "dich"},      Word{"de", "dir"},       Word{"de", "mich"},     Word{"de", "mir"},
    Word{"de", "uns"},       Word{"de", "euch"},      Word{"de", "wir"},      Word{"de", "ich"},
    Word{"de", "du"},        Word{"de", "wer"},       Word{"de", "wen"},      Word{"de", "was"},
    Word{"de", "wie"},       Word{"de", "wo"},        Word{"de", "dass"},     Word{"de", "alle"},
    Word{"de", "etwas"},     Word{"de", "schon"},     Word{"de", "wieder"},   Word{"de", "zurück"},
    Word{"de", "in"},        Word{"de", "im"},        Word{"de", "zu"},       Word{"de", "aber"},
    Word{"de", "auch"},      Word{"de", "noch"},      Word{"de", "später"},   Word{"de", "morgen"},
    Word{"de", "jemand"},    Word{"de", "jemanden"},  Word{"de", "heute"},    Word{"de", "gestern"},
    Word{"de", "hätte"},     Word{"de", "wollte"},    Word{"de", "würde"},    Word{"de", "hast"},
    Word{"de", "hat"},       Word{"de", "haben"},     Word{"de", "habt"},     Word{"de", "wenn"},
    Word{"de", "falls"},

    Word{"es", "eso"},       Word{"es", "esto"},      Word{"es", "ello"},     Word{"es", "el"},
    Word{"es", "los"},       Word{"es", "las"},       Word{"es", "un"},       Word{"es", "una"},
    Word{"es", "unos"},      Word{"es", "unas"},      Word{"es", "tu"},       Word{"es", "tus"},
    Word{"es", "mi"},        Word{"es", "mis"},       Word{"es", "su"},       Word{"es", "sus"},
    Word{"es", "que"},       Word{"es", "quien"},     Word{"es", "quién"},    Word{"es", "me"},
    Word{"es", "te"},        Word{"es", "nos"},       Word{"es", "os"},       Word{"es", "casa"},
    Word{"es", "todos"},     Word{"es", "todas"},     Word{"es", "pero"},     Word{"es", "alguien"},
    Word{"es", "luego"},     Word{"es", "hoy"},       Word{"es", "ayer"},     Word{"es", "y"},
};

std::string_view first_word(std::string_view text) { return text.substr(0, text.find(' ')); }

/// Those who are called so: by id before name, by the whole name before the first of it.
std::vector<std::size_t> called(std::string_view folded_name, std::span<const Person> known) {
    const auto is = [&](std::string_view text) { return fold_case(text) == folded_name; };
    std::vector<std::size_t> whole;
    std::vector<std::size_t> first;
    for (std::size_t i = 0; i < known.size(); ++i) {
        const auto& one = known[i];
        if (is(one.id)) return {i};
        if (is(trim(one.name)) || std::ranges::any_of(one.also_called, is) ||
            (!one.label.empty() && is(without_marks(one.label))))
            whole.push_back(i);
        else if (is(given_name(one.name)))
            first.push_back(i);
    }
    return whole.empty() ? first : whole;
}

std::vector<std::size_t> found(std::string_view name, std::span<const Person> known,
                               const Bank& bank) {
    const auto low = fold_case(trim(name));
    auto out = called(low, known);
    const auto first = first_word(low);
    if (out.empty() && first.size() < low.size() && is_any(kBeforeNames, first, bank))
        out = called(trim(std::string_view{low}.substr(first.size())), known);
    for (const auto& behind : kBehindNames) {
        if (!out.empty()) break;
        if (const auto at = low.find(behind.word);
            at != std::string::npos && speaks(behind.language, bank))
            out = called(std::string_view{low}.substr(0, at), known);
    }
    return out;
}

/// Those whom *Ana on 3 March* begins with.
std::vector<std::size_t> begun_with(std::string_view piece, std::span<const Person> known) {
    const auto low = fold_case(piece);
    for (auto end = low.rfind(' '); end != std::string::npos && end > 0;
         end = low.rfind(' ', end - 1))
        if (auto fits = called(trim(std::string_view{low}.substr(0, end)), known); !fits.empty())
            return fits;
    return {};
}

/// The length of the mark between two pieces at `at` of `low`, or none.
std::size_t mark_at(std::string_view low, std::size_t at, std::span<const std::string> words) {
    if (std::string_view{",;:!()"}.contains(low[at])) return 1;
    for (const auto& word : words)
        if (low.substr(at).starts_with(word)) return word.size();
    if (low.substr(at).starts_with(". ")) {
        const auto blank = low.rfind(' ', at);
        const auto begin = blank == std::string_view::npos ? 0 : blank + 1;
        return at - begin >= kShortestEnd ? 2 : 0;
    }
    return 0;
}

} // namespace

std::vector<std::string_view> pieces_of(std::string_view names, const Bank& bank) {
    const auto low = folded(names);
    const std::array<std::string, 7> words{
        " and ",   " " + folded(Bank::text(bank.says, "and", "and")) + " ",
        " & ",     " + ",
        " - ",     " \u2013 ",
        " \u2014 "};
    std::vector<std::string_view> out;
    std::size_t begin = 0;
    const auto add = [&](std::size_t end) {
        const auto name = without_marks(names.substr(begin, end - begin));
        if (!name.empty()) out.push_back(name);
    };
    for (std::size_t at = 0; at < low.size();) {
        const auto mark = mark_at(low, at, words);
        if (mark > 0) {
            add(at);
            begin = at + mark;
        }
        at += std::max<std::size_t>(mark, 1);
    }
    add(low.size());
    return out;
}

std::vector<std::string> single_names(std::string_view names, const Bank& bank) {
    const auto pieces = pieces_of(names, bank);
    return {pieces.begin(), pieces.end()};
}

bool names_nobody(std::string_view names, const Bank& bank) {
    const auto pieces = pieces_of(names, bank);
    if (pieces.empty()) return true;
    const auto low = fold_case(pieces.front());
    const auto first = first_word(low);
    const bool leads = first.size() < low.size() && is_any(kBeforeNames, first, bank);
    return !leads && is_any(kNoNames, first, bank);
}

People people_named(std::string_view names, std::span<const Person> known, std::string_view offered,
                    const Bank& bank) {
    People out;
    const auto add = [&](std::string_view id) {
        if (std::ranges::find(out.ids, id) == out.ids.end()) out.ids.emplace_back(id);
    };
    // A name may hold an *and*.
    if (const auto all = found(names, known, bank); all.size() == 1) {
        add(known[all.front()].id);
        return out;
    }
    bool is_first = true;
    for (const auto piece : pieces_of(names, bank)) {
        const bool leads = std::exchange(is_first, false);
        const auto low = fold_case(piece);
        auto fits = found(piece, known, bank);
        if (fits.size() == 1) {
            add(known[fits.front()].id);
        } else if (fits.empty() && is_any(kPronouns, low, bank)) {
            if (!offered.empty())
                add(offered);
            else if (leads)
                return {};
        } else if (leads) {
            const auto first = first_word(low);
            if (fits.empty() && (is_any(kNoNames, first, bank) || is_any(kPronouns, first, bank)))
                return {};
            if (fits.empty()) fits = begun_with(piece, known);
            if (fits.empty() && std::ranges::count(piece, ' ') > kMostBlanks) return {};
            out.unsure = piece;
            for (const auto i : fits)
                if (const auto& one = known[i]; !one.unnamed)
                    out.perhaps.emplace_back(one.label.empty() ? one.name : one.label);
        }
    }
    return out;
}

} // namespace kith::words
