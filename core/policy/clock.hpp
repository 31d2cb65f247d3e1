// SPDX-License-Identifier: MIT
// How long it has been, in active days, and what a touch does to that (domain.md B2, B3, B18).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/model/instant.hpp"
#include "core/model/touchpoint.hpp"

namespace kith::policy {

/// What a connection's clock depends on besides its touches; when any of it changes, replay.
struct ClockTerms {
    double rhythm_days = 30; ///< c'
    double f = 0.33;
    double first_unit = 0; ///< u, for unknown history
    Counts counts = Counts::Any;
    bool remote_access = false; ///< `access: remote`: no cap on what is remote
    bool is_group = false;      ///< an attended meeting weighs 1 for the group itself
};

/// What the touches of one local day weigh together. Texts, letters and voice notes count once each
/// way, the heaviest of the day; `counts` caps them for the whole day.
struct DayLoad {
    std::int32_t day = 0;                 ///< local days since 1970
    double text_in = 0, text_out = 0;     ///< messages, mails, calls under three minutes
    double spoken_in = 0, spoken_out = 0; ///< voice notes and letters
    bool called = false;                  ///< a call or video, where `counts: together` caps it

    friend bool operator==(const DayLoad&, const DayLoad&) = default;
};

/// Who wrote, and whether anything came back (domain.md B11). Only what sources show tells of it.
struct OneSided {
    std::optional<Instant> they_wrote; ///< first message of theirs with nothing back from you yet
    bool rang = false;                 ///< and the last of them was a call that came to nothing
    std::vector<Instant>
        you_wrote;             ///< yours since the last of theirs, one a local day; the first three
    std::int32_t last_day = 0; ///< local day of your last one
    Instant last{};            ///< and its moment
    bool by_hand = false;      ///< something was logged by hand: what sources show is not all

    friend bool operator==(const OneSided&, const OneSided&) = default;
};

/// What is usual is told by this many touches at most: half a year and more of daily contact.
inline constexpr std::size_t kMinutesKept = 256;

/// The fold of a connection's touchpoints: what decide() reads of them.
struct Clock {
    double elapsed = 0; ///< e in active days, at `as_of`
    Instant as_of{};
    bool known = false; ///< some history was known when the connection first appeared
    std::optional<Instant> last_touch; ///< the latest with a weight above 0
    std::optional<Instant> last_heard; ///< the latest of these that somebody or something told of
    DayLoad day;
    OneSided sides;
    /// One instant a local day with a touch of w >= .4, the latest of that day; last 28 days.
    std::vector<Instant> warm_days;
    /// Local minute of the week (Monday 00:00 is 0) of the last kMinutesKept touches with a known
    /// time, in the order of their time.
    std::vector<std::uint16_t> week_minutes;

    friend bool operator==(const Clock&, const Clock&) = default;
};

/// One touchpoint with its local time worked out, which is all the fold wants to know.
struct LocalTouch {
    Instant at;
    std::int32_t day = 0;
    std::optional<std::uint16_t> week_minute; ///< unset when only the day is kept
    Channel channel = Channel::Message;
    Direction direction = Direction::Both;
    std::optional<int> minutes;
    bool said = false;
    bool by_hand = false;   ///< the person's own word, by whatever way
    bool as_member = false; ///< through a group's event: weighs half
    bool supposed = false;  ///< nobody told of it: a ritual that was not called off
};

/// The weight of a touch by itself, before the day's caps.
double touch_weight(const LocalTouch& touch, bool is_group);

/// Seconds of [from, to) outside `frozen` (sorted, disjoint), in days; 0 if to <= from.
double active_days(Instant from, Instant to, std::span<const Interval> frozen);

/// Sorted and merged.
std::vector<Interval> merge(std::vector<Interval> intervals);

/// A clock that starts now with nothing known: e = c' * u.
Clock start_unknown(const ClockTerms& terms, Instant first_seen);

/// Applies a touch that is not older than the clock's last one.
void add_touch(Clock& clock, const ClockTerms& terms, const LocalTouch& touch,
               std::span<const Interval> frozen);

/// The clock from nothing: `touches` sorted by time. Equal to start_unknown + add_touch in order
/// when every touch is later than first_seen; one at that very moment makes the history known.
Clock replay(const ClockTerms& terms, Instant first_seen, std::span<const LocalTouch> touches,
             std::span<const Interval> frozen);

/// At least six touches with a known time, at least 40 % of them on this weekday or within an hour.
/// Minutes of the week, as in Clock.
bool is_usual_time(std::span<const std::uint16_t> week_minutes, int week_minute);

/// e at `now`.
double elapsed_at(const Clock& clock, Instant now, std::span<const Interval> frozen);

} // namespace kith::policy
