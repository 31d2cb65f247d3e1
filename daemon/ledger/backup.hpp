// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

#include "base/result.hpp"
#include "core/model/instant.hpp"
#include "daemon/ledger/sqlite.hpp"

struct sqlite3_backup;

namespace kith::ledger {

inline constexpr std::size_t kBackupsKept = 4;
/// Under this key a backup says that it is one.
inline constexpr auto kCopyKey = "copy";

/// Backups of the folder, newest first. Each has a number in its name, higher than any before it:
/// dates are only as good as the clock was.
std::vector<std::filesystem::path> backups(const std::filesystem::path& dir);

/// Where the next one of this folder goes. No other has that name: none is ever written over.
std::filesystem::path next_backup(const std::filesystem::path& dir, Instant now);

/// Removes what a copy, made or put back, left when it was cut off.
void remove_halves(const std::filesystem::path& dir);

/// The newest that SQLite finds whole.
std::optional<std::filesystem::path> newest_good_backup(const std::filesystem::path& dir);

/// Puts a copy of the backup in place of `ledger`, which is not there, nor what SQLite keeps beside
/// it. Throws filesystem_error.
void put_back(const std::filesystem::path& backup, const std::filesystem::path& ledger);

/// A copy of the open ledger on its way to `file` (0600), in pieces of about a megabyte between
/// which the ledger may change. The copy is checked and marked as one, and only then put in place.
/// One that is not whole means that the ledger is damaged, and marks it so. What is not finished
/// leaves nothing.
class Copy {
  public:
    Copy(Db& from, std::filesystem::path file);
    Copy(const Copy&) = delete;
    Copy& operator=(const Copy&) = delete;
    ~Copy();
    /// True while there is more to do.
    Result<bool> step();

  private:
    struct Finish {
        void operator()(sqlite3_backup* backup) const noexcept;
    };
    void begin();
    bool go_on();

    Db& from_;
    std::filesystem::path file_, half_;
    std::optional<Db> to_;
    std::unique_ptr<sqlite3_backup, Finish> backup_;
};

} // namespace kith::ledger
