// SPDX-License-Identifier: MIT
// The factors of S (domain.md B4, B18), each a small pure function.
#pragma once

#include "core/policy/decide.hpp"

namespace kith::policy {

/// s(r): rises from 1-f, is flat from 1+f, falls at `far`, and is nothing from `dormant`.
double shape(double ratio, double f, const PolicyBlock& policy);

/// What the factors need that is the same for all goals in one decision.
struct ScoreTerms {
    bool free_short = false, free_medium = false, free_long = false; ///< by the step's cost
    const Push* last = nullptr;                                      ///< the last offer of any goal
};

ScoreTerms score_terms(const Frame& frame);

/// `opp`: 1.25 for a free window long enough, 1.2 for their usual day or hour, together at
/// most 1.6.
double opportunity(const ScoreTerms& terms, const Facts& facts, const Step& step);

double rotation(const ScoreTerms& terms, Kind kind, Channel channel);

/// `age`: 5 % a day eligible and not offered, at most half as much again.
double age(const Facts& facts, double elapsed, double rhythm, Instant now);

} // namespace kith::policy
