// SPDX-License-Identifier: MIT
// The decision: one nudge or a silence, with the whole reasoning. Pure: the same inputs give the
// same outcome, to the byte. Formulas: domain.md B3 to B6 and B18.
#pragma once

#include <optional>
#include <vector>

#include "core/policy/facts.hpp"
#include "core/policy/guard.hpp"
#include "core/policy/occasion.hpp"
#include "core/policy/standing.hpp"
#include "core/policy/surroundings.hpp"
#include "core/words/compose.hpp"

namespace kith::policy {

/// All that a decision depends on. Borrowed; nothing is kept.
struct Frame {
    const Settings& settings;
    const Goals& goals;
    const Memory& memory;
    const Board& board;
    const Surroundings& around;
    Instant now{};
};

/// One goal's figures in this decision, aligned to goals.all.
struct GoalView {
    double elapsed = 0; ///< e
    double ratio = 0;   ///< r
    double shape = 0;   ///< s(r)
    double opportunity = 1, balance = 1, rotation = 1, age = 1;
    std::int64_t score = 0;     ///< S in units of 1e-9, rounded: what is compared
    const Step* step = nullptr; ///< into Goal::steps, the library, or an occasion's own
    GuardSet failed;            ///< its own guards
    Band band = Band::Fresh;
    bool counted = false; ///< a goal at all: has a rhythm, and is not ended, remembered or gone

    [[nodiscard]] double score_value() const { return static_cast<double>(score) * 1e-9; }
};

/// What was decided.
struct Decision {
    std::optional<std::size_t> nudge; ///< index of the goal offered, or silence
    bool is_return = false;
    bool opens_cycle = false;
    words::Occasion about = words::Occasion::Hello; ///< of an idea: a meeting, a small hello
    bool replaces = false;                 ///< an outstanding nudge of 18 h or more gives way
    GuardSet because;                      ///< of a silence; empty for a nudge
    GuardSet global;                       ///< the slot's failed guards
    int candidates = 0;                    ///< goals past their own guards
    int weekly = 0;                        ///< W_eff
    int backoff = 0;                       ///< G
    int spent = 0;                         ///< offers in the last seven days
    Standing standing;                     ///< energy and the like
    int kept = 0;                          ///< places of the week kept for dates
    std::optional<OccasionOffer> occasion; ///< of the nudge, where it is no lapse
    std::vector<GoalView> goals;
};

/// Decides. `out` is overwritten; its memory is reused.
void decide(const Frame& frame, Decision& out);

/// True while an offer of this goal still makes sense: not touched lately, not resting or planned,
/// and not fresh. Budgets are not asked, for they are spent already.
bool still_wanted(const Frame& frame, std::size_t goal);

/// W_eff: the weekly budget after backoff.
int effective_weekly(int weekly, int backoff, const ResponseBlock& response);

/// True while no push is made because Kith is new here, or (after one) still in its first week.
bool is_settling(const Memory& memory, const PolicyBlock& policy, Instant now, Instant slot);

/// The outstanding nudge may give way to another: 18 h after its delivery.
bool is_replaceable(const Outstanding& nudge, Instant now);

} // namespace kith::policy
