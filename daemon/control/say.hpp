// SPDX-License-Identifier: MIT
// States and what comes next, in the words the command line uses. All pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/policy/ahead.hpp"
#include "daemon/life/outlook.hpp"
#include "daemon/life/when.hpp"

namespace kith::daemon {

/// What a person sees instead of a band: warm, a good moment, been quiet, resting.
std::string_view mood(const policy::GoalView& view, const policy::Facts& facts);

/// The next moment at which something could be offered, and whom about; or nothing that can be
/// told. Looks through the slots to come, a year of them where nothing is in sight.
std::optional<policy::Ahead> next_possible(const Outlook& outlook);

/// The first line of `status`: silence made to look intended; `next` as next_possible() has it.
std::string status_line(const Outlook& outlook, const std::optional<policy::Ahead>& next);

} // namespace kith::daemon
