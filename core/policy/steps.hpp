// SPDX-License-Identifier: MIT
#pragma once

#include <span>

#include "core/policy/facts.hpp"

namespace kith::policy {

using kith::built_in_steps;

/// Of the last few offers of one connection, oldest first.
StepRecency step_recency(std::span<const Push> pushes);

/// The step to offer: the first of the person's own with a cost of at most `cap`; else the
/// library's cheapest that fits, a channel that `counts` prefers first, then the least recently
/// offered, then the library's order. Calls are left out where `calls_ok` is false: it is night
/// where they live. Never null.
const Step* choose_step(const Goal& goal, const Facts& facts, int cap, bool calls_ok);

/// Whether it is not night (21:00-09:00) where they live: else no call and no video is offered.
bool is_call_hour(const calendar::Zone& theirs, Instant now);

/// A call or video.
bool is_call(const Step& step);

/// The next cheaper step than `current` for this goal, or null: it is the smallest already. Calls
/// as in choose_step.
const Step* smaller_step(const Goal& goal, const Step& current, bool calls_ok = true);

/// The library's step called `name`, or null.
const Step* find_built_in(std::string_view name);

/// The step called `name`, of the goal's own or the library's, or null.
const Step* find_step(const Goal& goal, std::string_view name);

/// How long it takes, for finding a free window: 10, 20 or 75 minutes.
std::chrono::minutes step_length(const Step& step);

} // namespace kith::policy
