// SPDX-License-Identifier: MIT
// The configuration as decide() wants it: one goal a connection, every constant worked out once.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/calendar/recurrence.hpp"
#include "core/calendar/zone.hpp"
#include "core/model/settings.hpp"
#include "core/policy/memory.hpp"

namespace kith::policy {

inline constexpr int kPushActiveCap = 24;

/// One connection with its constants. Points into the Settings it was prepared from.
struct alignas(64) Goal {
    // What every decision asks of everybody, in one line of the cache.
    const Connection* connection = nullptr;
    Kind kind = Kind::Relational;
    State declared = State::Active;
    Sight sight = Sight::Unseen;
    bool rhythmic = false;   ///< has a c: may lapse and be offered
    bool in_load = false;    ///< its rhythm counts among what is asked a week
    bool beyond_cap = false; ///< after the first 24: lives in the picture only
    std::uint16_t zone = 0;  ///< index into Goals::zones: where this person lives
    double rhythm = 0;       ///< c' = c * sigma * (1 + jitter * h)
    double f = 0.33;
    double importance = 1;
    std::vector<Step> steps; ///< as written; empty: the library's

    double c = 0; ///< days, as written or the circle's
    ClockTerms terms;
    std::optional<calendar::Rule> meets;      ///< a group's
    std::optional<calendar::Day> meets_since; ///< a day it met, where one is written
    std::chrono::minutes meets_from{12 * 60}; ///< local; noon where it is not said
    std::string whole_name;                   ///< where another is called alike (called.hpp)
};

/// A ritual as written, its rule read once.
struct StandingRitual {
    const Ritual* ritual = nullptr;
    calendar::Rule rule;
    calendar::LocalTime start{}; ///< DTSTART: the day of `since` at `from`
    std::chrono::minutes length{120};
    std::vector<std::size_t> with; ///< indices into Goals::all
};

/// All goals, in file order, with what they share.
struct Goals {
    std::vector<Goal> all;
    std::vector<calendar::Zone> zones; ///< [0] is the person's own
    double load = 0;                   ///< L, offers a week that the rhythms ask for
    double load_max = 0;               ///< Lmax
    double stretch = 1;                ///< sigma
    int weekly = 3;                    ///< W
    int active = 0;                    ///< push-active goals, before the cap
    Naming naming;
    std::vector<std::size_t> dated;   ///< those with dates
    std::vector<std::size_t> bridges; ///< those that may lead to another
    std::vector<StandingRitual> rituals;

    /// Index of a connection, or nothing.
    [[nodiscard]] std::optional<std::size_t> find(std::string_view id) const;
};

/// Whether an offer about them may come at all.
inline bool takes_part(State state) { return state == State::Active || state == State::TheirTurn; }

/// The circle's own rhythm in days, if it has one.
std::optional<double> circle_rhythm(Circle circle);

/// Prepares the goals. `states` and `sights` are aligned to settings.connections: the state in
/// force (declared and remembered), and how much is seen. A connection whose time zone is unknown
/// lives in the person's own.
Goals prepare(const Settings& settings, const calendar::Zone& own, std::span<const State> states,
              std::span<const Sight> sights);

/// e, r and band arithmetic of one goal.
Band band_of(double ratio, double f, const PolicyBlock& policy);

} // namespace kith::policy
