// SPDX-License-Identifier: MIT
#include "core/words/names.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "core/words/graphemes.hpp"
#include "core/words/phrase.hpp"

namespace kith::words {
namespace {

/// Words that are no name by themselves, in lower case, without their point.
constexpr auto kTitles = std::to_array<std::string_view>(
    {"abuela", "abuelo",  "aunt",   "auntie",  "brother", "cousin", "das",    "der",
     "die",    "doctor",  "don",    "doña",    "dr",      "el",     "father", "fr",
     "frau",   "grandma", "granny", "grandpa", "great",   "herr",   "la",     "lady",
     "las",    "los",     "miss",   "mother",  "mr",      "mrs",    "ms",     "mx",
     "nana",   "old",     "oma",    "onkel",   "opa",     "prima",  "primo",  "prof",
     "rev",    "saint",   "señor",  "señora",  "sir",     "sister", "sra",    "sr",
     "st",     "tante",   "the",    "tia",     "tio",     "tía",    "tío",    "uncle"});

constexpr auto kCourtesies = std::to_array<std::string_view>(
    {"doctor", "dr", "fr", "frau", "herr", "herrn", "miss", "mr", "mrs", "ms", "mx", "prof",
     "senor", "señor", "señora", "senora", "sr", "sra"});

/// Words between two who are called together.
constexpr auto kJoins =
    std::to_array<std::string_view>({"&", "+", "and", "e", "et", "og", "och", "u", "und", "y"});

constexpr auto kArticles =
    std::to_array<std::string_view>({"das", "der", "die", "el", "la", "las", "los", "the"});

/// What somebody is to another, and nobody's family name.
constexpr auto kKin = std::to_array<std::string_view>(
    {"bruder",    "chefin", "dad",   "eltern",  "freundin", "husband", "kollegin",
     "mama",      "mami",   "mom",   "mum",     "mutter",   "mutti",   "neffe",
     "nachbarin", "nichte", "oma",   "onkel",   "opa",      "papa",    "papi",
     "schwester", "sister", "tante", "tochter", "vater",    "wife"});

/// What somebody is to another, or where one knows them from: no name behind a comma.
constexpr auto kRoles = std::to_array<std::string_view>(
    {"abuela",      "abuelo",        "amiga",   "amigo",   "arbeit",     "aunt",      "auntie",
     "boss",        "boyfriend",     "brother", "chef",    "choir",      "chor",      "colleague",
     "compañera",   "compañero",     "cousin",  "cousine", "daughter",   "enkel",     "enkelin",
     "ex",          "father",        "friend",  "freund",  "girlfriend", "grandma",   "grandpa",
     "granny",      "gym",           "hermana", "hermano", "hija",       "hijo",      "kollege",
     "mitbewohner", "mitbewohnerin", "mother",  "nachbar", "neighbor",   "neighbour", "nephew",
     "niece",       "novia",         "novio",   "partner", "partnerin",  "prima",     "primo",
     "roommate",    "school",        "schule",  "sohn",    "teacher",    "tia",       "tio",
     "trabajo",     "tía",           "tío",     "uncle",   "uni",        "vecina",    "vecino",
     "work"});
/// What stands between it and whose they are.
constexpr auto kOf = std::to_array<std::string_view>(
    {"at", "aus", "bei", "de", "del", "der", "from", "im", "in", "of", "vom", "von"});

constexpr std::size_t kShortestGenitive = 4; ///< letters, with the s: Bens

bool is_exclamation(std::uint32_t c) {
    return c == '!' || c == 0xA1 || c == 0x203C || c == 0x2049 || c == 0xFE57 || c == 0xFF01 ||
           c == 0x2757 || c == 0x2755;
}

bool turns_direction(std::uint32_t c) {
    return c == 0x200E || c == 0x200F || c == 0x061C || c == 0x2068 || c == 0x2069;
}

bool is_space(std::uint32_t c) {
    return c == ' ' || c == 0xA0 || c == 0x3000 || (c >= 0x2000 && c <= 0x200A);
}

/// Scripts whose names put the family first or have no spaces that mean anything.
bool is_cjk(std::uint32_t c) {
    return (c >= 0x1100 && c <= 0x11FF) || (c >= 0x2E80 && c <= 0x9FFF && c != 0x3000) ||
           (c >= 0xA960 && c <= 0xA97F) || (c >= 0xAC00 && c <= 0xD7FF) ||
           (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF);
}

bool has_cjk(std::string_view text) {
    for (std::size_t pos = 0; pos < text.size();) {
        const auto point = decode_utf8(text, pos);
        if (is_cjk(point.value)) return true;
        pos += point.size;
    }
    return false;
}

/// Whether the first word needs the rest: a title, an initial, an abbreviation, or a picture.
bool leans_on_rest(std::string_view word) {
    return word.ends_with('.') || utf8_length(word) < 2 || is_title(word) || is_of_signs(word);
}

/// What a family name begins with, written small as it is there: Al and Van are names too.
constexpr auto kParticles = std::to_array<std::string_view>(
    {"af", "av", "da",  "de",  "del", "della", "den", "di", "do",  "dos",
     "du", "le", "ten", "ter", "van", "vom",   "von", "zu", "zum", "zur"});

bool is_article(std::string_view word) {
    return std::ranges::find(kArticles, word) != kArticles.end();
}

bool is_kin(std::string_view word) {
    return std::ranges::find(kKin, fold_case(word)) != kKin.end();
}

bool is_join(std::string_view word) { return std::ranges::find(kJoins, word) != kJoins.end(); }

/// Zoe's, James'; in any apostrophe.
bool is_genitive(std::string_view word) {
    for (const auto* end : {"'s", "\u2019s", "s'", "s\u2019"})
        if (word.ends_with(end) && word.size() > std::string_view{end}.size()) return true;
    return false;
}

/// The first word says whose, as in Zoe's mum, or Zoes Mutter.
bool is_of_another(std::string_view name) {
    const auto words = split(name, ' ');
    for (std::size_t i = 0; i + 1 < words.size(); ++i) {
        if (words[i].empty() || is_title(words[i])) continue;
        return is_genitive(words[i]) || (utf8_length(words[i]) >= kShortestGenitive &&
                                         words[i].ends_with('s') && is_kin(words[i + 1]));
    }
    return false;
}

/// Work, Nachbarin, aunt of Ana; as a title it leads a name: Tante Ana.
bool is_role(std::string_view rest) {
    const auto word = rest.substr(0, rest.find(' '));
    if (!is_kin(word) && std::ranges::find(kRoles, fold_case(word)) == kRoles.end()) return false;
    const auto more = trim(rest.substr(word.size()));
    return more.empty() || std::ranges::find(kOf, more.substr(0, more.find(' '))) != kOf.end();
}

/// What stands behind a comma is no name, but says who they are: Ana, the neighbour.
bool is_remark(std::string_view before, std::string_view rest) {
    if (rest.empty()) return false;
    if (is_of_another(rest) || is_role(rest)) return true;
    if (fold_case(before) == before) return false;
    const auto word = rest.substr(0, rest.find(' '));
    const bool named = is_particle(word) || (is_title(word) && !is_article(word));
    return fold_case(rest) == rest || (fold_case(word) == word && !named);
}

std::string_view before_remark(std::string_view name) {
    for (auto comma = name.find(','); comma != name.npos; comma = name.find(',', comma + 1))
        if (is_remark(name.substr(0, comma), trim(name.substr(comma + 1))))
            return name.substr(0, comma);
    return name;
}

bool opens(char c) { return c == '(' || c == '['; }

/// A name without a remark, and without brackets but those that `stays` holds for.
template <class Stays>
std::string without_brackets(std::string_view name, Stays stays) {
    const auto whole = before_remark(name);
    std::string out;
    for (std::size_t at = 0; at < whole.size();) {
        if (!opens(whole[at])) {
            out += whole[at++];
            continue;
        }
        auto end = at + 1;
        for (int depth = 1; end < whole.size() && depth > 0; ++end) {
            if (opens(whole[end])) ++depth;
            if (whole[end] == ')' || whole[end] == ']') --depth;
        }
        if (const auto inside = whole.substr(at, end - at); stays(inside)) out += inside;
        at = end;
    }
    // A remark may stand behind brackets that hold a comma themselves.
    return std::string{trim(before_remark(trim(out)))};
}

/// What stands behind the comma of a family name put first; else all but a remark.
std::string_view behind_family(std::string_view name) {
    const auto own = before_remark(name);
    const auto comma = own.find(',');
    if (comma == own.npos) return own;
    const bool by_particle = is_particle(own.substr(0, own.find(' ')));
    if (!by_particle && own.substr(0, comma).contains(' ')) return own;
    const auto rest = trim(own.substr(comma + 1));
    return rest.empty() ? own.substr(0, comma) : rest;
}

/// Several who are called together, a family name put first, or somebody of another's: "Mum & Dad",
/// "Reis, Ana", "Zoe's mum".
bool belongs_together(std::string_view whole) {
    const auto words = split(whole, ' ');
    if (words.front().ends_with(',') || is_particle(words.front())) return true;
    return is_of_another(whole) || (words.size() > 2 && is_join(words[1]));
}

/// What stands between the joins: Mum, Dad.
std::vector<std::string_view> joined(std::string_view name) {
    std::vector<std::string_view> out;
    std::size_t from = 0;
    for (std::size_t at = 0; at < name.size();) {
        const auto end = std::min(name.find(' ', at), name.size());
        if (at > from && end < name.size() && is_join(name.substr(at, end - at))) {
            out.push_back(trim(name.substr(from, at - from)));
            from = end + 1;
        }
        at = end + 1;
    }
    out.push_back(trim(name.substr(from)));
    return out;
}

} // namespace

bool is_title(std::string_view word) {
    const auto lower = fold_case(word.substr(0, word.find('.')));
    return std::ranges::find(kTitles, lower) != kTitles.end();
}

bool is_courtesy(std::string_view word) {
    const auto lower = fold_case(word.substr(0, word.find('.')));
    return std::ranges::find(kCourtesies, lower) != kCourtesies.end();
}

bool is_particle(std::string_view word) {
    if (word == "'t" || word == "\u2019t" || word == "\u2018t") return true; // 't Hooft
    return std::ranges::find(kParticles, word) != kParticles.end();
}

bool is_formal(std::string_view name) {
    bool any = false;
    int names = 0;
    for (const auto piece : joined(name.substr(0, name.find('('))))
        for (const auto& word : split(piece, ' ')) {
            const bool courtesy = names == 0 && is_courtesy(word);
            any = any || courtesy;
            if (!word.empty() && !courtesy && !is_title(word) && !is_particle(word)) ++names;
        }
    return any && names == 1;
}

std::string calm_line(std::string_view text, std::size_t max_chars) {
    // A bound before the work: what is cut anyway need not be read.
    const auto clean = clean_line(text, 400);
    std::string out;
    for (std::size_t pos = 0; pos < clean.size();) {
        const auto point = decode_utf8(clean, pos);
        pos += point.size;
        if (is_exclamation(point.value) || turns_direction(point.value)) continue;
        if (is_space(point.value)) {
            if (!out.empty() && out.back() != ' ') out += ' ';
        } else
            append_utf8(out, point.value);
    }
    return cut(trim(out), max_chars);
}

std::string short_name(std::string_view name, std::size_t max_chars, std::string_view fallback) {
    const auto line = calm_line(name, 400);
    const auto whole = before_remark(line);
    const auto first = whole.substr(0, whole.find(' '));
    const bool stays_whole = has_cjk(whole) || leans_on_rest(first) || belongs_together(whole);
    auto said = cut(stays_whole ? whole : first, max_chars);
    // A name of one endless sign leaves nothing to read once it is cut.
    if (said.empty() || said == "\u2026") return std::string{fallback};
    return said;
}

std::string_view given_name(std::string_view name) {
    const auto own = behind_family(name);
    if (is_of_another(own)) return own;
    for (std::size_t at = 0; at < own.size();) {
        const auto end = std::min(own.find(' ', at), own.size());
        auto word = own.substr(at, end - at);
        while (word.ends_with(',')) word.remove_suffix(1);
        if (!word.empty() && !leans_on_rest(word) && !is_particle(word)) return word;
        at = end + 1;
    }
    return name;
}

std::vector<std::string_view> given_names(std::string_view name) {
    std::vector<std::string_view> out;
    const bool any_capital = fold_case(name) != name;
    for (const auto piece : joined(name)) {
        const auto given = given_name(piece);
        if (out.empty() || !any_capital || fold_case(given) != given) out.push_back(given);
    }
    return out;
}

bool is_of_several(std::string_view name) {
    return joined(name).size() > 1 || behind_family(name) != before_remark(name);
}

bool says_whose(std::string_view name) { return is_of_another(behind_family(name)); }

std::string own_name(std::string_view name) {
    return without_brackets(name, [](std::string_view) { return false; });
}

std::string own_names(std::string_view name) {
    auto own = without_brackets(name, [](std::string_view in) { return !in.contains(' '); });
    return own.empty() ? std::string{name} : own;
}

} // namespace kith::words
