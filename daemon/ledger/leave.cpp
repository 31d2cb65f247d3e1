// SPDX-License-Identifier: MIT
// Whether the ledger is still in its place, and what to do with one that is not.
#include <fmt/format.h>

#include "daemon/ledger/ledger.hpp"
#include "daemon/ledger/loss.hpp"

namespace kith::ledger {

bool Ledger::is_in_place() const { return !file_.has_changed() && !lock_file_.has_changed(); }

Result<void> Ledger::in_place() const {
    if (is_in_place()) return {};
    if (on_moved) on_moved();
    return fail("the ledger is not in its place any more; Kith opens what is there now, so ask "
                "again in a moment");
}

bool Ledger::leave() {
    if (!file_.has_changed()) return false;
    checkpoint();
    // SQLite would take it for that of the file which stands there now.
    std::error_code ignored;
    if (log_.stands()) std::filesystem::remove(dir_ / "ledger.db-wal", ignored);
    // Where the disk refuses this too, what stands beside it still tells of one that is gone.
    (void)note_loss(dir_, fmt::format("the ledger was exchanged while Kith ran; Kith goes on from "
                                      "what is there now, and `ls {}` shows it",
                                      dir_.string()));
    return true;
}

} // namespace kith::ledger
