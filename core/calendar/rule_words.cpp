// SPDX-License-Identifier: MIT
#include "core/calendar/rule_words.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace kith::calendar {

namespace {

constexpr std::string_view kForms =
    "\"every Tuesday\", \"every other Tuesday, Friday\", \"every 3 weeks on Tuesday\", \"every "
    "day\", \"last Friday of the month\", or an RRULE such as FREQ=WEEKLY;BYDAY=TU";

constexpr std::array<std::string_view, 7> kDays = {"sunday",   "monday", "tuesday", "wednesday",
                                                   "thursday", "friday", "saturday"};
constexpr int kMostWeeks = 520;

/// The words of a text, lower case, without commas and "and".
std::vector<std::string> words_of(std::string_view text) {
    std::string spaced = lower_ascii(text);
    std::replace_if(
        spaced.begin(), spaced.end(), [](char c) { return c == ',' || c == '\t' || c == '\n'; },
        ' ');
    std::vector<std::string> words;
    for (std::string& word : split(spaced, ' '))
        if (!word.empty() && word != "and" && word != "&") words.push_back(std::move(word));
    return words;
}

/// `tuesday`, `tuesdays`, `tue`, `tues`: at least three letters of one day's name.
std::optional<std::chrono::weekday> weekday_word(std::string_view word) {
    if (word.ends_with('.')) word.remove_suffix(1);
    for (unsigned i = 0; i < kDays.size(); ++i) {
        const bool plural = word.ends_with('s') && word.substr(0, word.size() - 1) == kDays[i];
        if (plural || (word.size() >= 3 && kDays[i].starts_with(word)))
            return std::chrono::weekday{i};
    }
    return {};
}

std::optional<int> ordinal_word(std::string_view word) {
    constexpr std::pair<std::string_view, int> ordinals[] = {
        {"first", 1}, {"1st", 1},    {"second", 2}, {"2nd", 2},   {"third", 3},
        {"3rd", 3},   {"fourth", 4}, {"4th", 4},    {"last", -1},
    };
    for (const auto& [name, value] : ordinals)
        if (name == word) return value;
    return {};
}

std::optional<int> number_word(std::string_view word) {
    int value = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
    if (error != std::errc{} || end != word.data() + word.size()) return {};
    if (value < 1 || value > kMostWeeks) return {};
    return value;
}

/// Reads the words from the left. Each function either takes what it names or takes nothing.
class WordReader {
  public:
    explicit WordReader(std::vector<std::string> words) : words_(std::move(words)) {}

    bool done() const { return next_ == words_.size(); }

    bool take(std::initializer_list<std::string_view> choices) {
        if (done() || std::find(choices.begin(), choices.end(), words_[next_]) == choices.end())
            return false;
        ++next_;
        return true;
    }

    template <class Read>
    auto take_by(Read read) -> decltype(read(std::string_view())) {
        if (done()) return {};
        const auto value = read(std::string_view(words_[next_]));
        if (value) ++next_;
        return value;
    }

    std::size_t place() const { return next_; }
    void go_back(std::size_t place) { next_ = place; }

  private:
    std::vector<std::string> words_;
    std::size_t next_ = 0;
};

std::optional<Rule> read_weekdays(WordReader& words, int interval) {
    Rule rule;
    rule.interval = interval;
    while (const auto day = words.take_by(weekday_word)) {
        const WeekdayNth entry{*day, 0};
        if (std::find(rule.by_day.begin(), rule.by_day.end(), entry) == rule.by_day.end())
            rule.by_day.push_back(entry);
    }
    if (!words.done() || rule.by_day.empty()) return {};
    return rule;
}

/// What may follow "every week" or "every 3 weeks": nothing, or "on" days.
std::optional<Rule> read_weeks(WordReader& words, int interval) {
    if (words.take({"on"})) return read_weekdays(words, interval);
    if (!words.done()) return {};
    Rule rule;
    rule.interval = interval;
    return rule;
}

std::optional<Rule> read_days(WordReader& words, int interval) {
    if (!words.done()) return {};
    Rule rule;
    rule.frequency = Frequency::Daily;
    rule.interval = interval;
    return rule;
}

/// `first Tuesday of the month`, `last day of every month`
std::optional<Rule> read_of_month(WordReader& words) {
    const auto nth = words.take_by(ordinal_word);
    if (!nth) return {};
    Rule rule;
    rule.frequency = Frequency::Monthly;
    if (const auto day = words.take_by(weekday_word))
        rule.by_day = {{*day, *nth}};
    else if (words.take({"day"}))
        rule.by_month_day = {*nth};
    else
        return {};
    if (!words.take({"of", "in"}) || !words.take({"the", "each", "every"}) ||
        !words.take({"month"}) || !words.done())
        return {};
    return rule;
}

std::optional<Rule> read_rule(WordReader& words) {
    const bool every = words.take({"every", "each"});
    if (!every) words.take({"on"});
    if (!every) words.take({"the"});
    const std::size_t begin = words.place();
    if (auto rule = read_of_month(words)) return rule;
    if (!every) return {};
    words.go_back(begin);
    if (words.take({"other", "2nd", "second"})) {
        if (words.take({"day"})) return read_days(words, 2);
        if (words.take({"week"})) return read_weeks(words, 2);
        return read_weekdays(words, 2);
    }
    if (const auto number = words.take_by(number_word)) {
        if (words.take({"day", "days"})) return read_days(words, *number);
        if (words.take({"week", "weeks"})) return read_weeks(words, *number);
        return {};
    }
    if (words.take({"day"})) return read_days(words, 1);
    if (words.take({"week"})) return read_weeks(words, 1);
    return read_weekdays(words, 1);
}

/// The day a mistyped word comes nearest to, as half a sentence.
std::string day_meant(const std::vector<std::string>& words) {
    for (const std::string& word : words) {
        if (word.size() < 5 || weekday_word(word)) continue;
        const std::string_view near = nearest(word, kDays);
        if (!near.empty()) return fmt::format(" (did you mean {}?)", near);
    }
    return {};
}

} // namespace

Result<Rule> parse_rule_words(std::string_view text) {
    const std::vector<std::string> words = words_of(text);
    WordReader reader(words);
    if (auto rule = read_rule(reader)) return *rule;
    if (words.empty()) return fail(fmt::format("a rule is missing; write {}", kForms));
    return fail(fmt::format("\"{}\" is not a rule Kith can read{}; write {}", clean_line(text, 60),
                            words.size() < 20 ? day_meant(words) : "", kForms));
}

Result<Rule> parse_rule(std::string_view text) {
    text = trim(text);
    constexpr std::string_view rrule_name = "rrule:";
    const bool prefixed = lower_ascii(text.substr(0, rrule_name.size())) == rrule_name;
    if (prefixed) text.remove_prefix(rrule_name.size());
    if (prefixed || text.find('=') != text.npos) return Rule::parse_rrule(text);
    return parse_rule_words(text);
}

bool needs_since(const Rule& rule) {
    if (rule.interval > 1 || rule.count) return true;
    switch (rule.frequency) {
    case Frequency::Daily: return false;
    case Frequency::Weekly: return rule.by_day.empty();
    case Frequency::Monthly: return rule.by_day.empty() && rule.by_month_day.empty();
    case Frequency::Yearly:
        return rule.by_day.empty() && rule.by_month_day.empty() && rule.by_year_day.empty();
    }
    return true;
}

} // namespace kith::calendar
