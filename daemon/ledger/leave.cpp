// SPDX-License-Identifier: MIT
// Whether the ledger is still in its place, and what to do with one that is not.
#include <sys/stat.h>

#include <fmt/format.h>

#include "daemon/ledger/ledger.hpp"
#include "daemon/ledger/loss.hpp"

namespace kith::ledger {
namespace {

/// Whether all that the log holds is in the file as well.
bool gives_back(Db& db) {
    try {
        return db.integer("PRAGMA wal_checkpoint(TRUNCATE)") == 0; // 1: somebody reads it
    } catch (const SqlError&) {
        return false;
    }
}

Instant last_told(const std::filesystem::path& log) {
    struct stat status{};
    const bool known = ::stat(log.c_str(), &status) == 0;
    return Instant{std::chrono::seconds{known ? status.st_mtime : 0}};
}

} // namespace

bool Ledger::is_in_place() const { return !file_.has_changed() && !lock_file_.has_changed(); }

Result<void> Ledger::in_place() const {
    if (is_in_place()) return {};
    if (on_moved) on_moved();
    return fail("the ledger is not in its place any more; Kith opens what is there now, so ask "
                "again in a moment");
}

bool Ledger::leave() {
    if (!file_.has_changed()) return false;
    const bool is_whole = gives_back(db_);
    std::string kept;
    // SQLite would take it for that of the file which stands there now.
    if (log_.stands()) {
        const auto log = dir_ / "ledger.db-wal";
        std::error_code error;
        if (!is_whole) {
            const auto aside = name_aside(dir_, "ledger.moved", last_told(log), "-wal");
            std::filesystem::rename(log, aside, error);
            if (!error) kept = of_kept_log(aside);
        }
        if (kept.empty()) std::filesystem::remove(log, error);
    }
    // Where the disk refuses this too, what stands beside it still tells of one that is gone.
    (void)note_loss(dir_, fmt::format("the ledger was exchanged while Kith ran; Kith goes on from "
                                      "what is there now, and `ls {}` shows it{}",
                                      dir_.string(), kept));
    return true;
}

} // namespace kith::ledger
