// SPDX-License-Identifier: MIT
#include "plugins/support/ical/event_reader.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace kith::ical {
namespace {

constexpr std::size_t kMaxEventText = std::size_t{512} * 1024;
constexpr std::size_t kMaxZoneText = std::size_t{64} * 1024;
constexpr std::size_t kMaxZones = 64;
constexpr std::size_t kMaxRules = 8;

constexpr std::array<std::string_view, 13> kKept{
    "UID",    "DTSTART",  "DTEND",  "DURATION", "RECURRENCE-ID", "RDATE",    "EXDATE",
    "STATUS", "SEQUENCE", "TRANSP", "SUMMARY",  "ATTENDEE",      "ORGANIZER"};

bool equals_ignoring_case(std::string_view text, std::string_view upper) {
    return text.size() == upper.size() && std::ranges::equal(text, upper, [](char a, char b) {
               return (a >= 'a' && a <= 'z' ? static_cast<char>(a - 32) : a) == b;
           });
}

/// The component's name if the line is `BEGIN:name`; likewise END.
std::string_view component(std::string_view line, std::string_view word) {
    line = trim(line);
    if (line.size() <= word.size() || !equals_ignoring_case(line.substr(0, word.size()), word))
        return {};
    return line.substr(word.size());
}

} // namespace

std::optional<RawEvent> EventReader::next() {
    std::string_view line;
    while (lines_.next(line)) {
        const auto begun = component(line, "BEGIN:");
        if (equals_ignoring_case(begun, "VCALENDAR")) {
            calendar_ = open_ = true;
        } else if (equals_ignoring_case(begun, "VEVENT")) {
            if (auto event = read_event()) return event;
        } else if (equals_ignoring_case(begun, "VTIMEZONE")) {
            read_zone();
        } else if (!begun.empty()) {
            skip(std::string{begun});
        } else if (equals_ignoring_case(component(line, "END:"), "VCALENDAR")) {
            open_ = false;
        } else if (line.size() < 100 && method_.empty() && (line.front() | 0x20) == 'm') {
            const auto property = split_property(line);
            if (property.name == "METHOD") {
                method_ = trim(property.value);
                std::ranges::transform(method_, method_.begin(), [](char c) {
                    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
                });
            }
        }
    }
    // Cut off between two events, it looks like a shorter calendar.
    broken_ = broken_ || open_ || lines_.error() != 0;
    return std::nullopt;
}

/// An over-long line spoils an event only if Kith needs what stands in it.
void EventReader::take(RawEvent& event, std::string_view line, bool cut) {
    const auto property = split_property(line);
    if (property.name == "RRULE") {
        if (cut || event.rules.size() >= kMaxRules)
            event.trouble = "its rule is too long";
        else
            event.rules.emplace_back(trim(property.value));
        return;
    }
    if (std::ranges::find(kKept, property.name) == kKept.end()) return;
    if (cut || event.text.size() + line.size() > kMaxEventText) {
        event.trouble = "one of its lines is too long";
        return;
    }
    event.text += line;
    event.text += "\r\n";
    if (property.name == "UID")
        event.uid = trim(property.value);
    else if (property.name == "SUMMARY")
        event.summary = unescape(property.value);
    else if (property.name == "DTSTART")
        event.start = trim(property.value);
    else if (property.name == "DTEND")
        event.end = trim(property.value);
    else if (property.name == "DURATION")
        event.has_duration = true;
    else if (property.name == "RDATE")
        event.has_extra_dates = true;
    else if (property.name == "RECURRENCE-ID")
        event.is_override = true;
    else if (property.name == "ATTENDEE" || property.name == "ORGANIZER") {
        event.parties += line;
        event.parties += '\n';
    }
}

std::optional<RawEvent> EventReader::read_event() {
    RawEvent event;
    event.text = "BEGIN:VEVENT\r\n";
    std::string_view line;
    while (lines_.next(line)) {
        if (const auto begun = component(line, "BEGIN:"); !begun.empty()) {
            skip(std::string{begun});
            continue;
        }
        if (const auto ended = component(line, "END:"); !ended.empty()) {
            if (!equals_ignoring_case(ended, "VEVENT")) broken_ = true;
            event.text += "END:VEVENT\r\n";
            return event;
        }
        take(event, line, lines_.was_cut());
    }
    broken_ = true;
    return std::nullopt;
}

void EventReader::read_zone() {
    std::string text = "BEGIN:VTIMEZONE\r\n";
    std::string tzid, location;
    std::string_view line;
    while (lines_.next(line)) {
        const bool last = equals_ignoring_case(component(line, "END:"), "VTIMEZONE");
        if (line.starts_with("TZID")) tzid = trim(split_property(line).value);
        if (line.starts_with("X-LIC-LOCATION")) location = trim(split_property(line).value);
        if (text.size() + line.size() < kMaxZoneText) {
            text += line;
            text += "\r\n";
        }
        if (!last) continue;
        const bool fits = text.ends_with("END:VTIMEZONE\r\n") && zones_.size() < kMaxZones;
        if (!tzid.empty() && wanted_ != nullptr && wanted_(ctx_, tzid, location) && fits)
            zones_.emplace(tzid, text);
        return;
    }
    broken_ = true;
}

/// Passes over a component whatever it holds; a second one of its name inside counts.
void EventReader::skip(std::string_view name) {
    std::string upper{name};
    std::ranges::transform(upper, upper.begin(), [](char c) {
        return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
    });
    std::string_view line;
    int depth = 1;
    while (depth > 0 && lines_.next(line)) {
        if (equals_ignoring_case(component(line, "BEGIN:"), upper)) ++depth;
        if (equals_ignoring_case(component(line, "END:"), upper)) --depth;
    }
    broken_ = broken_ || depth > 0;
}

} // namespace kith::ical
