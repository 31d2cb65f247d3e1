// SPDX-License-Identifier: MIT
#include "core/words/contact_line.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.hpp"
#include "core/words/ago.hpp"
#include "core/words/contact_table.hpp"
#include "core/words/in_vain.hpp"
#include "core/words/people.hpp"
#include "core/words/said.hpp"

namespace kith::words {
namespace {

constexpr std::ptrdiff_t kMostWords = 6; // of a name, with another

/// Takes `word` off the end of `name`, with one of the small words before it.
bool take_off(std::string& name, std::string_view word,
              std::initializer_list<std::string_view> before) {
    const auto low = folded(name);
    if (word.empty() || !low.ends_with(word)) return false;
    auto end = low.size() - word.size();
    if (end == 0 || low[end - 1] != ' ') return false;
    for (const auto small : before)
        if (end > small.size() + 1 &&
            std::string_view{low}.substr(0, end).ends_with(" " + std::string{small} + " ")) {
            end -= small.size() + 1;
            break;
        }
    name = std::string{without_marks(std::string_view{name}.substr(0, end))};
    return true;
}

/// The first `count` words of `text`; all of it where there are no more.
std::string_view first_words(std::string_view text, int count) {
    std::size_t at = text.find(' ');
    while (--count > 0 && at != std::string_view::npos) at = text.find(' ', at + 1);
    return text.substr(0, at);
}

std::string_view last_words(std::string_view text, int count) {
    std::size_t at = text.rfind(' ');
    while (--count > 0 && at != std::string_view::npos) at = text.substr(0, at).rfind(' ');
    return at == std::string_view::npos ? text : text.substr(at + 1);
}

/// Takes when it was off the end of *dad yesterday*: nothing where no such word stands there.
std::optional<std::string> take_when(std::string& name, const Bank& bank) {
    for (const auto& time : kTimes)
        if (speaks(time.language, bank) && take_off(name, time.words, {}))
            return std::string{time.meaning};
    const auto low = folded(name);
    for (int count = 2; count <= kMostAgoWords; ++count) {
        const auto words = last_words(low, count);
        if (auto ago = time_ago(words, bank); ago && take_off(name, words, {"about", "around"}))
            return ago;
    }
    for (std::size_t i = 0; i < kEnglishDays.size(); ++i)
        if (take_off(name, kEnglishDays[i], {"on", "last"}) ||
            take_off(name, folded(bank.days[i]), {"am", "letzten", "el"}))
            return std::string{kEnglishDays[i]};
    return std::nullopt;
}

/// When a piece says nothing else.
std::optional<std::string> time_of(std::string_view piece, const Bank& bank) {
    auto with_blank = " " + std::string{piece};
    const auto when = take_when(with_blank, bank);
    return with_blank.empty() ? when : std::nullopt;
}

/// Splits *dad yesterday, all well* into whom and when. A list of names ends with the first word of
/// when, and before another contact: *called Ana, met Leo yesterday*.
void split_when(SaidContact& out, const Bank& bank) {
    const auto pieces = pieces_of(out.name, bank);
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        const auto end_at = [&](const char* end) {
            out.name.resize(static_cast<std::size_t>(end - out.name.data()));
        };
        if (i > 0) {
            const char* before = pieces[i - 1].data() + pieces[i - 1].size();
            if (read_contact(pieces[i], bank)) return end_at(before);
            if (auto when = time_of(pieces[i], bank)) {
                out.when = std::move(*when);
                return end_at(before);
            }
        }
        std::string name{pieces[i]};
        if (auto when = take_when(name, bank)) {
            out.when = std::move(*when);
            return end_at(pieces[i].data() + name.size());
        }
    }
}

/// Takes `words` off the beginning of `line`.
bool take_first(std::string_view& line, std::string_view words) {
    const auto low = folded(line);
    const auto rest = after(low, words);
    if (!rest || without_marks(*rest).empty()) return false;
    line = without_marks(line.substr(line.size() - rest->size()));
    return true;
}

void drop_between(std::string& name) {
    while (std::ranges::any_of(kBetween, [&](auto word) { return take_off(name, word, {}); })) {
    }
}

std::optional<std::string> behind_verb(std::string_view line, const Verb& verb) {
    const auto low = folded(line);
    const auto rest = after(low, verb.words);
    // *I wrote, Ana*: whoever is named there was not written to.
    if (!rest || rest->starts_with(',') || rest->starts_with('.') || rest->starts_with(';'))
        return std::nullopt;
    return std::string{without_marks(line.substr(line.size() - rest->size()))};
}

/// *Leo gestern angerufen, alles gut*, *mit Leo telefoniert*: whom, where the verb stands behind.
std::optional<SaidContact> before_verb(std::string_view line, std::string_view opened_in,
                                       const Bank& bank) {
    for (const auto piece : pieces_of(line, bank))
        for (const auto& verb : kVerbs) {
            if (!verb.behind || !speaks(verb.language, bank)) continue;
            if (!opened_in.empty() && opened_in != verb.language) continue;
            std::string name{line.data(), piece.data() + piece.size()};
            if (!take_off(name, verb.words, {})) continue;
            drop_between(name);
            std::string_view rest = name;
            for (const auto small : kBefore)
                if (take_first(rest, small)) break;
            return SaidContact{.channel = verb.channel, .name = std::string{rest}, .when = {}};
        }
    return std::nullopt;
}

/// Takes when it was off the beginning of `line`.
std::string take_when_first(std::string_view& line, const Bank& bank) {
    for (const auto& time : kTimes)
        if (speaks(time.language, bank) && take_first(line, time.words))
            return std::string{time.meaning};
    const auto low = folded(line);
    for (int count = 2; count <= kMostAgoWords; ++count) {
        const auto words = without_marks(first_words(low, count));
        if (auto ago = time_ago(words, bank); ago && take_first(line, words)) return *ago;
    }
    for (std::size_t i = 0; i < kEnglishDays.size(); ++i) {
        const auto own = folded(bank.days[i]);
        for (const auto& day :
             {"on " + std::string{kEnglishDays[i]}, "am " + own, "letzten " + own, "el " + own})
            if ((!own.empty() || day.starts_with("on ")) && take_first(line, day))
                return std::string{kEnglishDays[i]};
    }
    return {};
}

/// Takes who did it off the beginning of `line`; the language it was said in.
std::string_view take_opener(std::string_view& line, const Bank& bank) {
    for (const auto& opener : kOpeners)
        if (speaks(opener.language, bank) && take_first(line, opener.words)) return opener.language;
    return {};
}

/// *La llamé ayer*: its name is the pronoun, with what follows. Of *le escribí a Ana* the pronoun
/// is dropped, for the name says it.
std::optional<SaidContact> pronoun_first(std::string_view& line, const Bank& bank) {
    if (bank.language != "es") return std::nullopt;
    for (const std::string_view pronoun : {"la", "lo", "le"}) {
        auto rest = line;
        if (!take_first(rest, pronoun)) continue;
        const auto low = folded(rest);
        for (const auto& verb : kPronounVerbs) {
            const auto tail = after(low, verb.words);
            if (!tail) continue;
            if (after(*tail, " a")) {
                line = rest;
                return std::nullopt;
            }
            const auto can = split(verb.pronouns, ' ');
            if (std::ranges::find(can, pronoun) == can.end()) return std::nullopt;
            return SaidContact{.channel = verb.channel,
                               .name = std::string{pronoun} +
                                       std::string{rest.substr(rest.size() - tail->size())},
                               .when = {}};
        }
    }
    return std::nullopt;
}

/// Whom and when of what was said, or nothing.
std::optional<SaidContact> finished(SaidContact said, const Bank& bank) {
    split_when(said, bank);
    drop_between(said.name);
    const auto pieces = pieces_of(said.name, bank);
    if (pieces.empty() || std::ranges::count(pieces.front(), ' ') >= kMostWords)
        return std::nullopt;
    return said;
}

} // namespace

std::optional<SaidContact> read_contact(std::string_view line, const Bank& bank) {
    if (was_in_vain(line, bank)) return std::nullopt;
    line = without_marks(line);
    auto when = take_when_first(line, bank);
    auto opened_in = take_opener(line, bank);
    if (when.empty()) when = take_when_first(line, bank); // *habe gestern Leo angerufen*
    auto said = pronoun_first(line, bank);
    if (!said && opened_in.empty()) opened_in = take_opener(line, bank); // behind a pronoun
    for (const auto& verb : kVerbs) {
        if (said) break;
        if (!speaks(verb.language, bank)) continue;
        if (!opened_in.empty() && opened_in != verb.language) continue;
        if (auto name = behind_verb(line, verb))
            said = SaidContact{.channel = verb.channel, .name = std::move(*name), .when = {}};
    }
    if (!said) said = before_verb(line, opened_in, bank);
    if (!said) return std::nullopt;
    said->when = when;
    return finished(std::move(*said), bank);
}

} // namespace kith::words
