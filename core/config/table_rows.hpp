// SPDX-License-Identifier: MIT
// The rows of the table, by the file they stand in. Only table.cpp reads this.
#pragma once

#include "core/config/table.hpp"

namespace kith::config::rows {

std::span<const Key> file();
std::span<const Key> you();
std::span<const Key> hours();
std::span<const Key> quiet();
std::span<const Key> reflection();
std::span<const Key> connection();
std::span<const Key> meets();
std::span<const Key> step();
std::span<const Key> quorum();
std::span<const Key> ritual();
std::span<const Key> plugin();
std::span<const Key> secret();
std::span<const Key> policy();
std::span<const Key> budget();
std::span<const Key> response();
std::span<const Key> modes();
std::span<const Key> honest_check();
std::span<const Key> manifest();
std::span<const Key> permissions();
std::span<const Key> setting();
std::span<const Key> need();

} // namespace kith::config::rows
