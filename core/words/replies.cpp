// SPDX-License-Identifier: MIT
#include "core/words/replies.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "base/text.hpp"
#include "core/words/contact_line.hpp"
#include "core/words/people.hpp"
#include "core/words/phrase.hpp"
#include "core/words/refusal.hpp"
#include "core/words/reply_table.hpp"
#include "core/words/said.hpp"

namespace kith::words {
namespace {

constexpr std::size_t kLongest = 60;
constexpr std::string_view kApostrophe = "\u2019"; // as phones write *I've*

/// What may stand behind *already*, *schon* and *ya*, which begin other sentences as well: *schon
/// wieder vergessen*, *ya no puedo*.
constexpr std::array kBehindAlready = std::to_array<std::string_view>(
    {"we",      "i",        "have",      "did",      "done",       "talked",    "spoke",
     "spoken",  "thanks",   "thank",     "you",      "today",      "yesterday", "danke",
     "gemacht", "passiert", "geschehen", "erledigt", "gesprochen", "gestern",   "heute",
     "gracias", "está",     "hecho",     "hablamos", "hablado",    "ayer",      "hoy",
     "already", "in",       "touch",     "kontakt",  "sorry",      "this",      "morning",
     "week",    "lately"});
/// And besides, of contact alone: a hard week *for her* is hers.
constexpr std::array kOfAnother =
    std::to_array<std::string_view>({"with", "her", "him", "them", "ihr", "ihm", "ella", "él"});
/// What may stand behind a hard week, little energy and contact of several words, besides.
constexpr std::array kOfOneself = std::to_array<std::string_view>(
    {"by",     "phone",  "on",   "again", "here", "me",   "us", "for",   "too",     "really",
     "leider", "wieder", "auch", "otra",  "vez",  "para", "mí", "ahora", "telefon", "per"});
/// What may stand behind any other single word, besides: not *si puedo*, *hecho polvo*, *later I
/// rang her*.
constexpr std::array kCourtesy = std::to_array<std::string_view>(
    {"please", "gladly", "sure",  "of",      "course", "it",     "that",   "this",
     "one",    "then",   "maybe", "perhaps", "energy", "will",   "do",     "yes",
     "ok",     "okay",   "let's", "week",    "next",   "good",   "great",  "nice",
     "idea",   "lovely", "gern",  "gerne",   "bitte",  "klar",   "sicher", "vielleicht",
     "lieber", "ja",     "mach",  "mache",   "ich",    "woche",  "gute",   "idee",
     "por",    "favor",  "claro", "mejor",   "quizá",  "quizás", "buena",  "sí"});
/// What takes a *yes* back.
constexpr std::array kBut = std::to_array<std::string_view>(
    {"but", "not", "no", "can't", "cannot", "won't", "don't", "if", "aber", "nicht", "kein",
     "keine", "keinen", "wenn", "falls", "nur", "pero", "si", "nunca"});
/// What says that something is not done after all.
constexpr std::array kUndone =
    std::to_array<std::string_view>({"not", "no", "nope", "never", "didn't", "haven't", "couldn't",
                                     "can't", "cannot", "nicht", "nein", "nie", "nunca"});
/// Behind a *not* that takes back the whole: *done - not really*, *done? not yet*.
constexpr std::array kReally =
    std::to_array<std::string_view>({"yet", "really", "true", "quite", "done", "today", "wirklich",
                                     "ganz", "mehr", "heute", "todavía", "aún", "hoy"});
/// What may stand behind an answer of little weight, besides courtesy.
constexpr std::array kLittle = std::to_array<std::string_view>(
    {"thanks",  "thank",     "you",        "sorry", "today",  "again",   "morning", "afternoon",
     "evening", "night",     "is",         "would", "be",     "fine",    "better",  "works",
     "either",  "but",       "thing",      "danke", "leider", "heute",   "wieder",  "früh",
     "mittag",  "vormittag", "nachmittag", "abend", "besser", "passt",   "geht",    "mehr",
     "aber",    "nächste",   "gracias",    "hoy",   "por",    "la",      "tarde",   "noche",
     "otra",    "vez",       "puedo",      "pero",  "mejor",  "próxima", "semana",  "also"});
constexpr std::array kJoins =
    std::to_array<std::string_view>({"but", "and", "aber", "sondern", "und", "pero", "sino", "y"});
/// What one saw or met that is nobody: *yes, saw it*.
constexpr std::array kThings = std::to_array<std::string_view>(
    {"it", "this", "that", "your", "the", "es", "das", "dies", "deine", "eso", "esto"});

bool is_thing(std::string_view name, const Bank& bank) {
    const auto low = folded(name);
    const auto first = low.substr(0, low.find_first_of(" ,.;!"));
    return is_any(kThings, first) || names_nobody(name, bank);
}

bool says_no_more(std::string_view rest, bool is_already, bool is_plain = false) {
    const bool is_days = is_plain && !is_already;
    return std::ranges::all_of(split(rest, ' '), [&](const std::string& word) {
        const auto bare = without_marks(word);
        return is_of_signs(bare) || (is_plain && is_any(kOfOneself, bare)) ||
               is_any(kBehindAlready, bare) || (!is_days && is_any(kOfAnother, bare)) ||
               (!is_already && is_any(kCourtesy, bare));
    });
}

bool takes_back(std::string_view rest) {
    return std::ranges::any_of(split(fold_case(rest), ' '), [](const std::string& word) {
        return is_any(kBut, without_marks(word));
    });
}

/// *Done - not really*, *erledigt, nein*.
bool is_undone(std::string_view rest) {
    const auto words = split(fold_case(rest), ' ');
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (!is_any(kUndone, without_marks(words[i]))) continue;
        const auto next = i + 1 < words.size() ? without_marks(words[i + 1]) : "";
        const bool is_last = next.empty() || words[i].find_last_of(",.;!") == words[i].size() - 1;
        if (is_last || is_any(kReally, next)) return true;
    }
    return false;
}

/// Whether the first mark asks: *done? not yet*.
bool is_asked(std::string_view text) {
    const auto mark = std::min(text.find_first_of(",.;:!?("), text.find(" - "));
    return mark != std::string_view::npos && text[mark] == '?';
}

/// Whether an answer counts with what stands behind its words. One word counts alone, before a
/// mark, or with a word of courtesy; so does a yes of several. Contact that has been and a hard
/// week count before a mark too, and tell of no one else: *hard week for Leo*, *been in touch with
/// Leo*.
bool counts(Answer answer, bool is_days, std::string_view words, std::string_view rest) {
    if (is_asked(rest)) return false;
    const bool is_one_word = !words.contains(' ');
    if (is_days || (answer == Answer::Already && !is_one_word)) {
        const auto mark = std::min(rest.find_first_of(",.;!-?"), rest.size());
        return says_no_more(rest.substr(0, mark), !is_days, true) &&
               (is_days || !takes_back(rest.substr(mark)));
    }
    if (answer == Answer::Already) return says_no_more(rest, true);
    if (is_no(words)) return stays_no(rest);
    const bool is_yes = answer == Answer::Going;
    if (is_yes && takes_back(rest)) return false;
    if (answer == Answer::Done && is_undone(rest)) return false;
    return (!is_one_word && !is_yes) || !rest.starts_with(' ') || rest.starts_with(" - ") ||
           says_no_more(rest, false);
}

/// Whether one of little weight counts: alone, before a mark, or with a word or two that add
/// nothing.
bool counts_lightly(Answer answer, std::string_view rest) {
    if (is_asked(rest) || (answer == Answer::Going && takes_back(rest))) return false;
    if (!rest.starts_with(' ') || rest.starts_with(" - ")) return true;
    const auto words = split(rest.substr(0, rest.find_first_of(",.;:!")), ' ');
    return std::ranges::all_of(words, [](const std::string& word) {
        const auto bare = without_marks(word);
        return is_of_signs(bare) || is_any(kCourtesy, bare) || is_any(kLittle, bare);
    });
}

bool is_contact(Answer answer) { return answer == Answer::Done || answer == Answer::Already; }

/// What a line says has been: *called dad yesterday*.
std::optional<ReplyMeaning> contact_of(std::string_view line, const Bank& bank) {
    line.remove_prefix(std::min(line.find_first_not_of(" ,.;:!-"), line.size()));
    if (is_asked(line)) return std::nullopt;
    auto contact = read_contact(line, bank);
    if (!contact) return std::nullopt;
    ReplyMeaning out;
    out.answer = Answer::Done;
    out.channel = contact->channel;
    out.name = std::move(contact->name);
    out.when = std::move(contact->when);
    return out;
}

/// What has been, told behind a yes. *Yes, saw it*, and what a *but* or an *if* stands before, is
/// none.
std::optional<ReplyMeaning> contact_behind_yes(std::string_view rest, const Bank& bank) {
    auto contact = contact_of(rest, bank);
    if (!contact || is_thing(contact->name, bank)) return std::nullopt;
    if (takes_back(pieces_of(contact->name, bank).front())) return std::nullopt;
    contact->before = Answer::Going;
    return contact;
}

/// What is said behind a no and a mark, which says it better: *no, later*, *no thanks, saw her*;
/// behind a *not now* only that there was contact.
std::optional<ReplyMeaning> behind_refusal(std::string_view rest, Answer refused, bool is_no,
                                           const Bank& bank) {
    const auto mark = rest.find_first_of(",.;:!");
    if (mark == std::string_view::npos) return std::nullopt;
    auto more = read_reply(rest.substr(mark), bank);
    const bool says_when = more && more->answer == Answer::Later && !more->target.empty();
    if (!more || more->name.empty()) return is_no || says_when ? more : std::nullopt;
    if (is_thing(more->name, bank)) return std::nullopt;
    more->before = refused;
    return more;
}

/// What is said behind an answer of little weight, which outdoes it: *ok, tomorrow*; *not today,
/// saw her yesterday*. Of a contact with no mark before it, a word of when is a part; and
/// *tomorrow, not today* is tomorrow.
std::optional<ReplyMeaning> behind_light(std::string_view rest, const ReplyRow& row,
                                         const Bank& bank) {
    if (is_asked(rest)) return std::nullopt;
    const bool is_marked = !rest.starts_with(' ') || rest.starts_with(" - ");
    rest.remove_prefix(std::min(rest.find_first_not_of(" ,.;:!-"), rest.size()));
    const auto first = rest.substr(0, rest.find(' '));
    if (is_any(kJoins, fold_case(first))) rest.remove_prefix(first.size());
    auto more = read_reply(rest, bank);
    if (!more) return std::nullopt;
    const bool tells_when = !row.target.empty();
    if (more->name.empty()) {
        const bool is_vaguer = more->answer == Answer::Later && more->target.empty();
        return tells_when && is_vaguer ? std::nullopt : more;
    }
    if (is_thing(more->name, bank) || (tells_when && !is_marked)) return std::nullopt;
    if (!more->before) more->before = row.answer;
    return more;
}

/// Whether a no is followed by another: *no, not today*.
bool says_again(std::string_view low, const Bank& bank) {
    const auto rest = without_marks(low.substr(std::min(low.find_first_of(",.;:!"), low.size())));
    return std::ranges::any_of(kReplies, [&](const ReplyRow& row) {
        return row.weight == Weight::Refusal && speaks(row.language, bank) &&
               after(rest, row.words);
    });
}

/// *Maybe tomorrow*: of what may be, a *later* alone is an answer.
std::optional<ReplyMeaning> perhaps(std::string_view low, const Bank& bank) {
    for (const auto& row : kPerhaps) {
        const auto rest = speaks(row.language, bank) ? after(low, row.words) : std::nullopt;
        if (!rest || !rest->starts_with(' ')) continue;
        auto meaning = read_reply(*rest, bank);
        const bool is_later = meaning && meaning->name.empty() && meaning->days == DayWord::None &&
                              meaning->answer == Answer::Later;
        return is_later ? std::move(meaning) : std::nullopt;
    }
    return std::nullopt;
}

} // namespace

