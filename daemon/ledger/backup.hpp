// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "base/result.hpp"
#include "daemon/ledger/sqlite.hpp"

namespace kith::ledger {

inline constexpr std::size_t kBackupsKept = 4;

/// Backups of the folder, newest first.
std::vector<std::filesystem::path> backups(const std::filesystem::path& dir);

/// The newest that SQLite finds whole.
std::optional<std::filesystem::path> newest_good_backup(const std::filesystem::path& dir);

/// Copies the open ledger to `file` (0600), checks the copy, and only then puts it in place. A
/// copy that is not whole means that the ledger is damaged, and marks it so.
Result<void> copy_to(Db& from, const std::filesystem::path& file);

} // namespace kith::ledger
