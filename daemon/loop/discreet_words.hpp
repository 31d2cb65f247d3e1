// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "core/words/compose.hpp"
#include "daemon/life/life.hpp"

namespace kith::daemon {

/// What the offer or message `id` says on a screen that others may see: other words than the last
/// six such had, as far as the language has them, and the same again for the same `id`. The ledger
/// keeps which they were.
words::Words discreet_words(Life& life, const std::string& id);

} // namespace kith::daemon
