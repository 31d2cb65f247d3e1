// SPDX-License-Identifier: MIT
#pragma once

#include "core/policy/trial.hpp"
#include "daemon/life/life.hpp"

namespace kith::daemon {

/// How the honest check stands, from the whole ledger: for `why`, and once a night. What the person
/// said themselves is left out, for an answer can only follow an offer that was made.
policy::Comparison honest_check(Life& life);

} // namespace kith::daemon
