// SPDX-License-Identifier: MIT
#include "daemon/ledger/backup.hpp"

#include <algorithm>
#include <sqlite3.h>

#include "base/files.hpp"

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

void copy_whole(Db& from, const fs::path& file) {
    Db to(file);
    fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write);
    sqlite3_backup* backup = sqlite3_backup_init(to.handle(), "main", from.handle(), "main");
    if (!backup) to.raise(SQLITE_ERROR);
    const int step = sqlite3_backup_step(backup, -1);
    const int end = sqlite3_backup_finish(backup);
    if (step != SQLITE_DONE || end != SQLITE_OK)
        throw SqlError(end != SQLITE_OK ? end : step, "the backup was not finished");
    if (to.text("PRAGMA quick_check(1)") != "ok") from.raise_damage("the backup is not whole");
    to.exec("PRAGMA journal_mode = DELETE");
}

void remove_quietly(const fs::path& file) {
    std::error_code ignored;
    fs::remove(file, ignored);
    for (const char* tail : {"-journal", "-wal", "-shm"}) fs::remove(file.string() + tail, ignored);
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

Result<void> copy_to(Db& from, const fs::path& file) {
    auto half = file;
    half += ".part";
    try {
        fs::remove(half);
        copy_whole(from, half);
        fs::rename(half, file);
    } catch (const SqlError& e) {
        remove_quietly(half); // on a full disk it would only be in the way
        return fail(e.sentence());
    } catch (const fs::filesystem_error& e) {
        remove_quietly(half);
        return fail(e.what());
    }
    return flush_dir(file.parent_path());
}

} // namespace kith::ledger
