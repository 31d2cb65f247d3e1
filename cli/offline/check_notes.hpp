// SPDX-License-Identifier: MIT
// What is no error in a configuration, and yet worth a word.
#pragma once

#include <filesystem>

#include "cli/offline/config_dir.hpp"
#include "core/policy/goals.hpp"

namespace kith::cli {

/// By the settings alone: everybody in the state they have there, everything read.
policy::Goals goals_as_written(const Settings& settings);

/// Adds a warning for each to the problems, all in the order of their places. Whoever is gone has
/// to be set apart before (set_apart()): they are not named.
void note_all(Checked& checked, const std::filesystem::path& dir);

} // namespace kith::cli
