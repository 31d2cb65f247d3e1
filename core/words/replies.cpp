// SPDX-License-Identifier: MIT
#include "core/words/replies.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <vector>

#include "base/text.hpp"

namespace kith::words {
namespace {

constexpr std::size_t kLongest = 60;

/// The one table of reply words. A row with a channel is followed by a name. Longer beginnings
/// stand before shorter ones.
struct Row {
    std::string_view language, words;
    Answer answer = Answer::Going;
    std::string_view target = "";
    std::optional<Channel> channel = std::nullopt;
    DayWord days = DayWord::None;
};

constexpr std::array kRows{
    Row{"en", "say hi", Answer::Going},
    Row{"en", "yes", Answer::Going},
    Row{"en", "low", Answer::Going, "", std::nullopt, DayWord::LowEnergy},
    Row{"en", "quiet week", Answer::Going, "", std::nullopt, DayWord::QuietWeek},
    Row{"en", "hard week", Answer::Going, "", std::nullopt, DayWord::QuietWeek},
    Row{"en", "smaller", Answer::Smaller},
    Row{"en", "later tonight", Answer::Later, "tonight"},
    Row{"en", "later tomorrow", Answer::Later, "tomorrow"},
    Row{"en", "later weekend", Answer::Later, "weekend"},
    Row{"en", "later next week", Answer::Later, "next-week"},
    Row{"en", "later", Answer::Later},
    Row{"en", "not now", Answer::Later},
    Row{"en", "not this time", Answer::NotThisTime},
    Row{"en", "skip", Answer::NotThisTime},
    Row{"en", "done", Answer::Done},
    Row{"en", "been in touch", Answer::Already},
    Row{"en", "already", Answer::Already},
    Row{"en", "met", Answer::Done, "", Channel::Together},
    Row{"en", "saw", Answer::Done, "", Channel::Together},
    Row{"en", "called", Answer::Done, "", Channel::Call},
    Row{"en", "rang", Answer::Done, "", Channel::Call},
    Row{"en", "phoned", Answer::Done, "", Channel::Call},
    Row{"en", "wrote to", Answer::Done, "", Channel::Message},
    Row{"en", "wrote", Answer::Done, "", Channel::Message},
    Row{"en", "texted", Answer::Done, "", Channel::Message},

    Row{"de", "hallo sagen", Answer::Going},
    Row{"de", "ja", Answer::Going},
    Row{"de", "wenig kraft", Answer::Going, "", std::nullopt, DayWord::LowEnergy},
    Row{"de", "wenig energie", Answer::Going, "", std::nullopt, DayWord::LowEnergy},
    Row{"de", "ruhige woche", Answer::Going, "", std::nullopt, DayWord::QuietWeek},
    Row{"de", "schwere woche", Answer::Going, "", std::nullopt, DayWord::QuietWeek},
    Row{"de", "kleiner", Answer::Smaller},
    Row{"de", "später heute", Answer::Later, "tonight"},
    Row{"de", "später morgen", Answer::Later, "tomorrow"},
    Row{"de", "später wochenende", Answer::Later, "weekend"},
    Row{"de", "später nächste woche", Answer::Later, "next-week"},
    Row{"de", "später", Answer::Later},
    Row{"de", "nicht jetzt", Answer::Later},
    Row{"de", "diesmal nicht", Answer::NotThisTime},
    Row{"de", "erledigt", Answer::Done},
    Row{"de", "schon", Answer::Already},
    Row{"de", "getroffen", Answer::Done, "", Channel::Together},
    Row{"de", "traf", Answer::Done, "", Channel::Together},
    Row{"de", "angerufen", Answer::Done, "", Channel::Call},
    Row{"de", "geschrieben", Answer::Done, "", Channel::Message},

    Row{"es", "sí", Answer::Going},
    Row{"es", "si", Answer::Going},
    Row{"es", "poca energía", Answer::Going, "", std::nullopt, DayWord::LowEnergy},
    Row{"es", "semana tranquila", Answer::Going, "", std::nullopt, DayWord::QuietWeek},
    Row{"es", "semana difícil", Answer::Going, "", std::nullopt, DayWord::QuietWeek},
    Row{"es", "más pequeño", Answer::Smaller},
    Row{"es", "luego esta noche", Answer::Later, "tonight"},
    Row{"es", "luego mañana", Answer::Later, "tomorrow"},
    Row{"es", "luego", Answer::Later},
    Row{"es", "más tarde", Answer::Later},
    Row{"es", "ahora no", Answer::Later},
    Row{"es", "esta vez no", Answer::NotThisTime},
    Row{"es", "hecho", Answer::Done},
    Row{"es", "ya", Answer::Already},
    Row{"es", "vi a", Answer::Done, "", Channel::Together},
    Row{"es", "llamé a", Answer::Done, "", Channel::Call},
    Row{"es", "escribí a", Answer::Done, "", Channel::Message},
};

/// Words for when, at the end of a line, and what `kith log --at` calls them.
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

/// Lower case, also of the letters of the table's languages; blanks run together.
std::string folded(std::string_view text) {
    auto out = lower_ascii(text);
    for (std::size_t i = 0; i + 1 < out.size(); ++i) {
        const auto next = static_cast<unsigned char>(out[i + 1]);
        // U+00C0..U+00DE in UTF-8, but for the multiplication sign.
        if (out[i] == '\xc3' && next <= 0x9e && next != 0x97)
            out[i + 1] = static_cast<char>(next | 0x20U);
    }
    return out;
}

/// A beginning that ends with a word, and what follows it.
std::optional<std::string_view> after(std::string_view line, std::string_view words) {
    if (words.empty() || !line.starts_with(words)) return std::nullopt;
    const auto rest = line.substr(words.size());
    if (rest.empty() || std::string_view{" .,;:!?"}.find(rest.front()) != std::string_view::npos)
        return rest;
    return std::nullopt;
}

bool speaks(std::string_view language, const Bank& bank) {
    return language == "en" || language == bank.language;
}

std::string_view trimmed(std::string_view text) {
    const auto is_mark = [](char c) {
        return std::string_view{" .,;:!?"}.find(c) != std::string_view::npos;
    };
    while (!text.empty() && is_mark(text.back())) text.remove_suffix(1);
    while (!text.empty() && is_mark(text.front())) text.remove_prefix(1);
    return text;
}

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
    name = std::string{trimmed(std::string_view{name}.substr(0, end))};
    return true;
}

/// Splits *dad yesterday* into whom and when.
void split_when(ReplyMeaning& out, const Bank& bank) {
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

} // namespace

std::optional<ReplyMeaning> read_reply(std::string_view text, const Bank& bank) {
    const auto line = clean_line(trimmed(text), 200);
    if (line.empty() || utf8_length(line) > kLongest) return std::nullopt;
    const auto low = folded(line);
    for (const auto& row : kRows) {
        if (!speaks(row.language, bank)) continue;
        const auto rest = after(low, row.words);
        if (!rest) continue;
        ReplyMeaning out;
        out.answer = row.answer;
        out.target = row.target;
        out.days = row.days;
        if (!row.channel) return out;
        out.channel = *row.channel;
        out.name = std::string{trimmed(std::string_view{line}.substr(low.size() - rest->size()))};
        split_when(out, bank);
        if (out.name.empty()) return std::nullopt;
        return out;
    }
    for (const auto& [answer, label] : bank.labels)
        if (const auto known = answer_from(answer); known && after(low, folded(label))) {
            ReplyMeaning out;
            out.answer = *known;
            return out;
        }
    return std::nullopt;
}

} // namespace kith::words
