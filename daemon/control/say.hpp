// SPDX-License-Identifier: MIT
// States and what comes next, in the words the command line uses. All pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "daemon/life/outlook.hpp"
#include "daemon/life/when.hpp"

namespace kith::daemon {

/// What a person sees instead of a band: warm, a good moment, been quiet, resting.
std::string_view mood(const policy::GoalView& view, const policy::Facts& facts);

/// The first line of `status`: silence made to look intended.
std::string status_line(const Outlook& outlook);

/// The next moment at which something could be offered, or nothing that can be told.
std::optional<Instant> next_possible(const Outlook& outlook);

/// Whom it could be about: indexes of goals in order of their score.
std::vector<std::size_t> likely(const Outlook& outlook, Instant by);

} // namespace kith::daemon
