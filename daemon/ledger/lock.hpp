// SPDX-License-Identifier: MIT
#pragma once

#include <expected>
#include <filesystem>
#include <string>

#include "base/unique_fd.hpp"

namespace kith::ledger {

/// Why a ledger could not be opened.
struct Refusal {
    std::string text;
    bool may_pass = false; ///< the disk is full, read-only or not there: worth trying again
    bool taken = false;    ///< another daemon has it
};

/// Holds the folder for one daemon until the descriptor closes. The error names who has it.
std::expected<UniqueFd, Refusal> lock_folder(const std::filesystem::path& dir);

} // namespace kith::ledger
