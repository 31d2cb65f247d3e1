// SPDX-License-Identifier: MIT
// What the ledger does in quiet hours: retention and backups.
#include <fmt/format.h>

#include "base/files.hpp"
#include "core/calendar/civil.hpp"
#include "daemon/ledger/backup.hpp"
#include "daemon/ledger/json_values.hpp"
#include "daemon/ledger/ledger.hpp"

namespace kith::ledger {
namespace {

constexpr auto kBackupEvery = std::chrono::days{7};
constexpr std::int64_t kDay = 86400;

} // namespace

Result<void> Ledger::tend(Instant now, int keep_days) {
    const auto edge = seconds(now - std::chrono::days{keep_days});
    const auto done = change([&](Change&) {
        // Noon, so that whatever the zone it stays the same day.
        Stmt(db_, "UPDATE touchpoint SET at = at / ?2 * ?2 + ?2 / 2, day_only = 1, minutes = NULL "
                  "WHERE day_only = 0 AND at < ?1 AND EXISTS(SELECT 1 FROM touchpoint AS later "
                  "WHERE later.connection = touchpoint.connection AND later.at > touchpoint.at AND "
                  "later.removed_by IS NULL)")
            .with(edge, kDay)
            .run();
    });
    if (!done) return done;
    const auto last = kept("backup_at");
    const auto at = last ? instant(std::strtoll(last->c_str(), nullptr, 10)) : Instant{};
    // A backup from the future is a clock's mistake: it holds nothing up.
    if (at <= now && now - at < kBackupEvery) return {};
    return back_up(now);
}

Result<void> Ledger::back_up(Instant now) {
    const auto dir = dir_ / "backups";
    if (const auto made = make_private_dir(dir); !made) return made;
    const auto date = calendar::format_date(calendar::local_day(now, calendar::Zone::utc()));
    if (const auto copied = copy_to(db_, dir / fmt::format("ledger-{}.db", date)); !copied)
        return fail("no backup: " + copied.error().text);
    const auto all = backups(dir_);
    for (std::size_t i = kBackupsKept; i < all.size(); ++i) {
        std::error_code error;
        std::filesystem::remove(all[i], error);
    }
    return change([&](Change& c) { c.keep("backup_at", std::to_string(seconds(now))); });
}

} // namespace kith::ledger
