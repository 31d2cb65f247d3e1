// SPDX-License-Identifier: MIT
#pragma once

#include "core/policy/decide.hpp"
#include "core/words/bank.hpp"

namespace kith::policy {

/// The Chosen event of a decision that offers: person, step and words. `nudge_id` is 32 hex digits.
/// Precondition: decision.nudge is set.
Event chosen_event(const Frame& frame, const words::Bank& bank, const Decision& decision,
                   std::string nudge_id);

/// The Answered event for *smaller*: the same nudge with the next cheaper step and new words, or
/// nothing when it is the smallest already.
std::optional<Event> smaller_event(const Frame& frame, const words::Bank& bank,
                                   const Outstanding& nudge);

/// A plan as an if-then line: what, with whom, and loosely when ("Pencilled in, loosely | walk with
/// Ana, some time Saturday morning. ..."). `at` is its moment. Their label and the step say nothing
/// of `gone`; `name` stands in for theirs.
std::string plan_line(const Goals& goals, const words::Bank& bank, std::size_t goal,
                      const Step& step, Instant at, Instant now, const Nameless& gone,
                      std::string_view name = {});

} // namespace kith::policy
