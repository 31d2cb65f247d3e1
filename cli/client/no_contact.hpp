// SPDX-License-Identifier: MIT
#pragma once

#include "base/json.hpp"
#include "cli/client/requests.hpp"
#include "cli/common/connection.hpp"

namespace kith::cli {

/// After `kith no-contact`: asks whether the lines kithd named are to be taken out and, with a yes,
/// has kith-offline do it (kithd never edits what a person wrote) and kithd erase what it
/// remembers. Without a terminal and without --yes nothing is done, and how to is said. Returns
/// the exit code.
int take_lines_out(Connection& connection, const Request& request, const Json& reply);

/// Asks at the terminal; anything but a yes is no.
bool agreed(const std::string& question);

} // namespace kith::cli
