// SPDX-License-Identifier: MIT
#include "daemon/ledger/backup.hpp"

#include <algorithm>
#include <cstdlib>
#include <sqlite3.h>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "base/files.hpp"
#include "core/calendar/civil.hpp"

namespace kith::ledger {
namespace {

namespace fs = std::filesystem;

constexpr int kPages = 256;                    // of 4 kB
constexpr std::string_view kHalf = ".db.part"; ///< and what SQLite puts behind it

bool is_whole(const fs::path& file) {
    try {
        Db db(file);
        return db.text("PRAGMA quick_check(1)") == "ok";
    } catch (const SqlError&) {
        return false;
    }
}

/// Of `ledger-DATE.NUMBER.db`; one of an earlier Kith has none, and is older than all others.
std::int64_t number_of(const fs::path& file) {
    const auto number = file.stem().extension().string();
    return number.empty() ? 0 : std::strtoll(number.c_str() + 1, nullptr, 10);
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
    std::ranges::sort(out, std::ranges::greater{},
                      [](const fs::path& file) { return std::pair{number_of(file), file.stem()}; });
    return out;
}

fs::path next_backup(const fs::path& dir, Instant now) {
    const auto before = backups(dir);
    const auto date = calendar::format_date(calendar::local_day(now, calendar::Zone::utc()));
    return dir / "backups" /
           fmt::format("ledger-{}.{}.db", date,
                       (before.empty() ? 0 : number_of(before.front())) + 1);
}

void remove_halves(const fs::path& dir) {
    std::error_code error;
    for (const auto& place : {dir, dir / "backups"})
        for (fs::directory_iterator it{place, error}, end; !error && it != end;
             it.increment(error)) {
            std::error_code ignored;
            const auto name = it->path().filename().string();
            if (name.starts_with("ledger") && name.find(kHalf) != std::string::npos)
                fs::remove(it->path(), ignored);
        }
}

void put_back(const fs::path& backup, const fs::path& ledger) {
    remove_quietly(ledger); // and what a ledger before it has left
    auto half = ledger;
    half += ".part";
    try {
        fs::copy_file(backup, half, fs::copy_options::overwrite_existing);
        fs::permissions(half, fs::perms::owner_read | fs::perms::owner_write);
        fs::rename(half, ledger);
    } catch (const fs::filesystem_error&) {
        remove_quietly(half); // on a full disk it would only be in the way
        throw;
    }
    (void)flush_dir(ledger.parent_path());
}

std::optional<fs::path> newest_good_backup(const fs::path& dir) {
    for (const auto& file : backups(dir))
        if (is_whole(file)) return file;
    return std::nullopt;
}

void Copy::Finish::operator()(sqlite3_backup* backup) const noexcept {
    (void)sqlite3_backup_finish(backup);
}

Copy::Copy(Db& from, fs::path file) : from_(from), file_(std::move(file)), half_(file_) {
    half_ += ".part";
}

Copy::~Copy() {
    if (!to_) return;
    backup_.reset();
    to_.reset();
    remove_quietly(half_);
}

void Copy::begin() {
    fs::remove(half_);
    to_.emplace(half_);
    fs::permissions(half_, fs::perms::owner_read | fs::perms::owner_write);
    backup_.reset(sqlite3_backup_init(to_->handle(), "main", from_.handle(), "main"));
    if (!backup_) to_->raise(SQLITE_ERROR);
}

bool Copy::go_on() {
    if (!to_) begin();
    const int step = sqlite3_backup_step(backup_.get(), kPages);
    if (step == SQLITE_OK) return true;
    const int end = sqlite3_backup_finish(backup_.release());
    if (step != SQLITE_DONE || end != SQLITE_OK)
        throw SqlError(end != SQLITE_OK ? end : step, "the backup was not finished");
    if (to_->text("PRAGMA quick_check(1)") != "ok") from_.raise_damage("the backup is not whole");
    // Put back, it will be known for what it is: older than what it replaces.
    to_->exec(std::string{"INSERT OR REPLACE INTO kept (key, body) VALUES ('"} + kCopyKey +
              "', '1')");
    to_->exec("PRAGMA journal_mode = DELETE");
    to_.reset();
    fs::rename(half_, file_);
    return false;
}

Result<bool> Copy::step() {
    try {
        if (go_on()) return true;
    } catch (const SqlError& e) {
        remove_quietly(half_); // on a full disk it would only be in the way
        return fail(e.sentence());
    } catch (const fs::filesystem_error& e) {
        remove_quietly(half_);
        return fail(e.what());
    }
    if (const auto flushed = flush_dir(file_.parent_path()); !flushed)
        return std::unexpected(flushed.error());
    return false;
}

} // namespace kith::ledger
