// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <span>
#include <vector>

#include "core/policy/goals.hpp"
#include "core/policy/groups.hpp"
#include "core/policy/memory.hpp"
#include "core/policy/nameless.hpp"

namespace kith::policy {

/// When each of the library's steps was last offered to one connection, in the library's order: 0
/// never lately, else the higher the later.
using StepRecency = std::array<std::uint8_t, kBuiltInSteps>;

/// What decide() reads of one goal's past: flat, gathered from Memory whenever that changes. Times
/// that never happened are Instant::min().
struct alignas(64) Facts {
    // What every decision asks of everybody, in two lines of the cache.
    State state = State::Active; ///< in force now, the most restrictive of all
    bool stale = false;          ///< a source that feeds this goal has not been read lately
    bool return_due = false;     ///< its `later` comes back in this very slot
    bool waiting = false;        ///< its `later` comes back some other time
    bool ritual = false;         ///< a ritual with them stands
    bool life_event = false;     ///< a note of theirs is dated within three days
    bool usual_time = false;     ///< one often hears of them on this day or at this hour
    bool their_turn = false;     ///< two of yours are unanswered: everything takes twice as long
    bool left_alone = false;     ///< and a third: nothing is suggested until there is word
    bool reply_offered = false;  ///< a reply to what they wrote was offered: no second one
    bool they_rang = false;      ///< the last of theirs that nothing went back to was a call
    int ignored = 0;             ///< k
    int cycle_pushes = 0;        ///< offers in the cycle that is on
    double elapsed = 0;          ///< e at as_of
    Instant as_of{};
    Instant last_touch = Instant::min();
    Instant last_offer = Instant::min();     ///< at, returns included: for age
    Instant last_budgeted = Instant::min();  ///< slot of the last offer that spent budget
    Instant named_by_other = Instant::min(); ///< slot of the last offer of another that named them
    Instant hidden_until = Instant::min();
    Instant plan_from = Instant::max();            ///< a plan with them: ahead, on, or just been
    const std::vector<Interval>* frozen = nullptr; ///< merged; owned by the gatherer
    StepRecency recency{};                         ///< of the library's steps, for this goal
    StepRecency own_recency{};                     ///< of the first of its own steps, likewise

    int warm_days = 0; ///< connection-days with a touch of w >= .4 in the last 28 days
    Instant first_seen{};
    Instant in_circle{};                 ///< since when they are in the circle they are in
    Instant they_wrote = Instant::min(); ///< theirs that nothing went back to
    Gathering meeting;                   ///< of a group
};

/// Facts of all goals at `now`, aligned to goals.all, and what follows from all of them together.
/// Owns what the facts point to.
struct Board {
    std::vector<Facts> facts;
    std::vector<std::size_t> returns;         ///< those whose `later` is due
    std::vector<std::size_t> meetings;        ///< groups with a meeting ahead
    std::vector<std::size_t> planned;         ///< those with a plan ahead, on, or just been
    std::array<double, kKindCount> balance{}; ///< `bal` by kind (domain.md B4)
    std::vector<std::vector<Interval>> frozen;
    Nameless gone; ///< those nobody is to hear of: let go, remembered, without contact

    Board() = default;
    Board(Board&&) = default;
    Board& operator=(Board&&) = default;
    Board(const Board&) = delete;
    Board& operator=(const Board&) = delete;
    ~Board() = default;
};

/// A future contact a calendar knows of.
struct Upcoming {
    std::string connection;
    Instant from{};
    Instant to{};
};

/// Gathers. `stale` is aligned to goals.all (empty: none is). `slot` is the nominal start of the
/// slot in hand, for returns. Time spent paused or resting is left out of every clock. `upcoming`
/// holds plans that calendars know besides Kith's own holds. `shunned` knows more names of those
/// without contact than the configuration has.
Board gather(const Goals& goals, const Memory& memory, std::span<const bool> stale,
             std::span<const Upcoming> upcoming, Instant slot, Instant now,
             const Nameless& shunned = {});

} // namespace kith::policy
