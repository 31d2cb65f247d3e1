// SPDX-License-Identifier: MIT
#include "plugins/support/ical/embedded_zone.hpp"

#include <algorithm>
#include <charconv>

#include "base/text.hpp"
#include "plugins/support/ical/content_lines.hpp"

namespace kith::ical {
namespace {

using namespace std::chrono;
using calendar::LocalTime;

constexpr std::size_t kMaxObservances = 200;
constexpr std::size_t kMaxDates = 500;

std::optional<int> number(std::string_view digits) {
    int out = 0;
    const auto* const end = digits.data() + digits.size();
    const auto [stop, error] = std::from_chars(digits.data(), end, out);
    if (error != std::errc{} || stop != end || digits.empty()) return std::nullopt;
    return out;
}

/// `+0130`, `-080000`.
std::optional<seconds> offset(std::string_view text) {
    if (text.size() < 5 || (text[0] != '+' && text[0] != '-')) return std::nullopt;
    const auto h = number(text.substr(1, 2));
    const auto m = number(text.substr(3, 2));
    if (!h || !m || *h > 24 || *m > 59) return std::nullopt;
    const seconds out = hours{*h} + minutes{*m};
    return text[0] == '-' ? -out : out;
}

/// `19701025T030000`; a final Z is not expected here and ignored.
std::optional<LocalTime> local_time(std::string_view text) {
    if (text.size() < 15 || text[8] != 'T') return std::nullopt;
    const auto y = number(text.substr(0, 4));
    const auto mo = number(text.substr(4, 2));
    const auto d = number(text.substr(6, 2));
    const auto h = number(text.substr(9, 2));
    const auto mi = number(text.substr(11, 2));
    const auto s = number(text.substr(13, 2));
    if (!y || !mo || !d || !h || !mi || !s || *h > 23 || *mi > 59 || *s > 59) return std::nullopt;
    const year_month_day date{year{*y}, month{static_cast<unsigned>(*mo)},
                              day{static_cast<unsigned>(*d)}};
    if (!date.ok()) return std::nullopt;
    return local_days{date} + hours{*h} + minutes{*mi} + seconds{*s};
}

} // namespace

void EmbeddedZone::take(Observance& observance, std::string_view line) {
    const auto property = split_property(line);
    const auto value = trim(property.value);
    if (property.name == "DTSTART") {
        if (const auto start = local_time(value)) {
            observance.start = *start;
            observance.has_start = true;
        }
    } else if (property.name == "TZOFFSETFROM" || property.name == "TZOFFSETTO") {
        const auto shift = offset(value);
        const bool from = property.name == "TZOFFSETFROM";
        if (shift) (from ? observance.from : observance.to) = *shift;
        (from ? observance.has_from : observance.has_to) = shift.has_value();
    } else if (property.name == "RRULE") {
        auto rule = calendar::Rule::parse_rrule(value);
        if (rule && rule->frequency == calendar::Frequency::Yearly) observance.rule = *rule;
    } else if (property.name == "RDATE") {
        for (const auto& date : split(value, ','))
            if (const auto at = local_time(date); at && observance.dates.size() < kMaxDates)
                observance.dates.push_back(*at);
    }
}

std::optional<EmbeddedZone> EmbeddedZone::parse(std::string_view vtimezone) {
    EmbeddedZone out;
    std::optional<Observance> current;
    while (!vtimezone.empty()) {
        const auto end = vtimezone.find('\n');
        const auto line = trim(vtimezone.substr(0, end));
        vtimezone.remove_prefix(end == std::string_view::npos ? vtimezone.size() : end + 1);
        if (line == "BEGIN:STANDARD" || line == "BEGIN:DAYLIGHT")
            current.emplace();
        else if (line == "END:STANDARD" || line == "END:DAYLIGHT") {
            if (current && current->usable() && out.observances_.size() < kMaxObservances)
                out.observances_.push_back(*current);
            current.reset();
        } else if (current)
            take(*current, line);
    }
    if (out.observances_.empty()) return std::nullopt;
    return out;
}

std::optional<LocalTime> EmbeddedZone::Observance::last_onset(LocalTime at) const {
    std::optional<LocalTime> last;
    const auto consider = [&](LocalTime onset) {
        if (onset <= at && (!last || onset > *last)) last = onset;
    };
    consider(start);
    for (const auto date : dates) consider(date);
    if (!rule) return last;
    const auto near = calendar::expand(*rule, start, at - days{750}, at + seconds{1}, 8);
    for (const auto onset : near) consider(onset);
    // A rule that has ended long ago: its last instance is what still holds.
    if (near.empty() && (rule->count || rule->until))
        for (const auto onset : calendar::expand(*rule, start, start, at, 400)) consider(onset);
    return last;
}

Instant EmbeddedZone::to_instant(LocalTime local) const {
    const Observance* holds = nullptr;
    LocalTime since{};
    const Observance* first = &observances_.front();
    for (const auto& observance : observances_) {
        if (observance.start < first->start) first = &observance;
        const auto onset = observance.last_onset(local);
        if (!onset || (holds != nullptr && *onset <= since)) continue;
        holds = &observance;
        since = *onset;
    }
    auto shift = holds == nullptr ? first->from : holds->to;
    // In the hour that is skipped the offset before it holds.
    if (holds != nullptr && holds->to > holds->from && local < since + (holds->to - holds->from))
        shift = holds->from;
    return Instant{local.time_since_epoch() - shift};
}

LocalTime EmbeddedZone::to_local(Instant at) const {
    for (const auto& observance : observances_) {
        const LocalTime local{at.time_since_epoch() + observance.to};
        if (to_instant(local) == at) return local;
    }
    return LocalTime{at.time_since_epoch() + observances_.front().to};
}

} // namespace kith::ical
