// SPDX-License-Identifier: MIT
#include "daemon/ledger/backup.hpp"

#include <algorithm>
#include <ranges>
#include <sqlite3.h>
#include <string_view>

#include <fmt/format.h>

#include "base/files.hpp"
#include "core/calendar/civil.hpp"

namespace kith::ledger {
namespace {

namespace fs = std::filesystem;

constexpr int kPages = 256; // of 4 kB
constexpr std::string_view kDated = "ledger-";

bool is_whole(const fs::path& file) {
    try {
        Db db(file);
        return db.text("PRAGMA quick_check(1)") == "ok";
    } catch (const SqlError&) {
        return false;
    }
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
                      [](const fs::path& file) { return file.stem(); });
    return out;
}

fs::path free_name(const fs::path& backups, Instant now) {
    const auto date = calendar::format_date(calendar::local_day(now, calendar::Zone::utc()));
    auto name = backups / fmt::format("ledger-{}.db", date);
    for (int i = 2; fs::exists(name); ++i) name = backups / fmt::format("ledger-{}-{}.db", date, i);
    return name;
}

void date_back(const fs::path& dir, Instant now) {
    const auto today = calendar::format_date(calendar::local_day(now, calendar::Zone::utc()));
    auto ahead = backups(dir);
    std::erase_if(ahead, [&](const fs::path& file) {
        return file.stem().string().substr(0, kDated.size() + today.size()) <=
               std::string{kDated} + today;
    });
    for (const auto& file : std::views::reverse(ahead)) { // the oldest first
        std::error_code error;
        fs::rename(file, free_name(dir / "backups", now), error);
    }
}

void put_back(const fs::path& backup, const fs::path& ledger) {
    remove_quietly(ledger); // and what a ledger before it has left
    auto half = ledger;
    half += ".part";
    fs::copy_file(backup, half, fs::copy_options::overwrite_existing);
    fs::permissions(half, fs::perms::owner_read | fs::perms::owner_write);
    fs::rename(half, ledger);
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
