// SPDX-License-Identifier: MIT
#pragma once

#include "kith/plugin.h"

namespace kith::host {

/// The jailed half's way to a program: asks the broker, and fills in the plugin's ends of its
/// streams. 0, or an errno.
int start_outside(const char* const* words, const char* const* environment, kith_program& program);

} // namespace kith::host
