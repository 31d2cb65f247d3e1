// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <vector>

#include "core/model/event.hpp"

namespace kith::policy {

/// What the person said about their energy; it lapses by itself.
struct EnergySpell {
    Energy level = Energy::Usual;
    Instant from{};
    Instant until{};

    friend bool operator==(const EnergySpell&, const EnergySpell&) = default;
};

/// Nothing is asked and every clock stands still. It ends softly: after `until` no offer comes
/// before the person has said something or the next weekly page.
struct HardWeek {
    Instant from{};
    Instant until{};
    std::optional<Instant> stirred; ///< the first thing said after its end

    friend bool operator==(const HardWeek&, const HardWeek&) = default;
};

/// Away, a new baby, exams, an illness, a death: the same stillness, for as long as was said.
struct Leave {
    LifeEvent what = LifeEvent::Away;
    Instant from{};
    Instant until = Instant::max();

    friend bool operator==(const Leave&, const Leave&) = default;
};

/// How these days are, as the person told it (domain.md B9). Nothing of it is ever guessed. The
/// spells that stopped clocks are kept for as long as the clocks are told anew from the past.
struct Modes {
    std::optional<EnergySpell> energy;
    std::vector<HardWeek> hard_weeks; ///< in order
    std::vector<Leave> leaves;        ///< in order of their beginnings

    friend bool operator==(const Modes&, const Modes&) = default;
};

/// Folds in what an event says about the days, and notes that the person has stirred.
void apply(Modes& modes, const Event& event);

/// When every clock stood still for a mode; neither sorted nor merged.
std::vector<Interval> still_times(const Modes& modes);

/// How long nothing is celebrated, or thought up, after a death.
inline constexpr auto kGrief = std::chrono::days{90};

/// Someone close has died in the 90 days before `now`: no word of celebration.
bool is_grieving(const Modes& modes, Instant now);

/// On how many of the last `days` days, `now` included, a hard week was on.
int hard_days(const Modes& modes, Instant now, int days);

} // namespace kith::policy
