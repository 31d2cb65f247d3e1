// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plugins/support/ical/content_lines.hpp"

namespace kith::ical {

/// A VEVENT cut out of a file: the lines Kith needs, and enough to decide whether it need be parsed
/// at all. Alarms, descriptions, attachments and places are left behind here.
struct RawEvent {
    std::string text;               ///< the VEVENT for parse_event: no rules in it
    std::vector<std::string> rules; ///< values of RRULE
    std::string parties;            ///< its ATTENDEE and ORGANIZER lines, one a line
    std::string uid;                ///< as it is written
    std::string summary;            ///< unescaped
    std::string start, end;         ///< values of DTSTART and DTEND
    bool has_duration = false;
    bool has_extra_dates = false;
    bool is_override = false; ///< has a RECURRENCE-ID
    std::string_view trouble; ///< why it can't be read, or empty

    [[nodiscard]] bool repeats() const { return !rules.empty() || has_extra_dates || is_override; }
};

/// Walks the VEVENTs of a file of any size, one at a time: memory holds one of them. A VTIMEZONE is
/// kept as text only where nothing else says what its TZID means; `wanted` decides. Does not own
/// the descriptor.
class EventReader {
  public:
    /// True for a TZID whose VTIMEZONE is needed.
    using Wanted = bool (*)(void* ctx, std::string_view tzid, std::string_view location);

    EventReader(int fd, Wanted wanted, void* ctx) : lines_(fd), wanted_(wanted), ctx_(ctx) {}

    /// The next VEVENT; nothing at the end. An unfinished last one is not given.
    std::optional<RawEvent> next();

    /// The calendar's METHOD in upper case, or empty; known once the first event has come.
    [[nodiscard]] const std::string& method() const { return method_; }
    /// The VTIMEZONEs kept so far, by TZID.
    [[nodiscard]] const std::map<std::string, std::string>& zones() const { return zones_; }
    /// A BEGIN:VCALENDAR has been seen.
    [[nodiscard]] bool is_calendar() const { return calendar_; }
    /// The file stopped before what it began had ended, or could not be read on.
    [[nodiscard]] bool is_broken() const { return broken_; }
    [[nodiscard]] std::size_t bytes_read() const { return lines_.bytes_read(); }

  private:
    std::optional<RawEvent> read_event();
    void read_zone();
    void skip(std::string_view component);
    static void take(RawEvent& event, std::string_view line, bool cut);

    ContentLines lines_;
    Wanted wanted_;
    void* ctx_;
    std::string method_;
    std::map<std::string, std::string> zones_;
    bool calendar_ = false;
    bool open_ = false; ///< its END:VCALENDAR is still to come
    bool broken_ = false;
};

} // namespace kith::ical
