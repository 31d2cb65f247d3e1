// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/calendar/recurrence.hpp"

namespace kith::ical {

/// None is taken for longer.
inline constexpr std::chrono::days kLongestEvent{366};

/// A date or time as a calendar writes it. What a zone's name means is ZoneBook's business.
struct Stamp {
    enum class Kind : std::uint8_t { Date, Floating, Utc, Zoned };

    calendar::LocalTime local{};
    Kind kind = Kind::Floating;
    std::string tzid; ///< for Zoned

    friend bool operator==(const Stamp&, const Stamp&) = default;
};

/// Somebody an event names: an ATTENDEE or the ORGANIZER.
struct Party {
    std::string address; ///< without `mailto:`, percent-decoded, as written; may be empty
    bool organizer = false;
    bool declined = false;   ///< PARTSTAT DECLINED or DELEGATED
    bool informed = false;   ///< ROLE NON-PARTICIPANT: told of it, not taking part
    bool unanswered = false; ///< PARTSTAT NEEDS-ACTION, written; nothing is known where none is
    bool thing = false;      ///< CUTYPE ROOM or RESOURCE
};

/// A VEVENT as Kith reads it: when, who, and whether it stands. Never its description or place.
struct Event {
    std::string uid;
    std::optional<Stamp> recurrence_id; ///< set: replaces one instance of the event with this uid
    bool this_and_future = false;
    Stamp start;
    /// Never negative; of the clock on the wall where `end` is set.
    std::chrono::seconds length{};
    std::optional<Stamp> end;  ///< where it is written in another zone than the start
    bool length_known = false; ///< DTEND or DURATION was there
    std::vector<calendar::Rule> rules;
    std::vector<Stamp> extra_dates; ///< RDATE
    std::vector<Stamp> left_out;    ///< EXDATE
    std::vector<Party> parties;
    std::string summary;
    std::int64_t sequence = 0;
    bool cancelled = false;
    bool transparent = false;

    [[nodiscard]] bool all_day() const { return start.kind == Stamp::Kind::Date; }
    [[nodiscard]] bool repeats() const { return !rules.empty() || !extra_dates.empty(); }
};

} // namespace kith::ical
