// SPDX-License-Identifier: MIT
// Offers that no lapse brings (domain.md B1, B13): a group's meeting tomorrow, an old friend, a
// small hello. They live within the same budgets as all others.
#pragma once

#include <optional>

#include "core/policy/decide.hpp"

namespace kith::policy {

struct Due {
    std::size_t goal = 0;
    words::Occasion what = words::Occasion::Hello;
    const Step* step = nullptr;
};

/// What is offered on the eve of a group's meeting: to go.
const Step& meeting_step();

/// A meeting tomorrow: on its eve, in the day's last slot. It goes before any lapse.
std::optional<Due> meeting_due(const Frame& frame, const Decision& decision);

/// What comes where nobody lapses: a reply, a bridge, an old friend, else a small hello.
std::optional<Due> quiet_due(const Frame& frame, const Decision& decision);

/// What was put off of somebody without a rhythm, as it comes back: an old friend, a small hello, a
/// line to a group. Nothing where there is no more cause for it.
std::optional<Due> idea_again(const Frame& frame, std::size_t goal);

/// Someone in a near circle with whom contact is easy and not long ago: for warming up. Nothing
/// where there is nobody of that kind.
std::optional<std::size_t> easy_friend(const Frame& frame, std::size_t except);

} // namespace kith::policy
