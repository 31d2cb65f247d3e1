// SPDX-License-Identifier: MIT
// Times and states in the words the command line uses. All pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "daemon/life/outlook.hpp"

namespace kith::daemon {

/// `Thu 12:30`, with the date where it is more than six days away: `Thu 3 Dec 12:30`.
std::string when(Instant at, Instant now, const calendar::Zone& zone);

/// What a person sees instead of a band: warm, a good moment, been quiet, resting.
std::string_view mood(const policy::GoalView& view, const policy::Facts& facts);

/// The first line of `status`: silence made to look intended.
std::string status_line(const Outlook& outlook);

/// The next moment at which something could be offered, or nothing that can be told.
std::optional<Instant> next_possible(const Outlook& outlook);

/// Whom it could be about: indexes of goals in order of their score.
std::vector<std::size_t> likely(const Outlook& outlook, Instant by);

} // namespace kith::daemon
