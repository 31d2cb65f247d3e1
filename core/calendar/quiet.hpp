// SPDX-License-Identifier: MIT
#pragma once

#include "core/calendar/civil.hpp"

#include <optional>

namespace kith::calendar {

/// The hours in which Kith stays silent, by the clock on the wall (domain.md B7).
///
/// Each civil day has its own pair of times: on Saturday and Sunday the weekend values, where set,
/// replace the others. So Saturday's and Sunday's morning ends at `weekend_to`, their evening
/// begins at `weekend_from`, and Friday evening is an ordinary one. With `from` after `to` a day is
/// quiet before `to` and again from `from` on; with `from` before `to` it is quiet between them;
/// equal times mean a day that is never quiet, 00:00 to 24:00 one that always is.
///
/// The wall clock alone decides: where an hour occurs twice it is quiet both times or neither,
/// where one is skipped quiet time that would end inside it ends at the change.
struct QuietHours {
    TimeOfDay from = std::chrono::hours{20} + std::chrono::minutes{30};
    TimeOfDay to = std::chrono::hours{9};
    std::optional<TimeOfDay> weekend_from;
    std::optional<TimeOfDay> weekend_to = std::chrono::hours{10};

    /// Hours that are never quiet.
    static QuietHours none() { return {TimeOfDay{}, TimeOfDay{}, {}, {}}; }

    bool is_quiet(LocalTime local) const;
    bool is_quiet(Instant at, const Zone& zone) const { return is_quiet(zone.to_local(at)); }

    /// The first moment from `at` on that is not quiet (`at` itself, if it is not); nothing when
    /// none comes within a fortnight.
    std::optional<Instant> next_allowed(Instant at, const Zone& zone) const;
    /// The first moment from `at` on that is quiet; nothing when none comes within a fortnight.
    std::optional<Instant> next_quiet(Instant at, const Zone& zone) const;

    friend bool operator==(const QuietHours&, const QuietHours&) = default;
};

} // namespace kith::calendar
