// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>

namespace kith::bench {

/// The floor for calendar files: read each, parse it with libical, ask for each start. No zones, no
/// rules expanded, nothing kept.
void parse_all_bare(const std::filesystem::path& dir);

} // namespace kith::bench
