// SPDX-License-Identifier: MIT
// What a clock that was wrong has dated wrongly.
#include <cstdlib>

#include "daemon/ledger/json_values.hpp"
#include "daemon/ledger/ledger.hpp"

namespace kith::ledger {
namespace {

constexpr std::int64_t kSoonNoticed = 604800; // a week
constexpr std::int64_t kSlack = 3600;         // nobody sets a clock to the second
constexpr const char* kJumpKey = "clock_jump";
constexpr const char* kSetKey = "clock_set";

/// The clock was set and may be put right yet.
struct Setting {
    std::int64_t by = 0;                  ///< below 0: back
    bool at_least = false;                ///< found so at a start, so nobody knows how far
    std::int64_t since = 0;               ///< by the clock as it was set
    std::int64_t events = 0, touches = 0; ///< the last of each before
};

std::string kept(Db& db, const char* key) {
    Stmt row(db, "SELECT body FROM kept WHERE key = ?1");
    row.with(key);
    return row.step() ? row.text(0) : std::string{};
}

std::optional<Setting> last_setting(Db& db) {
    const auto json = parse_json(kept(db, kSetKey));
    if (!json || !json->is_object()) return std::nullopt;
    return Setting{int_or(*json, "by", 0), bool_or(*json, "at_least", false),
                   int_or(*json, "since", 0), int_or(*json, "events", 0),
                   int_or(*json, "touches", 0)};
}

std::string text_of(const Setting& s) {
    return to_line(Json{{"by", s.by},
                        {"at_least", s.at_least},
                        {"since", s.since},
                        {"events", s.events},
                        {"touches", s.touches}});
}

/// Whether a jump of `by`, after which it is `now`, takes the setting back.
bool puts_right(const Setting& set, std::int64_t by, std::int64_t now) {
    const std::int64_t off = set.by + by, was = now - by;
    if (was < set.since - kSlack || was - set.since > kSoonNoticed) return false;
    return set.at_least ? off >= -kSlack : std::abs(off) <= kSlack;
}

/// A clock that was behind is put right: what it wrote is moved on with it, and what looked ahead
/// to it has its own date again.
void move_on(Db& db, const Setting& behind, std::int64_t now, std::int64_t by) {
    const std::int64_t since = behind.since - kSlack, was = now - by;
    const std::int64_t latest = now + std::chrono::seconds{kAheadAtMost}.count();
    Stmt(db, "UPDATE touchpoint SET at = claimed_at, claimed_at = NULL "
             "WHERE claimed_at <= ?3 AND at BETWEEN ?1 AND ?2")
        .with(since, was, latest)
        .run();
    // What was dated in words has its date, and what was due before is as it was.
    Stmt(db, "UPDATE touchpoint SET at = at + ?2, recorded_at = recorded_at + ?2 "
             "WHERE (id > ?1 OR added_by > ?5) AND at BETWEEN ?4 AND ?3 "
             "AND source IN ('manual', 'kith')")
        .with(behind.touches, by, was, since, behind.events)
        .run();
    Stmt(db, "UPDATE event SET moved_by = 0 WHERE seq <= ?4 AND moved_by > 0 AND at <= ?3 "
             "AND at - moved_by BETWEEN ?1 AND ?2")
        .with(since, was, latest, behind.events)
        .run();
    Stmt(db, "UPDATE event SET moved_by = moved_by - ?2 WHERE seq > ?1 "
             "AND at - moved_by BETWEEN ?4 AND ?3")
        .with(behind.events, by, was, since)
        .run();
}

/// What a clock ahead wrote is found by being ahead; what one behind wrote only by knowing when it
/// was set back, and by how much it is put right within a week.
void take_jump(Change& change, Db& db, std::int64_t now, std::int64_t by, bool at_least) {
    const auto last = last_setting(db);
    if (last && (last->by < 0) != (by < 0) && puts_right(*last, by, now)) {
        if (by > 0) move_on(db, *last, now, by);
        return change.keep(kSetKey, "");
    }
    const Setting set{by, at_least, now, db.integer("SELECT coalesce(max(seq), 0) FROM event"),
                      db.integer("SELECT coalesce(max(id), 0) FROM touchpoint")};
    change.keep(kSetKey, text_of(set));
}

// A clock that fell behind (an empty battery, a machine that starts in 1970) makes all of the past
// look ahead. Dating that now would lose it, and give every budget back once the clock is set. What
// a clock ahead wrote was written in one go, while the past took its time.
bool ran_ahead(Db& db, Instant now) {
    if (now < kFirstYear) return false;
    Stmt rows(db, "SELECT count(*), max(written) - min(written) FROM ("
                  "SELECT recorded_at AS written FROM touchpoint WHERE day_only = 0 AND at > ?1 "
                  "UNION ALL SELECT at - moved_by FROM event WHERE at - moved_by > ?1 "
                  "UNION ALL SELECT max(coalesce(last_run, 0), coalesce(last_ok, 0)) FROM source "
                  "WHERE last_run > ?1 OR last_ok > ?1)");
    rows.with(seconds(now + kAheadAtMost));
    return rows.step() && rows.integer(0) > 0 && rows.integer(1) <= kSoonNoticed;
}

} // namespace

bool Ledger::is_ahead(Instant now) { return ran_ahead(db_, now); }

// Each record is dated now by itself. Moving them all back by one step would keep their distances,
// but could put an offer before the week that counts, and so give its budget back.
void Change::heal(Instant now) {
    const auto jump = kept(db_, kJumpKey);
    if (!jump.empty()) {
        const bool at_least = jump.ends_with('+');
        take_jump(*this, db_, seconds(now), std::strtoll(jump.c_str(), nullptr, 10), at_least);
        keep(kJumpKey, "");
    }
    if (!ran_ahead(db_, now)) return;
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
