// SPDX-License-Identifier: MIT
#include "core/calendar/recurrence.hpp"

#include <fmt/format.h>

#include <iterator>

namespace kith::calendar {

namespace {

constexpr std::string_view kDayNames[] = {"SU", "MO", "TU", "WE", "TH", "FR", "SA"};

void add_list(std::string& out, std::string_view part, const std::vector<int>& values) {
    if (values.empty()) return;
    fmt::format_to(std::back_inserter(out), ";{}={}", part, fmt::join(values, ","));
}

void add_days(std::string& out, const std::vector<WeekdayNth>& days) {
    std::string_view before = ";BYDAY=";
    for (const WeekdayNth& day : days) {
        out += before;
        if (day.nth != 0) out += std::to_string(day.nth);
        out += kDayNames[day.day.c_encoding()];
        before = ",";
    }
}

std::string until_text(const Until& until) {
    std::string text;
    for (const char c : until.is_date ? format_date(day_of(until.at)) : format_local(until.at))
        if (c != '-' && c != ':') text += c;
    if (until.utc) text += 'Z';
    return text;
}

std::string_view frequency_name(Frequency frequency) {
    switch (frequency) {
    case Frequency::Daily: return "DAILY";
    case Frequency::Weekly: return "WEEKLY";
    case Frequency::Monthly: return "MONTHLY";
    case Frequency::Yearly: break;
    }
    return "YEARLY";
}

} // namespace

std::string Rule::to_rrule() const {
    std::string out = fmt::format("FREQ={}", frequency_name(frequency));
    if (until) out += ";UNTIL=" + until_text(*until);
    if (count) out += fmt::format(";COUNT={}", *count);
    if (interval != 1) out += fmt::format(";INTERVAL={}", interval);
    add_list(out, "BYSECOND", by_second);
    add_list(out, "BYMINUTE", by_minute);
    add_list(out, "BYHOUR", by_hour);
    add_days(out, by_day);
    add_list(out, "BYMONTHDAY", by_month_day);
    add_list(out, "BYYEARDAY", by_year_day);
    add_list(out, "BYWEEKNO", by_week_no);
    add_list(out, "BYMONTH", by_month);
    add_list(out, "BYSETPOS", by_set_pos);
    if (week_start != std::chrono::Monday)
        out += fmt::format(";WKST={}", kDayNames[week_start.c_encoding()]);
    return out;
}

Rule Rule::in_zone(const Zone& zone) const {
    Rule local = *this;
    if (!until || !until->utc) return local;
    const Instant at{until->at.time_since_epoch()};
    local.until->utc = false;
    local.until->at = zone.to_local(at);
    // In the second pass of a repeated hour every local time of that hour has had its first, and
    // only, turn already: the last of them is the limit.
    if (zone.to_instant(local.until->at) != at)
        local.until->at = zone.to_local(zone.span_at(at).from - std::chrono::seconds{1});
    return local;
}

} // namespace kith::calendar
