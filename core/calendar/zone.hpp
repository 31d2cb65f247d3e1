// SPDX-License-Identifier: MIT
#pragma once

#include "base/result.hpp"
#include "core/model/instant.hpp"

#include <chrono>
#include <string>
#include <string_view>

namespace kith::calendar {

/// What the clock on the wall shows, to the second, with no zone attached.
using LocalTime = std::chrono::local_seconds;

/// A time zone of the system's zone data (/usr/share/zoneinfo, read by the date library). A small
/// value: copy it freely. Each copy remembers the offset it used last, so give a thread its own.
///
/// Zone data is read once a process; a new tzdata package needs a restart. The data ends its
/// daylight saving rules with 2037.
class Zone {
  public:
    /// A stretch of time with one offset from UTC: [from, to), never empty.
    struct Span {
        Instant from;
        Instant to;
        std::chrono::seconds offset;
    };

    /// The zone called `name` (`Europe/Lisbon`; `UTC` always works). Cheap when repeated. The error
    /// names a similar zone where there is one.
    static Result<Zone> named(std::string_view name);

    /// UTC, without touching zone data.
    static Zone utc() { return Zone{}; }

    /// The name it was asked for by.
    const std::string& name() const { return name_; }

    LocalTime to_local(Instant at) const;
    std::chrono::seconds offset_at(Instant at) const { return span_at(at).offset; }

    /// The stretch of constant offset around `at`.
    const Span& span_at(Instant at) const;

    /// RFC 5545 3.3.5: a local time that occurs twice is the first of the two; one that is skipped
    /// is read with the offset before the gap (02:30 in a one-hour gap is 03:30 afterwards).
    Instant to_instant(LocalTime local) const;

    /// As to_instant, but a skipped local time is the moment of the change itself: what "quiet
    /// until 02:30" and a slot at 02:30 need. Never decreases as `local` grows.
    Instant to_instant_earliest(LocalTime local) const;

    friend bool operator==(const Zone& a, const Zone& b) {
        return a.zone_ == b.zone_ && a.name_ == b.name_;
    }

  private:
    Zone() = default;
    Zone(const void* zone, std::string name) : zone_(zone), name_(std::move(name)) {}
    bool is_plain(LocalTime local) const;

    const void* zone_ = nullptr; ///< a date::time_zone, owned by that library; null is UTC
    std::string name_ = "UTC";
    mutable Span cached_{Instant::max(), Instant::min(), {}}; ///< empty at first
};

} // namespace kith::calendar
