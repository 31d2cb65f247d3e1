// SPDX-License-Identifier: MIT
// How a program of the person's own that prints a secret is run: with a clean environment in which
// nothing can put up a prompt.
#pragma once

#include <string>
#include <vector>

#include "daemon/secrets/child.hpp"

namespace kith::daemon {

/// The order for a command of `secrets:`. Where a user manager can be reached it runs as a
/// transient unit of its own, outside the fence kithd itself lives in; else as a plain child. gpg,
/// alone or below `pass` and `gopass`, is told to fail rather than to ask.
ChildOrder program_order(const std::vector<std::string>& command);

/// The order for `kith-secret`, with the bus in its environment; it asks nothing either.
ChildOrder helper_order(std::string request);

} // namespace kith::daemon
