// SPDX-License-Identifier: MIT
#pragma once

#include "core/policy/memory.hpp"

namespace kith::policy {

/// Somebody has come to be remembered in the 90 days before `now` (domain.md B14).
bool is_mourning(const Memory& memory, Instant now);

} // namespace kith::policy
