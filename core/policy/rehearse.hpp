// SPDX-License-Identifier: MIT
// A month in advance: decide() over invented or past time (design.md 9, domain.md B18).
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/policy/life.hpp"
#include "core/words/bank.hpp"

namespace kith::policy {

enum class Answers : std::uint8_t { Ignore, Accept, Mixed };

struct RehearsalPlan {
    Instant from{}; ///< FROM 00:00 local
    Instant to{};   ///< the day after the last, 00:00 local
    Answers answers = Answers::Ignore;
    std::string seed = "0";
    bool has_history = false; ///< a history was given: the life is settled
    std::vector<Touchpoint>
        history; ///< any order; what is later than `from` is revealed at its instant
    const words::Bank* words = nullptr; ///< what offers say; null: next to nothing
    Nameless shunned;                   ///< those without contact, besides who is written so
};

/// One slot, as it would have gone.
struct RehearsalLine {
    Instant at{}; ///< nominal start
    std::size_t slot = 0;
    bool nudge = false;
    bool withheld = false; ///< chosen, and kept back by the coin of honest_check
    bool is_return = false;
    std::string connection, step, title, body;
    Sight sight = Sight::Seen;
    double score = 0, ratio = 0;
    Band band = Band::Fresh;
    GuardSet because;
    int candidates = 0;
};

/// What a line says of a choice: the nudge, or that the coin kept it back.
void tell_choice(const Event& chosen, const Decision& decision, RehearsalLine& line);

struct RehearsalSummary {
    int slots = 0, nudges = 0, silences = 0;
    std::optional<int> withheld; ///< set where the coin is tossed at all
    int per_week_max = 0;        ///< offers in any seven days; a returning `later` is not one
    std::map<std::string, int> by_connection;
};

/// Runs the rehearsal, handing out one line a slot in order. Touches no clock, file or random
/// source: the same plan gives the same lines.
RehearsalSummary rehearse(const Settings& settings, const calendar::Zone& zone,
                          const RehearsalPlan& plan,
                          const std::function<void(const RehearsalLine&)>& each);

} // namespace kith::policy
