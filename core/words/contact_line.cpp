// SPDX-License-Identifier: MIT
#include "core/words/contact_line.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "core/words/said.hpp"

namespace kith::words {
namespace {

constexpr std::ptrdiff_t kMostWords = 6; // of a name, with another

/// What is said of a contact. German says it behind the name as well.
struct Verb {
    std::string_view language, words;
    Channel channel;
    bool behind = false;
};
/// Longer beginnings stand before shorter ones.
constexpr std::array kVerbs{
    Verb{"en", "met", Channel::Together},
    Verb{"en", "saw", Channel::Together},
    Verb{"en", "visited", Channel::Together},
    Verb{"en", "called", Channel::Call},
    Verb{"en", "rang", Channel::Call},
    Verb{"en", "phoned", Channel::Call},
    Verb{"en", "wrote to", Channel::Message},
    Verb{"en", "wrote", Channel::Message},
    Verb{"en", "texted", Channel::Message},

    Verb{"de", "getroffen", Channel::Together, true},
    Verb{"de", "gesehen", Channel::Together, true},
    Verb{"de", "besucht", Channel::Together, true},
    Verb{"de", "traf", Channel::Together},
    Verb{"de", "angerufen", Channel::Call, true},
    Verb{"de", "telefoniert", Channel::Call, true},
    Verb{"de", "geschrieben", Channel::Message, true},

    Verb{"es", "vi a", Channel::Together},
    Verb{"es", "visto a", Channel::Together},
    Verb{"es", "llamé a", Channel::Call},
    Verb{"es", "llame a", Channel::Call},
    Verb{"es", "llamado a", Channel::Call},
    Verb{"es", "escribí a", Channel::Message},
    Verb{"es", "escrito a", Channel::Message},
};

struct Word {
    std::string_view language, words;
};
/// Who did it, which is clear anyway.
constexpr std::array kOpeners{
    Word{"en", "i have"},   Word{"en", "i've"}, Word{"en", "i just"},    Word{"en", "i"},
    Word{"de", "ich habe"}, Word{"de", "ich"},  Word{"de", "habe ich"},  Word{"de", "habe"},
    Word{"de", "hab ich"},  Word{"de", "hab"},  Word{"de", "wir haben"}, Word{"es", "he"},
    Word{"es", "yo"},
};
/// What stands between name and verb without being a part of either.
constexpr std::array<std::string_view, 3> kBetween{"hat mich", "hat mir", "hat"};
constexpr std::array<std::string_view, 3> kBefore{"mit", "an", "bei"};
/// Of whoever did not.
constexpr std::array<std::string_view, 9> kNot{
    "nicht", "nie", "niemand", "niemanden", "niemandem", "kein", "keine", "keinen", "noch"};

/// Words for when, and what `kith log --at` calls them.
struct Time {
    std::string_view language, words, meaning;
};
constexpr std::array kTimes{
    Time{"en", "yesterday", "yesterday"}, Time{"en", "today", ""},
    Time{"de", "gestern", "yesterday"},   Time{"de", "heute", ""},
    Time{"es", "ayer", "yesterday"},      Time{"es", "hoy", ""},
};
constexpr std::array<std::string_view, 7> kEnglishDays{"sunday",   "monday", "tuesday", "wednesday",
                                                       "thursday", "friday", "saturday"};

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

/// Splits *dad yesterday* into whom and when.
void split_when(SaidContact& out, const Bank& bank) {
    for (const auto& time : kTimes)
        if (speaks(time.language, bank) && take_off(out.name, time.words, {})) {
            out.when = time.meaning;
            return;
        }
    for (std::size_t i = 0; i < kEnglishDays.size(); ++i)
        if (take_off(out.name, kEnglishDays[i], {"on", "last"}) ||
            take_off(out.name, folded(bank.days[i]), {"am", "letzten", "el"})) {
            out.when = kEnglishDays[i];
            return;
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
    for (const auto between : kBetween)
        if (take_off(name, between, {})) return;
}

bool has_not(std::string_view name) {
    return std::ranges::any_of(split(folded(name), ' '), [](const std::string& word) {
        return std::ranges::find(kNot, word) != kNot.end();
    });
}

/// *Leo gestern angerufen*, *mit Leo telefoniert*: whom, where the verb stands behind.
std::optional<std::string> before_verb(std::string_view line, const Verb& verb) {
    std::string name{line};
    if (!verb.behind || !take_off(name, verb.words, {})) return std::nullopt;
    drop_between(name);
    std::string_view rest = name;
    for (const auto small : kBefore)
        if (take_first(rest, small)) break;
    if (has_not(rest)) return std::nullopt;
    return std::string{rest};
}

std::optional<std::string> behind_verb(std::string_view line, const Verb& verb) {
    const auto low = folded(line);
    const auto rest = after(low, verb.words);
    if (!rest) return std::nullopt;
    return std::string{without_marks(line.substr(line.size() - rest->size()))};
}

} // namespace

std::optional<SaidContact> read_contact(std::string_view line, const Bank& bank) {
    line = without_marks(line);
    SaidContact out;
    for (const auto& time : kTimes)
        if (speaks(time.language, bank) && take_first(line, time.words)) {
            out.when = time.meaning;
            break;
        }
    std::string_view opened_in;
    for (const auto& opener : kOpeners)
        if (speaks(opener.language, bank) && take_first(line, opener.words)) {
            opened_in = opener.language;
            break;
        }
    for (const auto& verb : kVerbs) {
        if (!speaks(verb.language, bank)) continue;
        if (!opened_in.empty() && opened_in != verb.language) continue;
        auto name = behind_verb(line, verb);
        if (!name) name = before_verb(line, verb);
        if (!name) continue;
        out.channel = verb.channel;
        out.name = std::move(*name);
        split_when(out, bank);
        if (verb.behind) drop_between(out.name);
        if (out.name.empty() || std::ranges::count(out.name, ' ') >= kMostWords)
            return std::nullopt;
        return out;
    }
    return std::nullopt;
}

std::vector<std::string> single_names(std::string_view names, const Bank& bank) {
    const auto low = folded(names);
    const std::string bank_and{Bank::text(bank.says, "and", "and")};
    std::vector<std::string> out;
    std::size_t begin = 0;
    const auto add = [&](std::size_t end) {
        if (const auto name = without_marks(names.substr(begin, end - begin)); !name.empty())
            out.emplace_back(name);
    };
    for (std::size_t at = 0; at < low.size();) {
        std::size_t mark = low[at] == ',' ? 1 : 0;
        for (const auto& word : {std::string{" and "}, " " + folded(bank_and) + " ",
                                 std::string{" & "}, std::string{" + "}})
            if (mark == 0 && std::string_view{low}.substr(at).starts_with(word)) mark = word.size();
        if (mark > 0) {
            add(at);
            begin = at + mark;
        }
        at += std::max<std::size_t>(mark, 1);
    }
    add(low.size());
    return out;
}

} // namespace kith::words
