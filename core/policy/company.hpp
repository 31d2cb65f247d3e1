// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "core/policy/decide.hpp"

namespace kith::policy {

/// What takes the person's time about now: what calendars say is taken, the loose plans Kith made,
/// and the rituals nobody called off. The last two are company, wherever no calendar shows them.
std::vector<Busy> taken_times(const Frame& frame);

} // namespace kith::policy