std::optional<ReplyMeaning> read_reply(std::string_view text, const Bank& bank) {
    auto line = clean_line(without_marks(text), 200);
    if (line.empty() || utf8_length(line) > kLongest) return std::nullopt;
    if (text.substr(text.find_last_not_of(" .,;:!?") + 1).contains('?')) line += '?';
    for (auto at = line.find(kApostrophe); at != std::string::npos; at = line.find(kApostrophe))
        line.replace(at, kApostrophe.size(), "'");
    const auto low = folded(line);
    ReplyMeaning out;
    bool is_after_yes = false;
    for (const auto& row : kReplies) {
        if (!speaks(row.language, bank)) continue;
        const auto rest = after(low, row.words);
        if (!rest) continue;
        const auto said = std::string_view{line}.substr(line.size() - rest->size());
        const bool is_yes = row.answer == Answer::Going && row.days == DayWord::None;
        is_after_yes = is_after_yes || is_yes;
        // *Yes I already called Leo* tells of a contact.
        if (auto contact = is_yes ? contact_behind_yes(said, bank) : std::nullopt) return contact;
        const bool is_light = row.weight != Weight::Full;
        if (is_light)
            if (auto more = behind_light(said, row, bank)) return more;
        if (is_light ? !counts_lightly(row.answer, *rest)
                     : !counts(row.answer, row.days != DayWord::None, row.words, *rest))
            continue;
        if (is_contact(row.answer) && is_through_with(low)) continue;
        const bool refuses = row.answer == Answer::Later || row.answer == Answer::NotThisTime;
        const bool is_final = is_light || (is_no(row.words) && says_again(*rest, bank));
        if (refuses && !is_final)
            if (auto more = behind_refusal(said, row.answer, is_no(row.words), bank)) return more;
        if ((row.answer == Answer::Later || is_light) && tells_hard_news(line, bank)) {
            out.answer = Answer::NotThisTime;
            return out;
        }
        out.answer = row.answer;
        out.target = row.target;
        out.days = row.days;
        return out;
    }
    for (const auto& [answer, label] : bank.labels)
        if (const auto known = answer_from(answer)) {
            const auto words = folded(label);
            const auto rest = after(low, words);
            if (!rest || !counts(*known, false, words, *rest)) continue;
            if (is_contact(*known) && is_through_with(low)) continue;
            const bool is_over = *known == Answer::Later && tells_hard_news(line, bank);
            out.answer = is_over ? Answer::NotThisTime : *known;
            return out;
        }
    if (auto later = perhaps(low, bank)) return later;
    // No name begins with a yes.
    return is_after_yes ? std::nullopt : contact_of(line, bank);
}

} // namespace kith::words
