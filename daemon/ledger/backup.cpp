// SPDX-License-Identifier: MIT
#include "daemon/ledger/backup.hpp"

#include <algorithm>
#include <sqlite3.h>

namespace kith::ledger {
namespace {

namespace fs = std::filesystem;

bool is_whole(const fs::path& file) {
    try {
        Db db(file);
        return db.text("PRAGMA quick_check(1)") == "ok";
    } catch (const SqlError&) {
        return false;
    }
}

} // namespace

std::vector<fs::path> backups(const fs::path& dir) {
    std::vector<fs::path> out;
    std::error_code error;
    for (fs::directory_iterator it{dir / "backups", error}, end; !error && it != end;
         it.increment(error))
        if (it->path().extension() == ".db") out.push_back(it->path());
    std::ranges::sort(out, std::ranges::greater{});
    return out;
}

std::optional<fs::path> newest_good_backup(const fs::path& dir) {
    for (const auto& file : backups(dir))
        if (is_whole(file)) return file;
    return std::nullopt;
}

void copy_to(Db& from, const fs::path& file) {
    auto half = file;
    half += ".part";
    fs::remove(half);
    {
        Db to(half);
        fs::permissions(half, fs::perms::owner_read | fs::perms::owner_write);
        sqlite3_backup* backup = sqlite3_backup_init(to.handle(), "main", from.handle(), "main");
        if (!backup) throw SqlError(sqlite3_errcode(to.handle()), "the backup could not begin");
        const int step = sqlite3_backup_step(backup, -1);
        const int end = sqlite3_backup_finish(backup);
        if (step != SQLITE_DONE || end != SQLITE_OK)
            throw SqlError(end, "the backup was not finished");
        if (to.text("PRAGMA quick_check(1)") != "ok")
            throw SqlError(SQLITE_CORRUPT, "the backup is not whole");
        to.exec("PRAGMA journal_mode = DELETE");
    }
    fs::rename(half, file);
}

} // namespace kith::ledger
