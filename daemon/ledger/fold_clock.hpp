// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/policy/clock.hpp"
#include "daemon/ledger/json_values.hpp"

namespace kith::ledger {

/// A clock without its minutes of the week, which stand on a line of their own: minutes_line().
Json clock_json(const policy::Clock& clock);
/// `minutes` is what minutes_line() wrote, without its line break. Throws where it is anything
/// else.
policy::Clock to_clock(const Json& in, std::string_view minutes);

/// A line break, then four hex digits for each minute.
std::string minutes_line(const std::vector<std::uint16_t>& minutes);

} // namespace kith::ledger
