// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace kith::daemon {

/// What this computer calls itself, without its domain.
std::string machine_name();

/// Whether a machine of this name makes offers, where `speak` lists those that do; an empty list
/// means whichever machine it is. Case and domains are no difference.
bool speaks_on(std::span<const std::string> speak, std::string_view machine);

} // namespace kith::daemon
