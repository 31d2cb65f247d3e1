// SPDX-License-Identifier: MIT
// What the ledger does in quiet hours: retention and backups.
#include <algorithm>
#include <cstdlib>
#include <optional>

#include <fmt/format.h>

#include "base/files.hpp"
#include "core/calendar/civil.hpp"
#include "daemon/ledger/backup.hpp"
#include "daemon/ledger/json_values.hpp"
#include "daemon/ledger/ledger.hpp"

namespace kith::ledger {
namespace {

constexpr auto kBackupEvery = std::chrono::days{7};
/// Retention destroys, so it believes no clock at once: what a night finds too old is coarsened by
/// a later night, if the clock has not gone back meanwhile.
constexpr auto kSureAfter = std::chrono::hours{12};
constexpr auto kEdgeKey = "edge"; ///< in the ledger: when a night last looked, and its edge
constexpr int kPiece = 500;
constexpr auto kNoon = std::chrono::hours{12};

struct Old {
    std::int64_t id, at;
    std::string connection;
};

struct Edge {
    Instant seen{}, at{};
};

std::string to_text(const Edge& edge) {
    return fmt::format("{} {}", seconds(edge.seen), seconds(edge.at));
}

std::optional<Edge> to_edge(const std::optional<std::string>& text) {
    if (!text) return std::nullopt;
    char* rest = nullptr;
    const auto seen = std::strtoll(text->c_str(), &rest, 10);
    return Edge{instant(seen), instant(std::strtoll(rest, nullptr, 10))};
}

} // namespace

Result<bool> Ledger::coarsen(Instant edge, const calendar::Zone& zone) {
    std::vector<Old> old;
    const auto done = change([&](Change&) {
        Stmt rows(db_, "SELECT id, at, connection FROM touchpoint WHERE day_only = 0 AND at < ?1 "
                       "AND at >= ?2 AND (at > ?2 OR id > ?3) ORDER BY at, id LIMIT ?4");
        rows.with(seconds(edge), coarsened_at_, coarsened_id_, kPiece);
        while (rows.step()) old.push_back({rows.integer(0), rows.integer(1), rows.text(2)});
        // Noon of the same day is no later one: of several on a day the last stays as it is.
        Stmt later(db_, "SELECT 1 FROM touchpoint WHERE connection = ?1 AND removed_by IS NULL AND "
                        "(at > ?2 + 86400 OR (day_only = 0 AND (at, id) > (?2, ?3))) LIMIT 1");
        Stmt put(db_, "UPDATE touchpoint SET at = ?2, day_only = 1, minutes = NULL WHERE id = ?1");
        for (const auto& each : old) {
            if (!later.with(each.connection, each.at, each.id).step()) continue;
            // Noon of the local day: it stays that day in any zone near by.
            const auto noon =
                zone.to_instant_earliest(calendar::local_day(instant(each.at), zone) + kNoon);
            put.with(each.id, seconds(noon)).run();
        }
        // What a correction had replaced goes altogether.
        if (old.size() < kPiece)
            Stmt(db_, "UPDATE event SET body = '{}' WHERE kind = 'corrected' AND "
                      "json_extract(body, '$.was.at') < ?1")
                .with(seconds(edge))
                .run();
    });
    if (!done) return std::unexpected(done.error());
    const bool more = old.size() == kPiece;
    coarsened_at_ = more ? old.back().at : 0;
    coarsened_id_ = more ? old.back().id : 0;
    return more;
}

Result<bool> Ledger::tend(Instant now, int keep_days, const calendar::Zone& zone) {
    if (auto here = in_place(); !here) return std::unexpected(here.error());
    if (copy_) return back_up(now);
    try {
        const auto more = grow_old(now, keep_days, zone);
        if (!more || *more) return more;
        const auto last = kept("backup_at");
        const auto at = last ? instant(std::strtoll(last->c_str(), nullptr, 10)) : Instant{};
        // A backup from the future is a clock's mistake: it holds nothing up.
        if (at <= now && now - at < kBackupEvery) return false;
    } catch (const SqlError& e) {
        return fail(e.sentence());
    }
    return back_up(now);
}

/// A piece of it, once it is sure that it is old.
Result<bool> Ledger::grow_old(Instant now, int keep_days, const calendar::Zone& zone) {
    const Edge edge{now, now - std::chrono::days{keep_days}};
    const auto before = to_edge(kept(kEdgeKey));
    const bool sure = before && before->seen <= now && now - before->seen >= kSureAfter;
    if (sure) {
        const auto more = coarsen(std::min(edge.at, before->at), zone);
        if (!more || *more) return more;
    }
    if (sure || !before || before->seen > now)
        if (auto noted = change([&](Change& c) { c.keep(kEdgeKey, to_text(edge)); }); !noted)
            return std::unexpected(noted.error());
    return false;
}

/// A piece of it.
Result<bool> Ledger::back_up(Instant now) {
    const auto dir = dir_ / "backups";
    if (!copy_) {
        if (const auto made = make_private_dir(dir); !made) return std::unexpected(made.error());
        copy_ = std::make_unique<Copy>(db_, next_backup(dir_, now));
    }
    const auto more = copy_->step();
    if (more && *more) return true;
    copy_.reset();
    if (!more) return fail("no backup: " + more.error().text);
    const auto all = backups(dir_);
    for (std::size_t i = kBackupsKept; i < all.size(); ++i) {
        std::error_code error;
        std::filesystem::remove(all[i], error);
    }
    const auto noted =
        change([&](Change& c) { c.keep("backup_at", std::to_string(seconds(now))); });
    if (!noted) return std::unexpected(noted.error());
    return false;
}

} // namespace kith::ledger
