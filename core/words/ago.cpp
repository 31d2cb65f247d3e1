// SPDX-License-Identifier: MIT
#include "core/words/ago.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

#include <fmt/format.h>

#include "base/text.hpp"
#include "core/words/said.hpp"

namespace kith::words {
namespace {

/// What stands before the number and behind the unit.
struct Frame {
    std::string_view language, before, behind;
};
constexpr std::array kFrames{Frame{"en", "", " ago"}, Frame{"de", "vor ", ""},
                             Frame{"es", "hace ", ""}};

struct Number {
    std::string_view language, words;
    int value;
};
constexpr std::array kNumbers{
    Number{"en", "a", 1},       Number{"en", "an", 1},       Number{"en", "one", 1},
    Number{"en", "two", 2},     Number{"en", "a couple", 2}, Number{"en", "a couple of", 2},
    Number{"en", "three", 3},   Number{"en", "a few", 3},    Number{"en", "four", 4},
    Number{"en", "five", 5},    Number{"en", "six", 6},      Number{"en", "seven", 7},
    Number{"en", "eight", 8},   Number{"en", "nine", 9},     Number{"en", "ten", 10},
    Number{"de", "einem", 1},   Number{"de", "einer", 1},    Number{"de", "zwei", 2},
    Number{"de", "drei", 3},    Number{"de", "ein paar", 3}, Number{"de", "paar", 3},
    Number{"de", "einigen", 3}, Number{"de", "vier", 4},     Number{"de", "fünf", 5},
    Number{"de", "sechs", 6},   Number{"de", "sieben", 7},   Number{"de", "acht", 8},
    Number{"de", "neun", 9},    Number{"de", "zehn", 10},    Number{"es", "un", 1},
    Number{"es", "una", 1},     Number{"es", "dos", 2},      Number{"es", "un par de", 2},
    Number{"es", "tres", 3},    Number{"es", "unos", 3},     Number{"es", "unas", 3},
    Number{"es", "cuatro", 4},  Number{"es", "cinco", 5},    Number{"es", "seis", 6},
    Number{"es", "siete", 7},   Number{"es", "ocho", 8},     Number{"es", "nueve", 9},
    Number{"es", "diez", 10},
};
/// Around the number, whatever it is.
constexpr std::array kAbout =
    std::to_array<std::string_view>({"about ", "etwa ", "ungefähr ", "circa ", "como "});

struct Unit {
    std::string_view language, word, english;
};
constexpr std::array kUnits{
    Unit{"en", "minute", "minutes"}, Unit{"en", "minutes", "minutes"},
    Unit{"en", "hour", "hours"},     Unit{"en", "hours", "hours"},
    Unit{"en", "day", "days"},       Unit{"en", "days", "days"},
    Unit{"en", "week", "weeks"},     Unit{"en", "weeks", "weeks"},
    Unit{"en", "month", "months"},   Unit{"en", "months", "months"},
    Unit{"de", "minute", "minutes"}, Unit{"de", "minuten", "minutes"},
    Unit{"de", "stunde", "hours"},   Unit{"de", "stunden", "hours"},
    Unit{"de", "tag", "days"},       Unit{"de", "tagen", "days"},
    Unit{"de", "woche", "weeks"},    Unit{"de", "wochen", "weeks"},
    Unit{"de", "monat", "months"},   Unit{"de", "monaten", "months"},
    Unit{"es", "minuto", "minutes"}, Unit{"es", "minutos", "minutes"},
    Unit{"es", "hora", "hours"},     Unit{"es", "horas", "hours"},
    Unit{"es", "día", "days"},       Unit{"es", "días", "days"},
    Unit{"es", "dia", "days"},       Unit{"es", "dias", "days"},
    Unit{"es", "semana", "weeks"},   Unit{"es", "semanas", "weeks"},
    Unit{"es", "mes", "months"},     Unit{"es", "meses", "months"},
};

std::optional<int> number_of(std::string_view words, std::string_view language) {
    for (const auto about : kAbout)
        if (words.starts_with(about)) words.remove_prefix(about.size());
    const auto found = std::ranges::find_if(kNumbers, [&](const Number& number) {
        return number.language == language && number.words == words;
    });
    if (found != kNumbers.end()) return found->value;
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    if (words.empty() || words.size() > 2 || !std::ranges::all_of(words, is_digit))
        return std::nullopt;
    int value = 0;
    for (const char c : words) value = value * 10 + (c - '0');
    return value;
}

} // namespace

std::optional<std::string> time_ago(std::string_view folded, const Bank& bank) {
    for (const auto& frame : kFrames) {
        if (!speaks(frame.language, bank) || !folded.starts_with(frame.before) ||
            !folded.ends_with(frame.behind))
            continue;
        auto rest = folded.substr(frame.before.size());
        if (rest.size() <= frame.behind.size()) continue;
        rest.remove_suffix(frame.behind.size());
        const auto blank = rest.rfind(' ');
        if (blank == std::string_view::npos) continue;
        const auto unit = std::ranges::find_if(kUnits, [&](const Unit& each) {
            return each.language == frame.language && each.word == rest.substr(blank + 1);
        });
        const auto number = number_of(rest.substr(0, blank), frame.language);
        if (unit != kUnits.end() && number) return fmt::format("{} {}", *number, unit->english);
    }
    return std::nullopt;
}

} // namespace kith::words
