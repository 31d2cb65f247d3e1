// SPDX-License-Identifier: MIT
#include "core/words/refusal.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "base/text.hpp"
#include "core/words/phrase.hpp"
#include "core/words/said.hpp"

namespace kith::words {
namespace {

constexpr std::array kNo = std::to_array<std::string_view>({"no", "nope", "nein", "nee"});
/// What may stand behind it before any mark.
constexpr std::array kBehindNo = std::to_array<std::string_view>(
    {"thanks", "thank", "you",     "sorry",  "please", "not",   "this",    "time",  "today",  "now",
     "need",   "danke", "leider",  "bitte",  "heute",  "jetzt", "diesmal", "nicht", "lieber", "lo",
     "por",    "favor", "gracias", "siento", "hoy",    "ahora", "esta",    "vez"});
/// What turns it behind a mark.
constexpr std::array kTurns =
    std::to_array<std::string_view>({"but", "aber", "pero", "doch", "wait", "moment", "espera"});
constexpr std::array kThrough = std::to_array<std::string_view>(
    {"done with", "erledigt mit", "fertig mit", "hecho con", "terminado con", "acabado con"});

std::string_view before_mark(std::string_view line) {
    return line.substr(0, line.find_first_of(",.;:!?"));
}

} // namespace

bool is_no(std::string_view words) { return is_any(kNo, words); }

bool stays_no(std::string_view rest) {
    const auto first = before_mark(rest);
    for (const auto& word : tokens(first))
        if (!is_of_signs(word) && !is_any(kBehindNo, word)) return false;
    const auto behind = tokens(rest.substr(first.size()));
    return std::ranges::none_of(behind, [](const auto& word) { return is_any(kTurns, word); });
}

bool is_through_with(std::string_view line) {
    const auto words = tokens(before_mark(line));
    return std::ranges::any_of(
        kThrough, [&](std::string_view phrase) { return Phrase{phrase}.stands_in(words, {}); });
}

bool tells_hard_news(std::string_view line, const Bank& bank) {
    const auto words = tokens(std::string{line} + " ."); // the end of a line is a full stop
    return std::ranges::any_of(
        bank.sad, [&](const Phrase& phrase) { return phrase.stands_in(words, bank.numbers); });
}

} // namespace kith::words
