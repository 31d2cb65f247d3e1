// SPDX-License-Identifier: MIT
#include "daemon/ledger/schema.hpp"

#include <array>
#include <sqlite3.h>

namespace kith::ledger {

namespace {

// Instants are seconds since 1970. `touchpoint.claimed_at` is what a record from the future said;
// `at` is then when it was recorded. `added_by` and `removed_by` are the event that did it (0: a
// source; of a batch the first), so that the event can be undone. Rows of `event` are only ever
// appended; undone_at and moved_by are remarks beside one.
constexpr const char* kFirst = R"sql(
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE touchpoint(
  id INTEGER PRIMARY KEY,
  source TEXT NOT NULL,
  ref TEXT NOT NULL,
  connection TEXT NOT NULL,
  at INTEGER NOT NULL,
  channel TEXT NOT NULL,
  direction TEXT NOT NULL,
  minutes INTEGER,
  said INTEGER NOT NULL DEFAULT 0,
  day_only INTEGER NOT NULL DEFAULT 0,
  via TEXT NOT NULL DEFAULT '',
  because TEXT NOT NULL DEFAULT '',
  recorded_at INTEGER NOT NULL,
  claimed_at INTEGER,
  added_by INTEGER NOT NULL DEFAULT 0,
  removed_by INTEGER,
  UNIQUE(source, ref, connection)
) STRICT;
CREATE INDEX touchpoint_when ON touchpoint(connection, at);
CREATE INDEX touchpoint_precise ON touchpoint(at) WHERE day_only = 0;
CREATE INDEX touchpoint_added ON touchpoint(added_by) WHERE added_by > 0;
CREATE INDEX touchpoint_removed ON touchpoint(removed_by) WHERE removed_by IS NOT NULL;
CREATE TABLE event(
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  connection TEXT NOT NULL,
  nudge TEXT NOT NULL,
  undone_at INTEGER,
  body TEXT NOT NULL
) STRICT;
CREATE INDEX event_connection ON event(connection, seq);
CREATE INDEX event_nudge ON event(nudge, seq) WHERE nudge <> '';
CREATE TABLE fold(connection TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE fold_global(id INTEGER PRIMARY KEY CHECK(id = 1), body TEXT NOT NULL) STRICT;
CREATE TABLE source(
  instance TEXT PRIMARY KEY,
  cursor TEXT NOT NULL,
  schemes TEXT NOT NULL,
  since INTEGER NOT NULL,
  complete INTEGER NOT NULL,
  last_run INTEGER,
  last_ok INTEGER,
  trouble TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE kept(key TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
)sql";

// How many seconds too late an event's moments were written by a clock that ran ahead.
constexpr const char* kMoved = "ALTER TABLE event ADD COLUMN moved_by INTEGER NOT NULL DEFAULT 0";

// Events told in one go bear the number of the first of them, so that they are taken back together.
// In older files each stands for itself.
constexpr const char* kBatch = R"sql(
ALTER TABLE event ADD COLUMN batch INTEGER NOT NULL DEFAULT 0;
UPDATE event SET batch = seq;
)sql";

constexpr std::array kSteps = {kFirst, kMoved, kBatch};

} // namespace

int newest_format() { return static_cast<int>(kSteps.size()); }

void configure(Db& db) {
    sqlite3* handle = db.handle();
    (void)sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    (void)sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    // EXCLUSIVE before the first access: then the WAL needs no shared memory file.
    db.exec("PRAGMA locking_mode = EXCLUSIVE");
    db.exec("PRAGMA journal_mode = WAL");
    // NORMAL would lose the last commits in a power cut, and with them that a nudge was sent.
    db.exec("PRAGMA synchronous = FULL");
    db.exec("PRAGMA cell_size_check = ON");
    db.exec("PRAGMA cache_size = -128"); // kB: the daemon stays small
}

bool migrate(Db& db) {
    Tx tx(db);
    const auto found = static_cast<std::size_t>(db.integer("PRAGMA user_version"));
    for (std::size_t step = found; step < kSteps.size(); ++step) {
        db.exec(kSteps.at(step));
        db.exec("PRAGMA user_version = " + std::to_string(step + 1));
    }
    tx.commit();
    return found == 0;
}

} // namespace kith::ledger
