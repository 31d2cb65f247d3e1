// SPDX-License-Identifier: MIT
#pragma once

#include "core/calendar/day_list.hpp"
#include "core/calendar/quiet.hpp"

#include <chrono>
#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace kith::calendar {

/// One window of the day in which one nudge may be offered: [start, end).
struct SlotWindow {
    Instant start; ///< nominal; may lie in quiet hours
    Instant end;   ///< equals start when all of it is quiet, or it is overtaken
    std::optional<Instant> first_allowed; ///< its first moment that is not quiet
    std::size_t index = 0;                ///< within its day, from 0
    Day day;                              ///< the local date of its nominal start

    bool contains(Instant at) const { return start <= at && at < end; }
    friend bool operator==(const SlotWindow&, const SlotWindow&) = default;
};

/// When a nudge that got *later* comes back (domain.md B18); Bare is the plain `later`.
enum class LaterTarget { Bare, Tonight, Tomorrow, Weekend, NextWeek };

/// `tonight`, `tomorrow`, `weekend`, `next-week`; the empty word is Bare.
std::optional<LaterTarget> later_target(std::string_view word);

/// The slots of every day (domain.md B5). A window lasts at most `open_for`, never into quiet
/// hours, and the start of the next ends it. A slot in a skipped hour is at the change of the
/// clock; in a repeated hour it is there once, the first time. A silent day is quiet from midnight
/// to midnight. Pure; a plain value.
class SlotPlan {
  public:
    /// `times` in any order, repeated ones count once; none means no slots ever.
    SlotPlan(std::vector<TimeOfDay> times, std::chrono::minutes open_for, QuietHours quiet,
             Zone zone, DayList silent = {});

    const Zone& zone() const { return zone_; }
    const QuietHours& quiet() const { return quiet_; }
    /// Whether it is a quiet hour, or a silent day.
    bool is_quiet(Instant at) const;
    /// Slots a day, and their times in order.
    const std::vector<TimeOfDay>& times() const { return times_; }

    /// The window that is open at `at` (its quiet beginning included).
    std::optional<SlotWindow> slot_at(Instant at) const;
    /// The first slot whose nominal start is after `after`; wholly quiet ones too.
    std::optional<SlotWindow> next_slot(Instant after) const;
    /// Slots with nominal start in [from, to), wholly quiet ones too, in order.
    std::vector<SlotWindow> slots_between(Instant from, Instant to) const;
    /// All slots of one local date, in order.
    std::vector<SlotWindow> slots_on(Day day) const;

    /// The slot in which a *later* given at `now` returns; nothing when no slot is usable in the
    /// weeks ahead. Wholly quiet slots are passed over. Tonight is today's last slot not yet begun,
    /// else tomorrow's first; Weekend the first slot of the nearest Saturday that has not begun;
    /// NextWeek the first slot of the Monday after today; Bare the first at least 48 h on.
    std::optional<SlotWindow> later(LaterTarget target, Instant now) const;

  private:
    /// False for a day that was skipped, as where a country changed sides of the date line.
    bool exists(Day day) const;
    SlotWindow window(Day day, std::size_t index) const;
    Instant start_of(Day day, std::size_t index) const;
    std::optional<SlotWindow> first_usable(Day day, Instant not_before) const;

    std::vector<TimeOfDay> times_;
    std::chrono::minutes open_for_;
    QuietHours quiet_;
    Zone zone_;
    DayList silent_;
};

} // namespace kith::calendar
