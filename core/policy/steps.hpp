// SPDX-License-Identifier: MIT
#pragma once

#include <span>

#include "core/policy/facts.hpp"

namespace kith::policy {

using kith::built_in_steps;

/// Of the last few offers of one connection, oldest first.
StepRecency step_recency(std::span<const Push> pushes);

/// The same of the first of the person's own `steps`, in their order.
StepRecency step_recency(std::span<const Push> pushes, std::span<const Step> steps);

/// The step to offer: the first of the person's own with a cost of at most `cap`, and of those that
/// cost the same the least recently offered; else the cheapest
/// of the usual ones that fits, a channel that `counts` (or `keeps_alive_by: talking`) prefers
/// first, then the least recently offered, then the library's order. Where doing comes first
/// (`nervous`, `keeps_alive_by: doing`) every other offer is something to do, if one fits. `deeper`
/// adds one true sentence, where contact feels safe and no long gap lies between. Calls are left
/// out where `calls_ok` is false: it is night where they live. Never null.
const Step* choose_step(const Goal& goal, const Facts& facts, int cap, bool calls_ok,
                        bool long_gap = false);

/// A small thing that asks for nothing back: a photo, or a heart with a word. Never null.
const Step* no_reply_needed(const Facts& facts);

/// Whether it is not night (21:00-09:00) where they live: else no call and no video is offered.
bool is_call_hour(const calendar::Zone& theirs, Instant now);

/// A call or video.
bool is_call(const Step& step);

/// The next cheaper step than `current` for this goal, or null: it is the smallest already. Calls
/// as in choose_step.
const Step* smaller_step(const Goal& goal, const Step& current, bool calls_ok = true);

/// Whether an open offer of that step to that connection can be made smaller.
bool may_be_smaller(const Goals& goals, std::string_view connection, std::string_view step);

/// The next costlier step than `current`, of the goal's own or the usual ones, or null. No meeting
/// in person where that is hard (`access: remote`).
const Step* bigger_step(const Goal& goal, const Step& current, bool calls_ok = true);

/// One of the library's that is not offered to just anybody, and is named when it is.
bool is_named(const Step& step);

/// The library's step called `name`, or null.
const Step* find_built_in(std::string_view name);

/// The step called `name`, of the goal's own or the library's, or null.
const Step* find_step(const Goal& goal, std::string_view name);

/// How long it takes, for finding a free window: 10, 20 or 75 minutes; a call after a long gap
/// (`ratio` of 3 and more) runs longer, up to 40.
std::chrono::minutes step_length(const Step& step, double ratio = 1);

} // namespace kith::policy
