// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "daemon/ledger/sqlite.hpp"

namespace kith::ledger {

inline constexpr std::size_t kBackupsKept = 4;

/// Backups of the folder, newest first.
std::vector<std::filesystem::path> backups(const std::filesystem::path& dir);

/// The newest that SQLite finds whole.
std::optional<std::filesystem::path> newest_good_backup(const std::filesystem::path& dir);

/// Copies the open ledger to `file` (0600) and checks the copy. Throws SqlError.
void copy_to(Db& from, const std::filesystem::path& file);

} // namespace kith::ledger
