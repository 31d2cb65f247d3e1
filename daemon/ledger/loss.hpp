// SPDX-License-Identifier: MIT
// That part of the ledger was lost, in words for the person: kept beside it from before the first
// step until Kith has dealt with it, so that a start that was cut off in between is known to the
// next.
#pragma once

#include <filesystem>
#include <string>

#include "base/result.hpp"

namespace kith::ledger {

/// In place of what was noted before. What it says holds from here on, also through a power cut.
Result<void> note_loss(const std::filesystem::path& dir, const std::string& text);

/// What is not dealt with yet; empty where nothing is.
std::string noted_loss(const std::filesystem::path& dir);

/// Once it is dealt with. What the disk does not take away is dealt with once more.
void drop_loss(const std::filesystem::path& dir);

} // namespace kith::ledger
