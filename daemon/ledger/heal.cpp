// SPDX-License-Identifier: MIT
// What a clock that ran ahead has dated wrongly.
#include "daemon/ledger/json_values.hpp"
#include "daemon/ledger/ledger.hpp"

namespace kith::ledger {

// Each record is dated now by itself. Moving them all back by one step would keep their distances,
// but could put an offer before the week that counts, and so give its budget back.
Result<bool> Ledger::heal(Instant now) {
    const std::int64_t latest = seconds(now + kAheadAtMost);
    int healed = 0;
    const auto done = change([&](Change&) {
        const auto mend = [&](std::string_view sql) {
            Stmt(db_, sql).with(seconds(now), latest).run();
            healed += db_.changes();
        };
        mend("UPDATE touchpoint SET claimed_at = coalesce(claimed_at, at), at = ?1 "
             "WHERE day_only = 0 AND at > ?2");
        mend("UPDATE event SET moved_by = at - ?1 WHERE at - moved_by > ?2");
        mend("UPDATE source SET last_run = min(last_run, ?1), last_ok = min(last_ok, ?1) "
             "WHERE last_run > ?2 OR last_ok > ?2");
    });
    if (!done) return std::unexpected(done.error());
    return healed > 0;
}

} // namespace kith::ledger
