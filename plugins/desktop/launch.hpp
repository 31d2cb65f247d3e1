// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"

namespace kith::desktop {

/// Starts a program that outlives this one: a session of its own, no descriptors, no terminal. The
/// first word is looked up in PATH. `token` goes to it as XDG_ACTIVATION_TOKEN. Fails if it cannot
/// be started; what it does later is its own affair.
Result<void> launch(const std::vector<std::string>& words, const std::string& token);

} // namespace kith::desktop
