// SPDX-License-Identifier: MIT
// What a child's end means for the secret it was to bring. Every error names the one command that
// mends it, and none repeats what the child printed.
#pragma once

#include "core/model/settings.hpp"
#include "daemon/fleet/secret_reader.hpp"
#include "daemon/secrets/child.hpp"

namespace kith::daemon {

fleet::SecretAnswer told_by_program(const SecretSource& source, ChildSaid said);
fleet::SecretAnswer told_by_helper(const SecretSource& source, ChildSaid said);

/// The command that shows or changes the secret where it is kept.
std::string renewing(const SecretSource& source);

/// A command as one would type it, quoted where a shell needs that.
std::string typed(const std::vector<std::string>& words);

} // namespace kith::daemon
