// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include "core/model/settings.hpp"

namespace kith::policy {

/// Whether the slot of that index, in the order of the day, is its last that is not all quiet: when
/// tomorrow is spoken of.
bool is_last_slot(const Hours& hours, std::size_t index);

} // namespace kith::policy
