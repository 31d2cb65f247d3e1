// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include "core/calendar/zone.hpp"
#include "core/model/settings.hpp"
#include "core/policy/memory.hpp"

namespace kith::policy {

/// How the person is placed at one moment, worked out from what they said (domain.md B9): what a
/// step may cost, how many offers a week may bring, and whether none may come at all.
struct Standing {
    Energy energy = Energy::Usual;
    bool hard_week = false; ///< one is on, or has ended and nothing has been said since
    bool reach = false;     ///< in a hard week, but one offer to lean on somebody is welcome
    bool away = false;
    bool halved = false;               ///< the first days after a long stillness
    std::optional<Instant> hard_until; ///< when the hard week lets offers come again
    std::optional<Instant> away_until; ///< unset while away: until told
    std::optional<Instant> halved_until;

    /// No offer comes by itself.
    [[nodiscard]] bool silent() const { return away || (hard_week && !reach); }
    /// What a step may cost.
    [[nodiscard]] int step_cap() const;
    /// W, before backoff; `low` caps it afterwards.
    [[nodiscard]] int weekly(int weekly) const;
    /// W_eff, after backoff.
    [[nodiscard]] int capped(int weekly) const;
    /// Whether this person may be offered in such days.
    [[nodiscard]] bool suits(const Connection& connection) const;
};

Standing standing(const Settings& settings, const Memory& memory, const calendar::Zone& zone,
                  Instant now);

/// Whether a hard week ended with the last weekly page, in the seven days before `now`, and nothing
/// has been said since: then the page asks whether it goes on.
bool ended_softly(const Settings& settings, const Memory& memory, const calendar::Zone& zone,
                  Instant now);

/// The moment of the first weekly page at or after `from`.
Instant next_page(const Reflection& reflection, const calendar::Zone& zone, Instant from);

} // namespace kith::policy
