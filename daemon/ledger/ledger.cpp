// SPDX-License-Identifier: MIT
#include "daemon/ledger/ledger.hpp"

#include <array>

#include <fmt/format.h>

#include "base/json.hpp"
#include "core/policy/from_copy.hpp"
#include "core/policy/hello_days.hpp"
#include "daemon/ledger/event_codec.hpp"
#include "daemon/ledger/fold_codec.hpp"
#include "daemon/ledger/json_values.hpp"

namespace kith::ledger {
namespace {

constexpr const char* kTouchColumns = "SELECT at, connection, channel, direction, minutes, source, "
                                      "ref, said, day_only, via FROM touchpoint ";
constexpr const char* kEventColumns =
    "SELECT seq, at, kind, connection, nudge, body, moved_by FROM event ";

/// Kinds of what the person says; the others are Kith's own, but for what is told of small hellos.
constexpr const char* kSaid =
    "'answered', 'logged', 'state-set', 'state-lifted', 'paused', 'resumed', 'hold-put', "
    "'hold-removed', 'energy-set', 'hard-week', 'hard-week-over', 'leave-set', 'leave-over', "
    "'noted', 'felt', 'dismissed', 'ritual-said', 'fresh-start', 'self-checked'";

Touchpoint to_touch(const Stmt& row) {
    Touchpoint t;
    t.at = instant(row.integer(0));
    t.connection = row.text(1);
    t.channel = channel_from(row.text(2)).value_or(Channel::Message);
    t.direction = direction_from(row.text(3)).value_or(Direction::Both);
    if (const auto minutes = row.maybe(4)) t.minutes = static_cast<int>(*minutes);
    t.source = row.text(5);
    t.ref = row.text(6);
    t.said = row.integer(7) != 0;
    t.day_only = row.integer(8) != 0;
    t.via = row.text(9);
    return t;
}

/// Whether its slot and its end are days of the calendar that somebody named.
bool names_a_day(EventKind kind) {
    return kind == EventKind::HoldPut || kind == EventKind::HoldRemoved ||
           kind == EventKind::Noted || kind == EventKind::RitualSaid ||
           kind == EventKind::RitualPassed;
}

/// An event that a clock ahead of its time dated counts as of when that was noticed; one that a
/// clock behind dated, as of then, but for days it names.
void move_back(Event& e, std::chrono::seconds by) {
    e.at -= by;
    if (by < std::chrono::seconds{0} && names_a_day(e.kind)) return;
    if (e.slot) *e.slot -= by;
    if (e.until && *e.until != Instant::max()) *e.until -= by;
}

/// False for an event of a kind this Kith does not know, or with a broken body: it means nothing
/// here. Of an offer what stands beside the body is taken all the same.
bool take_event(std::vector<Event>& out, const Stmt& row) {
    const auto kind = event_kind_from(row.text(2));
    if (!kind) return false;
    Event e;
    e.seq = row.integer(0);
    e.at = instant(row.integer(1));
    e.kind = *kind;
    e.connection = row.text(3);
    e.nudge = row.text(4);
    auto whole = e;
    const bool readable = decode_event(row.text(5), whole).has_value();
    if (!readable && *kind != EventKind::Chosen) return false;
    out.push_back(readable ? std::move(whole) : std::move(e));
    move_back(out.back(), std::chrono::seconds{row.integer(6)});
    return readable;
}

std::vector<Touchpoint> touches(Stmt& rows) {
    std::vector<Touchpoint> out;
    while (rows.step()) out.push_back(to_touch(rows));
    return out;
}

std::vector<Event> event_list(Stmt& rows, int* unread = nullptr) {
    std::vector<Event> out;
    while (rows.step())
        if (!take_event(out, rows) && unread) ++*unread;
    return out;
}

/// LIKE's own marks in what the person typed mean themselves.
std::string like_prefix(const std::string& text) {
    std::string out;
    for (const char c : text) {
        if (c == '%' || c == '_' || c == '\\') out += '\\';
        out += c;
    }
    return out + "%";
}

} // namespace

Result<void> Ledger::change(const std::function<void(Change&)>& what) {
    if (auto here = in_place(); !here) return here;
    try {
        Tx tx(db_);
        Change change{db_};
        what(change);
        tx.commit();
    } catch (const SqlError& e) {
        return fail(e.sentence());
    }
    ++commits_;
    if (on_commit) on_commit(commits_);
    return {};
}

bool Ledger::has_fold() { return db_.integer("SELECT count(*) FROM fold_global") > 0; }

Result<policy::Memory> Ledger::load_fold() {
    auto memory = decode_global(db_.text("SELECT body FROM fold_global WHERE id = 1"));
    if (!memory) return memory;
    Stmt rows(db_, "SELECT body FROM fold");
    while (rows.step()) {
        auto connection = decode_connection(rows.text(0));
        if (!connection) return std::unexpected(connection.error());
        auto id = connection->id;
        memory->connections.insert_or_assign(std::move(id), std::move(*connection));
    }
    return memory;
}

std::vector<Touchpoint> Ledger::touches_of(const std::string& connection) {
    Stmt rows(db_, std::string{kTouchColumns} +
                       "WHERE connection = ?1 AND removed_by IS NULL ORDER BY at, id");
    rows.with(connection);
    return touches(rows);
}

std::vector<Touchpoint> Ledger::recent_touches(const std::string& connection, int limit) {
    Stmt rows(
        db_, std::string{kTouchColumns} +
                 "WHERE connection = ?1 AND removed_by IS NULL ORDER BY at DESC, id DESC LIMIT ?2");
    rows.with(connection, limit);
    return touches(rows);
}

std::vector<Touchpoint> Ledger::find_touches(const std::string& ref) {
    Stmt rows(db_, std::string{kTouchColumns} +
                       "WHERE ref LIKE ?1 ESCAPE '\\' AND removed_by IS NULL LIMIT 100");
    rows.with(like_prefix(ref));
    return touches(rows);
}

bool Ledger::has_touch(const std::string& source, const std::string& ref) {
    Stmt row(db_, "SELECT 1 FROM touchpoint WHERE source = ?1 AND ref = ?2 LIMIT 1");
    row.with(source, ref);
    return row.step();
}

std::vector<Event> Ledger::events() {
    Stmt rows(db_, std::string{kEventColumns} + "WHERE undone_at IS NULL ORDER BY seq");
    unread_ = 0;
    return event_list(rows, &unread_);
}

std::vector<Event> Ledger::recent_events(const std::string& connection, int limit) {
    Stmt rows(db_, std::string{kEventColumns} +
                       "WHERE connection = ?1 AND undone_at IS NULL ORDER BY seq DESC LIMIT ?2");
    rows.with(connection, limit);
    return event_list(rows);
}

std::vector<Event> Ledger::last_said() {
    const std::string said = fmt::format(
        "undone_at IS NULL AND kind IN ({}, 'told') AND CASE WHEN NOT json_valid(body) "
        "THEN 0 WHEN kind = 'told' THEN json_extract(body, '$.occasion') IN ('{}', '{}') "
        "ELSE coalesce(json_extract(body, '$.occasion'), '') <> '{}' END",
        kSaid, policy::kHellos, policy::kHellosOver, policy::kFromCopy);
    Stmt rows(db_, std::string{kEventColumns} + "WHERE " + said +
                       " AND batch = (SELECT batch FROM event WHERE " + said +
                       " ORDER BY seq DESC LIMIT 1) ORDER BY seq");
    return event_list(rows);
}

std::vector<SourceRow> Ledger::sources() {
    std::vector<SourceRow> out;
    Stmt rows(db_, "SELECT instance, cursor, schemes, since, complete, last_run, last_ok, trouble "
                   "FROM source");
    while (rows.step()) {
        SourceRow s;
        s.instance = rows.text(0);
        s.cursor = rows.text(1);
        if (const auto schemes = parse_json(rows.text(2)); schemes && schemes->is_array())
            for (const auto& scheme : *schemes)
                if (scheme.is_string()) s.schemes.push_back(scheme.get<std::string>());
        s.since = instant(rows.integer(3));
        s.complete = rows.integer(4) != 0;
        if (const auto at = rows.maybe(5)) s.last_run = instant(*at);
        if (const auto at = rows.maybe(6)) s.last_ok = instant(*at);
        s.trouble = rows.text(7);
        out.push_back(std::move(s));
    }
    return out;
}

std::optional<std::string> Ledger::kept(const std::string& key) {
    Stmt row(db_, "SELECT body FROM kept WHERE key = ?1");
    row.with(key);
    return row.step() ? std::optional{row.text(0)} : std::nullopt;
}

Result<std::string> Ledger::read_kept(const std::string& key) {
    try {
        return kept(key).value_or("");
    } catch (const SqlError& e) {
        return fail(e.what());
    }
}

bool Ledger::is_put_back() {
    const auto mark = kept(kCopyKey);
    return mark && !mark->empty();
}

bool Ledger::has_more_than(std::size_t count, const std::string& instance) {
    try {
        Stmt row(db_, "SELECT 1 FROM touchpoint WHERE source = ?1 LIMIT 1 OFFSET ?2");
        row.with(instance, static_cast<std::int64_t>(count));
        return row.step();
    } catch (const SqlError&) {
        return false; // what does not read will not write either, and says so there
    }
}

void Ledger::checkpoint() {
    try {
        db_.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    } catch (const SqlError&) {
        return; // the log simply stays longer; the next idle moment tries again
    }
}

} // namespace kith::ledger
