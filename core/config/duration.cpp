// SPDX-License-Identifier: MIT
#include "core/config/duration.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "base/text.hpp"

namespace kith {
namespace {

using Minutes = std::chrono::minutes;

struct Unit {
    std::string_view name;
    double minutes;
};
constexpr double kHour = 60, kDay = 24 * kHour;
constexpr double kLongest = 100 * 365 * kDay;
constexpr double kLongestRhythmDays = 5 * 365;
constexpr std::array kUnits{
    Unit{"minute", 1},         Unit{"minutes", 1},        Unit{"min", 1},
    Unit{"hour", kHour},       Unit{"hours", kHour},      Unit{"h", kHour},
    Unit{"day", kDay},         Unit{"days", kDay},        Unit{"d", kDay},
    Unit{"week", 7 * kDay},    Unit{"weeks", 7 * kDay},   Unit{"w", 7 * kDay},
    Unit{"month", 30 * kDay},  Unit{"months", 30 * kDay}, Unit{"year", 365 * kDay},
    Unit{"years", 365 * kDay},
};
constexpr std::array<std::string_view, 12> kNumbers{"one",  "two", "three",  "four",
                                                    "five", "six", "seven",  "eight",
                                                    "nine", "ten", "eleven", "twelve"};
constexpr std::array kAdverbs{
    std::pair{std::string_view{"daily"}, 1}, std::pair{std::string_view{"weekly"}, 7},
    std::pair{std::string_view{"fortnightly"}, 14}, std::pair{std::string_view{"monthly"}, 30},
    std::pair{std::string_view{"yearly"}, 365}};

/// Digits with at most three decimals (no sign, no exponent), or a small number in letters.
std::optional<double> number(std::string_view text) {
    if (text == "a" || text == "an") return 1;
    if (const auto found = std::ranges::find(kNumbers, text); found != kNumbers.end())
        return static_cast<double>(found - kNumbers.begin() + 1);
    if (text.empty() || text.front() == '.' || text.back() == '.') return std::nullopt;
    if (!std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || c == '.'; }))
        return std::nullopt;
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

std::optional<double> unit_minutes(std::string_view text) {
    const auto found = std::ranges::find(kUnits, text, &Unit::name);
    if (found == kUnits.end()) return std::nullopt;
    return found->minutes;
}

/// `3 weeks` or `3w` cut into its number and its unit; a lone unit (`month`) is one of it.
std::pair<std::string_view, std::string_view> cut(std::string_view text) {
    const auto space = text.rfind(' ');
    if (space != std::string_view::npos)
        return {trim(text.substr(0, space)), text.substr(space + 1)};
    const auto letters = text.find_first_not_of("0123456789.");
    if (letters == 0 || letters == std::string_view::npos) return {{}, text};
    return {text.substr(0, letters), text.substr(letters)};
}

std::unexpected<Error> no_duration(std::string_view text, std::string_view example) {
    const bool bare = number(lower_ascii(trim(text))).has_value();
    return fail(bare ? fmt::format("{} of what? Write the unit too, like {}", trim(text), example)
                     : fmt::format("\"{}\" is not a length of time; write it like {}",
                                   clean_line(text, 60), example));
}

std::optional<double> minutes_in(std::string_view text) {
    const auto [count, name] = cut(text);
    const auto unit = unit_minutes(name);
    const auto n = count.empty() ? std::optional<double>{1} : number(count);
    if (!unit || !n || *n * *unit > kLongest) return std::nullopt;
    return *n * *unit;
}

/// The two ends of `4-6 weeks` and `4 to 6 weeks`, in minutes.
std::optional<std::pair<double, double>> range_in(std::string_view text) {
    const auto [counts, name] = cut(text);
    const auto unit = unit_minutes(name);
    if (!unit) return std::nullopt;
    for (const std::string_view between :
         {std::string_view{" to "}, std::string_view{"\u2013"}, std::string_view{"-"}}) {
        const auto at = counts.find(between);
        if (at == std::string_view::npos) continue;
        const auto low = number(trim(counts.substr(0, at)));
        const auto high = number(trim(counts.substr(at + between.size())));
        if (!low || !high) return std::nullopt;
        return std::pair{*low * *unit, *high * *unit};
    }
    return std::nullopt;
}

std::string in_units(double minutes) {
    using Named = std::pair<double, std::string_view>;
    static constexpr std::array kNames{Named{365 * kDay, "year"}, Named{7 * kDay, "week"},
                                       Named{kDay, "day"}, Named{kHour, "hour"},
                                       Named{1, "minute"}};
    for (const auto& [size, name] : kNames) {
        const double count = minutes / size;
        if (count < 1 || std::abs(count - std::round(count)) > 1e-9) continue;
        return fmt::format("{} {}{}", std::llround(count), name, count < 1.5 ? "" : "s");
    }
    return fmt::format("{} minutes", std::llround(minutes));
}

} // namespace

Result<Minutes> parse_duration(std::string_view text) {
    const auto words = lower_ascii(trim(text));
    const auto minutes = minutes_in(words);
    if (!minutes) return no_duration(text, "2 hours or 10 days");
    return Minutes{std::llround(*minutes)};
}

Result<Rhythm> parse_rhythm(std::string_view text) {
    auto words = lower_ascii(trim(text));
    if (words == "never") return Rhythm{0, 0, true};
    if (words.starts_with("every ")) words = std::string{trim(words.substr(6))};
    Rhythm rhythm;
    const auto adverb =
        std::ranges::find(kAdverbs, words, &std::pair<std::string_view, int>::first);
    if (adverb != kAdverbs.end())
        rhythm.ideal_days = rhythm.outer_days = adverb->second;
    else if (const auto range = range_in(words)) {
        rhythm.ideal_days = range->first / kDay;
        rhythm.outer_days = range->second / kDay;
    } else if (const auto minutes = minutes_in(words)) {
        rhythm.ideal_days = rhythm.outer_days = *minutes / kDay;
    } else
        return no_duration(text, "3 weeks, 4-6 weeks, or never");
    if (rhythm.outer_days < rhythm.ideal_days)
        return fail(
            fmt::format("in \"{}\" the first number is the larger one; write the shorter time "
                        "first, like 4-6 weeks",
                        clean_line(text, 60)));
    if (rhythm.ideal_days < 1 || rhythm.outer_days > kLongestRhythmDays)
        return fail(fmt::format("\"{}\" is outside what Kith can keep: 1 day to 5 years",
                                clean_line(text, 60)));
    return rhythm;
}

std::string duration_words(Minutes length) { return in_units(static_cast<double>(length.count())); }

std::string rhythm_words(const Rhythm& rhythm) {
    if (rhythm.never) return "never";
    if (rhythm.outer_days <= rhythm.ideal_days) return in_units(rhythm.ideal_days * kDay);
    const bool weeks = std::fmod(rhythm.ideal_days, 7) == 0 && std::fmod(rhythm.outer_days, 7) == 0;
    const double size = weeks ? 7 : 1;
    return fmt::format("{:g}-{:g} {}", rhythm.ideal_days / size, rhythm.outer_days / size,
                       weeks ? "weeks" : "days");
}

} // namespace kith
