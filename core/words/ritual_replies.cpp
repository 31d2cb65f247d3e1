// SPDX-License-Identifier: MIT
#include "core/words/ritual_replies.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "core/words/contact_table.hpp"
#include "core/words/labels.hpp"
#include "core/words/refusal.hpp"
#include "core/words/said.hpp"

namespace kith::words {
namespace {

constexpr std::size_t kLongest = 60;

enum class Meaning : std::uint8_t {
    Stands,
    Rests,
    Off,  ///< at its time, or this once
    Once, ///< not the next; of the ritual itself nothing is said
    Yes,  ///< says only that more may follow
};

struct Row {
    std::string_view language, words;
    Meaning meaning = Meaning::Stands;
    bool is_clear = false; ///< with when or why behind it: *moved to Sunday*; of Once, whatever is
};

/// The one table of words for rituals. Longer beginnings stand before shorter ones.
constexpr std::array kRows{
    Row{"en", "keep it", Meaning::Stands},
    Row{"en", "keep", Meaning::Stands},
    Row{"en", "it stands", Meaning::Stands},
    Row{"en", "stands", Meaning::Stands},
    Row{"en", "still on", Meaning::Stands},
    Row{"en", "as it is", Meaning::Stands},
    Row{"en", "as always", Meaning::Stands},
    Row{"en", "same as always", Meaning::Stands},
    Row{"en", "unchanged", Meaning::Stands},
    Row{"en", "moved", Meaning::Off, true},
    Row{"en", "move it", Meaning::Off, true},
    Row{"en", "another time", Meaning::Off},
    Row{"en", "cancelled", Meaning::Off, true},
    Row{"en", "canceled", Meaning::Off, true},
    Row{"en", "cancel", Meaning::Off},
    Row{"en", "called off", Meaning::Off, true},
    Row{"en", "let it rest", Meaning::Rests, true},
    Row{"en", "rest it", Meaning::Rests, true},
    Row{"en", "resting", Meaning::Rests, true},
    Row{"en", "rest", Meaning::Rests},
    Row{"en", "not this week", Meaning::Once, true},
    Row{"en", "not tomorrow", Meaning::Once, true},
    Row{"en", "not today", Meaning::Once},
    Row{"en", "not tonight", Meaning::Once},
    Row{"en", "no", Meaning::Off},
    Row{"en", "nope", Meaning::Off},
    Row{"en", "yes", Meaning::Yes},

    Row{"de", "es bleibt dabei", Meaning::Stands},
    Row{"de", "bleibt dabei", Meaning::Stands},
    Row{"de", "bleibt", Meaning::Stands},
    Row{"de", "behalten", Meaning::Stands},
    Row{"de", "wie immer", Meaning::Stands},
    Row{"de", "alles wie immer", Meaning::Stands},
    Row{"de", "wie gehabt", Meaning::Stands},
    Row{"de", "wie bisher", Meaning::Stands},
    Row{"de", "verschoben", Meaning::Off, true},
    Row{"de", "verschieben", Meaning::Off, true},
    Row{"de", "andere zeit", Meaning::Off},
    Row{"de", "ein andermal", Meaning::Off},
    Row{"de", "abgesagt", Meaning::Off, true},
    Row{"de", "fällt aus", Meaning::Off, true},
    Row{"de", "ruhen lassen", Meaning::Rests, true},
    Row{"de", "in ruhe", Meaning::Rests},
    Row{"de", "ruht", Meaning::Rests, true},
    Row{"de", "ruhe", Meaning::Rests},
    Row{"de", "pause", Meaning::Rests},
    Row{"de", "diese woche nicht", Meaning::Once, true},
    Row{"de", "nicht diese woche", Meaning::Once, true},
    Row{"de", "morgen nicht", Meaning::Once, true},
    Row{"de", "heute nicht", Meaning::Once},
    Row{"de", "nicht heute", Meaning::Once},
    Row{"de", "nein", Meaning::Off},
    Row{"de", "nee", Meaning::Off},
    Row{"de", "ja", Meaning::Yes},

    Row{"es", "sigue en pie", Meaning::Stands},
    Row{"es", "sigue igual", Meaning::Stands},
    Row{"es", "sigue", Meaning::Stands},
    Row{"es", "seguir", Meaning::Stands},
    Row{"es", "seguimos", Meaning::Stands},
    Row{"es", "tal cual", Meaning::Stands},
    Row{"es", "como siempre", Meaning::Stands},
    Row{"es", "mover", Meaning::Off},
    Row{"es", "movido", Meaning::Off, true},
    Row{"es", "otro momento", Meaning::Off},
    Row{"es", "otro día", Meaning::Off},
    Row{"es", "cancelado", Meaning::Off, true},
    Row{"es", "cancelada", Meaning::Off, true},
    Row{"es", "cancelar", Meaning::Off},
    Row{"es", "dejar en reposo", Meaning::Rests, true},
    Row{"es", "en reposo", Meaning::Rests, true},
    Row{"es", "descansa", Meaning::Rests},
    Row{"es", "esta semana no", Meaning::Once, true},
    Row{"es", "mañana no", Meaning::Once, true},
    Row{"es", "hoy no", Meaning::Once},
    Row{"es", "sí", Meaning::Yes},
    Row{"es", "si", Meaning::Yes},
};

/// What may stand behind any of them without another meaning: not *no idea*, *keep smiling*.
constexpr std::array kBeside = std::to_array<std::string_view>(
    {"please", "thanks", "thank",  "you",      "sorry",   "it",   "that",  "then",
     "for",    "now",    "today",  "tomorrow", "this",    "time", "week",  "sadly",
     "again",  "still",  "bitte",  "danke",    "leider",  "erst", "mal",   "diesmal",
     "morgen", "heute",  "jetzt",  "so",       "gracias", "por",  "favor", "ahora",
     "esta",   "vez",    "semana", "hoy",      "mañana"});

/// What tells that a rest is of one time alone: *rest tomorrow*.
constexpr std::array kOnce = std::to_array<std::string_view>(
    {"today", "tomorrow", "tonight", "this", "week", "heute", "morgen", "diesmal", "woche", "hoy",
     "mañana", "esta", "semana"});

/// What a time begins with behind *moved* and its like.
constexpr std::array kBeforeTime = std::to_array<std::string_view>(
    {"to", "from", "by", "auf", "um", "vom", "von", "al", "a", "para", "del"});
constexpr std::array kArticles =
    std::to_array<std::string_view>({"the", "a", "an", "early", "late", "den", "die", "das",
                                     "einen", "eine", "el", "la", "las", "un", "una"});
constexpr std::array kTimes = std::to_array<std::string_view>(
    {"next",     "tomorrow", "later",   "another",    "evening",    "morning", "afternoon",
     "week",     "weekend",  "noon",    "hour",       "day",        "month",   "nächste",
     "nächsten", "morgen",   "später",  "woche",      "abend",      "mittag",  "andere",
     "anderen",  "stunde",   "tag",     "monat",      "wochenende", "mañana",  "próxima",
     "próximo",  "otro",     "otra",    "semana",     "tarde",      "hora",    "día",
     "fin",      "mes",      "tonight", "half",       "quarter",    "lunch",   "lunchtime",
     "midday",   "night",    "halb",    "nachmittag", "noche",      "mediodía"});
constexpr std::array kReasons = std::to_array<std::string_view>(
    {"because", "as", "since", "until", "till", "weil", "wegen", "da", "bis", "porque", "hasta"});
/// What turns a *not today*: the next day may be meant.
constexpr std::array kTurns =
    std::to_array<std::string_view>({"but", "aber", "sondern", "pero", "sino"});

bool is_time(std::string_view word, const Bank& bank) {
    const auto is_it = [&](std::string_view day) { return folded(day) == word; };
    return is_any(kTimes, word) || word.find_first_of("0123456789") != std::string_view::npos ||
           std::ranges::any_of(bank.days, is_it) || std::ranges::any_of(kEnglishDays, is_it);
}

/// *Moved to Sunday*, *cancelled because she is ill*; not *moved in together*, *cancelled my job*.
bool says_when_or_why(std::string_view rest, const Bank& bank) {
    std::vector<std::string> words;
    for (const auto& word : split(rest, ' '))
        if (auto bare = without_marks(word); !bare.empty()) words.emplace_back(bare);
    auto word = std::ranges::find_if_not(words, [](const auto& w) { return is_any(kBeside, w); });
    if (word == words.end() || is_any(kReasons, *word)) return true;
    if (!is_any(kBeforeTime, *word)) return false;
    word =
        std::find_if_not(word + 1, words.end(), [](const auto& w) { return is_any(kArticles, w); });
    return word != words.end() && is_time(*word, bank);
}

bool is_for_once(std::string_view rest) {
    return std::ranges::any_of(split(rest, ' '), [](const std::string& word) {
        return is_any(kOnce, without_marks(word));
    });
}

bool turns(std::string_view rest) {
    return std::ranges::any_of(split(rest, ' '), [](const std::string& word) {
        return is_any(kTurns, without_marks(word));
    });
}

bool says_no_more(std::string_view rest) {
    return std::ranges::all_of(split(rest, ' '), [](const std::string& word) {
        const auto bare = without_marks(word);
        return bare.empty() || bare == "-" || is_any(kBeside, bare);
    });
}

std::optional<Meaning> meaning_of(std::string_view low, const Bank& bank) {
    for (const auto& row : kRows) {
        if (!speaks(row.language, bank)) continue;
        const auto rest = after(low, row.words);
        if (!rest) continue;
        // *No, it stands*; *yes, moved to Sunday*: what follows decides.
        const auto more = without_marks(*rest);
        const auto other = more.empty() ? std::nullopt : meaning_of(more, bank);
        if (other && *other != Meaning::Yes) return other;
        if (row.meaning == Meaning::Yes) return std::nullopt;
        // A *no* with more behind it is read as any other.
        const bool is_marked =
            row.meaning != Meaning::Stands && !is_no(row.words) && !rest->starts_with(' ');
        const bool is_once = row.meaning == Meaning::Once;
        const bool is_clear = row.is_clear && (is_once || says_when_or_why(more, bank));
        const bool is_turned = is_once && !row.is_clear && turns(more);
        if (is_clear || (is_marked && !is_turned) || says_no_more(more))
            return row.meaning == Meaning::Rests && is_for_once(more) ? Meaning::Once : row.meaning;
    }
    return std::nullopt;
}

std::optional<Meaning> by_label(std::string_view low, const Bank& bank) {
    const auto is_label = [&](std::string_view key) {
        return low == folded(Bank::text(bank.labels, key, ""));
    };
    if (is_label(kKeep)) return Meaning::Stands;
    if (is_label(kLetRest)) return Meaning::Rests;
    return std::nullopt;
}

} // namespace

std::optional<Answer> read_ritual_reply(std::string_view text, const Bank& bank, bool is_question) {
    if (text.contains('?')) return std::nullopt;
    const auto line = clean_line(without_marks(text), 200);
    if (line.empty() || utf8_length(line) > kLongest) return std::nullopt;
    const auto low = folded(line);
    auto meaning = by_label(low, bank);
    if (!meaning) meaning = meaning_of(low, bank);
    if (!meaning) return std::nullopt;
    if (*meaning == Meaning::Stands) return Answer::Going;
    if (*meaning == Meaning::Once) return is_question ? Answer::Later : Answer::NotThisTime;
    return *meaning == Meaning::Rests || is_question ? Answer::Rest : Answer::NotThisTime;
}

} // namespace kith::words
