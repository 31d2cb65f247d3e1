// SPDX-License-Identifier: MIT
#include "core/calendar/recurrence.hpp"

#include "base/text.hpp"
#include "core/calendar/rrule_check.hpp"

#include <fmt/format.h>

#include <charconv>
#include <set>

namespace kith::calendar {

namespace {

/// Longest list a part may hold; BYSECOND needs 61, BYYEARDAY 732.
constexpr std::size_t kLongestList = 800;
constexpr std::size_t kLongestRule = 8192;

struct Range {
    int most;
    bool negative; ///< -most..-1 too
    int least = 1;
};

std::string upper(std::string_view text) {
    std::string out(trim(text));
    for (char& c : out)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return out;
}

std::optional<int> to_int(std::string_view text) {
    if (text.starts_with('+')) {
        text.remove_prefix(1);
        if (text.starts_with('-')) return {};
    }
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return {};
    return value;
}

std::unexpected<Error> bad_value(std::string_view part, std::string_view value,
                                 std::string_view hint) {
    return fail(fmt::format("{}={} is not possible: {}", part, clean_line(value, 40), hint));
}

Result<std::vector<int>> parse_list(std::string_view part, std::string_view text, Range range) {
    std::vector<int> values;
    for (const std::string& item : split(text, ',')) {
        const auto value = to_int(trim(item));
        const bool fits = value && ((*value >= range.least && *value <= range.most) ||
                                    (range.negative && *value <= -1 && *value >= -range.most));
        if (!fits) {
            const std::string back =
                range.negative ? fmt::format(", or -1 to -{} counted from the end", range.most)
                               : "";
            return bad_value(part, item, fmt::format("{} to {}{}", range.least, range.most, back));
        }
        values.push_back(*value);
    }
    if (values.size() > kLongestList) return fail(fmt::format("{} lists too many values", part));
    return values;
}

Result<int> parse_single(std::string_view part, std::string_view text, int most) {
    const auto value = to_int(text);
    if (!value || *value < 1 || *value > most)
        return bad_value(part, text, fmt::format("a whole number from 1 to {}", most));
    return *value;
}

std::optional<std::chrono::weekday> weekday_called(std::string_view text) {
    constexpr std::string_view names[] = {"SU", "MO", "TU", "WE", "TH", "FR", "SA"};
    for (unsigned i = 0; i < 7; ++i)
        if (names[i] == text) return std::chrono::weekday{i};
    return {};
}

Result<std::vector<WeekdayNth>> parse_by_day(std::string_view text) {
    std::vector<WeekdayNth> days;
    for (const std::string& piece : split(text, ',')) {
        const std::string_view item = trim(piece);
        const std::size_t digits = item.size() < 2 ? 0 : item.size() - 2;
        const auto day = weekday_called(item.substr(digits));
        const auto nth = digits ? to_int(item.substr(0, digits)) : std::optional(0);
        const bool fits = day && nth && *nth >= -53 && *nth <= 53 && (digits == 0 || *nth != 0);
        if (!fits)
            return bad_value("BYDAY", item,
                             "MO, TU, WE, TH, FR, SA or SU, with a number from 1 to 53 or -1 to "
                             "-53 in front if needed");
        days.push_back({*day, *nth});
    }
    if (days.size() > kLongestList) return fail("BYDAY lists too many values");
    return days;
}

/// `20260301`, `20260301T093000`, `20260301T093000Z`
Result<Until> parse_until(std::string_view text) {
    std::string spread; // the extended form, which civil.hpp reads
    Until until;
    until.utc = text.ends_with('Z');
    if (until.utc) text.remove_suffix(1);
    until.is_date = text.size() == 8 && !until.utc;
    if (text.size() >= 8)
        spread = fmt::format("{}-{}-{}", text.substr(0, 4), text.substr(4, 2), text.substr(6, 2));
    if (until.is_date) {
        if (const auto day = parse_date(spread)) {
            until.at = *day;
            return until;
        }
    } else if (text.size() == 15 && text[8] == 'T') {
        spread += fmt::format("T{}:{}:{}", text.substr(9, 2), text.substr(11, 2), text.substr(13));
        if (const auto local = parse_local(spread)) {
            until.at = *local;
            return until;
        }
    }
    return bad_value("UNTIL", text, "a date like 20260301 or a time like 20260301T093000Z");
}

template <class T>
Result<void> put(T& slot, Result<T> value) {
    if (!value) return std::unexpected(std::move(value.error()));
    slot = std::move(*value);
    return {};
}

Result<void> put_frequency(Rule& rule, std::string_view value) {
    if (value == "DAILY")
        rule.frequency = Frequency::Daily;
    else if (value == "WEEKLY")
        rule.frequency = Frequency::Weekly;
    else if (value == "MONTHLY")
        rule.frequency = Frequency::Monthly;
    else if (value == "YEARLY")
        rule.frequency = Frequency::Yearly;
    else if (value == "HOURLY" || value == "MINUTELY" || value == "SECONDLY")
        return fail(fmt::format("FREQ={} is finer than Kith goes: DAILY, WEEKLY, MONTHLY or YEARLY",
                                value));
    else
        return bad_value("FREQ", value, "DAILY, WEEKLY, MONTHLY or YEARLY");
    return {};
}

Result<void> put_scalar(Rule& rule, std::string_view part, std::string_view value) {
    if (part == "FREQ") return put_frequency(rule, value);
    if (part == "INTERVAL") return put(rule.interval, parse_single(part, value, 1'000'000));
    if (part == "UNTIL") {
        auto until = parse_until(value);
        if (!until) return std::unexpected(std::move(until.error()));
        rule.until = *until;
        return {};
    }
    if (part == "COUNT") {
        const auto count = parse_single(part, value, 1'000'000'000);
        if (!count) return std::unexpected(count.error());
        rule.count = *count;
        return {};
    }
    if (part == "WKST") {
        const auto day = weekday_called(value);
        if (!day) return bad_value(part, value, "MO, TU, WE, TH, FR, SA or SU");
        rule.week_start = *day;
        return {};
    }
    return fail(
        fmt::format("a recurrence rule has no part {} that Kith knows", clean_line(part, 40)));
}

Result<void> put_part(Rule& rule, std::string_view part, std::string_view value) {
    if (part == "BYDAY") return put(rule.by_day, parse_by_day(value));
    struct List {
        std::string_view part;
        std::vector<int> Rule::* slot;
        Range range;
    };
    static constexpr List lists[] = {
        {"BYMONTH", &Rule::by_month, {12, false}},
        {"BYWEEKNO", &Rule::by_week_no, {53, true}},
        {"BYYEARDAY", &Rule::by_year_day, {366, true}},
        {"BYMONTHDAY", &Rule::by_month_day, {31, true}},
        {"BYHOUR", &Rule::by_hour, {23, false, 0}},
        {"BYMINUTE", &Rule::by_minute, {59, false, 0}},
        {"BYSECOND", &Rule::by_second, {60, false, 0}},
        {"BYSETPOS", &Rule::by_set_pos, {366, true}},
    };
    for (const List& list : lists)
        if (list.part == part) return put(rule.*list.slot, parse_list(part, value, list.range));
    return put_scalar(rule, part, value);
}

} // namespace

Result<Rule> Rule::parse_rrule(std::string_view text) {
    if (text.size() > kLongestRule) return fail("the recurrence rule is too long");
    std::string whole = upper(text);
    if (whole.ends_with(';')) whole.pop_back();
    Rule rule;
    std::set<std::string, std::less<>> seen;
    for (const std::string& piece : split(whole, ';')) {
        const auto equals = piece.find('=');
        const std::string part(trim(std::string_view(piece).substr(0, equals)));
        const std::string value =
            equals == piece.npos ? "" : upper(std::string_view(piece).substr(equals + 1));
        if (equals == piece.npos || part.empty() || value.empty())
            return fail(fmt::format("\"{}\" in the recurrence rule is not of the form PART=VALUE",
                                    clean_line(piece, 40)));
        if (!seen.insert(part).second)
            return fail(
                fmt::format("{} stands twice in the recurrence rule", clean_line(part, 40)));
        if (auto put = put_part(rule, part, value); !put)
            return std::unexpected(std::move(put.error()));
    }
    if (!seen.contains("FREQ")) return fail("a recurrence rule needs FREQ, such as FREQ=WEEKLY");
    if (auto checked = check_rule(rule); !checked)
        return std::unexpected(std::move(checked.error()));
    return rule;
}

} // namespace kith::calendar
