// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>

#include "base/result.hpp"
#include "base/unique_fd.hpp"

namespace kith::ledger {

/// Holds the folder for one daemon until the descriptor closes. The error names who has it.
Result<UniqueFd> lock_folder(const std::filesystem::path& dir);

} // namespace kith::ledger
