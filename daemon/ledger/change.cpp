// SPDX-License-Identifier: MIT
#include "base/json.hpp"
#include "daemon/ledger/event_codec.hpp"
#include "daemon/ledger/fold_codec.hpp"
#include "daemon/ledger/json_values.hpp"
#include "daemon/ledger/ledger.hpp"

namespace kith::ledger {
namespace {

std::optional<std::int64_t> maybe_seconds(const std::optional<Instant>& at) {
    return at ? std::optional{seconds(*at)} : std::nullopt;
}

/// Whether a source tells again what stands in the row. Past retention the day is all that is left
/// to compare, and any instant of a day is within 36 hours of its noon.
bool is_same(const Touchpoint& was, const Touchpoint& now,
             const std::optional<std::int64_t>& claimed) {
    if (was.via != now.via && !now.via.empty()) return true;
    if (was.channel != now.channel || was.direction != now.direction || was.via != now.via)
        return false;
    if (was.day_only) return std::chrono::abs(was.at - now.at) <= std::chrono::hours{36};
    return was.minutes == now.minutes && (was.at == now.at || claimed == seconds(now.at));
}

constexpr std::string_view kWhatItSaid = "SELECT at, channel, direction, minutes, day_only, via";

/// `told` with what a row of kWhatItSaid holds.
Touchpoint what_it_said(Stmt& row, Touchpoint told) {
    told.at = instant(row.integer(0));
    told.channel = channel_from(row.text(1)).value_or(Channel::Message);
    told.direction = direction_from(row.text(2)).value_or(Direction::Both);
    told.minutes.reset();
    if (const auto minutes = row.maybe(3)) told.minutes = static_cast<int>(*minutes);
    told.day_only = row.integer(4) != 0;
    told.via = row.text(5);
    return told;
}

Event corrected(const Touchpoint& was, Instant now) {
    Event e;
    e.kind = EventKind::Corrected;
    e.at = now;
    e.connection = was.connection;
    e.was = was;
    return e;
}

} // namespace

Touchpoint as_counted(Touchpoint touch, Instant now) {
    if (touch.at > now + kAheadAtMost) touch.at = now;
    return touch;
}

bool Change::add(const Touchpoint& t, Instant now, std::int64_t by_event) {
    const auto counted = as_counted(t, now).at;
    const bool ahead = counted != t.at;
    // -1 minutes and a claim of 0 stand for "none".
    Stmt(db_,
         "INSERT INTO touchpoint(source, ref, connection, at, channel, direction, minutes, said, "
         "day_only, via, recorded_at, claimed_at, added_by) VALUES(?1, ?2, ?3, ?4, ?5, ?6, "
         "NULLIF(?7, -1), ?8, ?9, ?10, ?11, NULLIF(?12, 0), ?13) ON CONFLICT DO NOTHING")
        .with(t.source, t.ref, t.connection, seconds(counted), to_word(t.channel),
              to_word(t.direction), t.minutes.value_or(-1), t.said, t.day_only, t.via, seconds(now),
              ahead ? seconds(t.at) : std::int64_t{0}, by_event)
        .run();
    return db_.changes() > 0;
}

bool Change::correct(const Touchpoint& t, Instant now) {
    Stmt row(db_, std::string{kWhatItSaid} + ", claimed_at, removed_by FROM touchpoint "
                                             "WHERE source = ?1 AND ref = ?2 AND connection = ?3");
    row.with(t.source, t.ref, t.connection);
    if (!row.step()) return false;
    const auto was = what_it_said(row, t);
    if (is_same(was, t, row.maybe(6))) return false;
    const bool stands = row.is_null(7);
    const auto counted = as_counted(t, now).at;
    Stmt(db_, "UPDATE touchpoint SET at = ?4, channel = ?5, direction = ?6, minutes = NULLIF(?7, "
              "-1), via = ?8, day_only = 0, claimed_at = NULLIF(?9, 0) "
              "WHERE source = ?1 AND ref = ?2 AND connection = ?3")
        .with(t.source, t.ref, t.connection, seconds(counted), to_word(t.channel),
              to_word(t.direction), t.minutes.value_or(-1), t.via,
              counted != t.at ? seconds(t.at) : std::int64_t{0})
        .run();
    append(corrected(was, now));
    return stands;
}

std::vector<std::string> Change::retract(const std::string& source, const std::string& ref,
                                         Instant now) {
    std::vector<Touchpoint> gone;
    Stmt rows(db_, std::string{kWhatItSaid} +
                       ", connection FROM touchpoint "
                       "WHERE source = ?1 AND ref = ?2 AND removed_by IS NULL");
    rows.with(source, ref);
    while (rows.step()) {
        Touchpoint t;
        t.source = source;
        t.ref = ref;
        t.connection = rows.text(6);
        gone.push_back(what_it_said(rows, t));
    }
    if (gone.empty()) return {};
    Stmt(db_, "DELETE FROM touchpoint WHERE source = ?1 AND ref = ?2 AND removed_by IS NULL")
        .with(source, ref)
        .run();
    std::vector<std::string> whose;
    for (const auto& t : gone) {
        append(corrected(t, now));
        whose.push_back(t.connection);
    }
    return whose;
}

bool Change::remove(const std::string& source, const std::string& ref, std::int64_t by_event) {
    Stmt(db_, "UPDATE touchpoint SET removed_by = ?3 WHERE source = ?1 AND ref = ?2 AND removed_by "
              "IS NULL")
        .with(source, ref, by_event)
        .run();
    return db_.changes() > 0;
}

std::int64_t Change::append(const Event& e, std::int64_t batch) {
    Stmt(db_, "INSERT INTO event(at, kind, connection, nudge, body, batch) "
              "VALUES(?1, ?2, ?3, ?4, ?5, ?6)")
        .with(seconds(e.at), to_word(e.kind), e.connection, e.nudge, encode_event(e), batch)
        .run();
    const auto seq = db_.last_id();
    if (batch == 0) Stmt(db_, "UPDATE event SET batch = seq WHERE seq = ?1").with(seq).run();
    return seq;
}

void Change::undo(std::int64_t seq, Instant now) {
    Stmt row(db_, "SELECT batch FROM event WHERE seq = ?1");
    row.with(seq);
    if (!row.step()) return;
    const auto batch = row.integer(0);
    // None is older than its batch's number.
    Stmt(db_, "UPDATE event SET undone_at = ?2 WHERE seq >= ?1 AND batch = ?1")
        .with(batch, seconds(now))
        .run();
    Stmt(db_, "UPDATE touchpoint SET removed_by = NULL WHERE removed_by = ?1").with(batch).run();
    Stmt(db_, "DELETE FROM touchpoint WHERE added_by = ?1").with(batch).run();
}

void Change::put(const policy::ConnectionMemory& c) {
    Stmt(db_, "INSERT INTO fold(connection, body) VALUES(?1, ?2) "
              "ON CONFLICT(connection) DO UPDATE SET body = excluded.body")
        .with(c.id, encode_connection(c))
        .run();
}

void Change::put(const policy::Memory& global) {
    Stmt(db_, "INSERT INTO fold_global(id, body) VALUES(1, ?1) ON CONFLICT(id) DO UPDATE SET body "
              "= excluded.body")
        .with(encode_global(global))
        .run();
}

void Change::put(const SourceRow& s) {
    Stmt(db_,
         "INSERT INTO source(instance, cursor, schemes, since, complete, last_run, last_ok, "
         "trouble) "
         "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT(instance) DO UPDATE SET cursor = "
         "excluded.cursor, "
         "schemes = excluded.schemes, since = excluded.since, complete = excluded.complete, "
         "last_run = excluded.last_run, last_ok = excluded.last_ok, trouble = excluded.trouble")
        .with(s.instance, s.cursor, to_line(Json(s.schemes)), seconds(s.since), s.complete,
              maybe_seconds(s.last_run), maybe_seconds(s.last_ok), s.trouble)
        .run();
}

void Change::keep(const std::string& key, const std::string& text) {
    Stmt(db_, "INSERT INTO kept(key, body) VALUES(?1, ?2) ON CONFLICT(key) DO UPDATE SET body = "
              "excluded.body")
        .with(key, text)
        .run();
}

} // namespace kith::ledger
