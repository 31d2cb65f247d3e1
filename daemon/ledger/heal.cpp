// SPDX-License-Identifier: MIT
// What a clock that ran ahead has dated wrongly.
#include "daemon/ledger/json_values.hpp"
#include "daemon/ledger/ledger.hpp"

namespace kith::ledger {
namespace {

constexpr std::int64_t kSoonNoticed = 604800; // a week

} // namespace

// A clock that fell behind (an empty battery, a machine that starts in 1970) makes all of the past
// look ahead. Dating that now would lose it, and give every budget back once the clock is set. What
// a clock ahead wrote was written in one go, while the past took its time.
bool Ledger::is_ahead(Instant now) {
    if (now < kFirstYear) return false;
    Stmt rows(db_, "SELECT count(*), max(written) - min(written) FROM ("
                   "SELECT recorded_at AS written FROM touchpoint WHERE day_only = 0 AND at > ?1 "
                   "UNION ALL SELECT at - moved_by FROM event WHERE at - moved_by > ?1 "
                   "UNION ALL SELECT max(coalesce(last_run, 0), coalesce(last_ok, 0)) FROM source "
                   "WHERE last_run > ?1 OR last_ok > ?1)");
    rows.with(seconds(now + kAheadAtMost));
    return rows.step() && rows.integer(0) > 0 && rows.integer(1) <= kSoonNoticed;
}

// Each record is dated now by itself. Moving them all back by one step would keep their distances,
// but could put an offer before the week that counts, and so give its budget back.
void Change::heal(Instant now) {
    const std::int64_t latest = seconds(now + kAheadAtMost);
    for (const char* sql :
         {"UPDATE touchpoint SET claimed_at = coalesce(claimed_at, at), at = ?1 "
          "WHERE day_only = 0 AND at > ?2",
          "UPDATE event SET moved_by = at - ?1 WHERE at - moved_by > ?2",
          "UPDATE source SET last_run = min(last_run, ?1), last_ok = min(last_ok, ?1) "
          "WHERE last_run > ?2 OR last_ok > ?2"})
        Stmt(db_, sql).with(seconds(now), latest).run();
}

} // namespace kith::ledger
