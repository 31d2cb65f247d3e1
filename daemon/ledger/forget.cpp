// SPDX-License-Identifier: MIT
// Forgetting: no trace of a connection in the file, its log or its backups.
#include <algorithm>

#include "base/json.hpp"
#include "daemon/ledger/backup.hpp"
#include "daemon/ledger/fold_codec.hpp"
#include "daemon/ledger/ledger.hpp"

namespace kith::ledger {
namespace {

/// That there is to be no contact stays, under a mark that tells nobody who it is.
void keep_boundary(Db& db, const std::string& id, const std::string& mark) {
    Stmt(db, "UPDATE event SET connection = ?2 WHERE connection = ?1 AND kind IN ('state-set', "
             "'state-lifted') AND json_extract(body, '$.state') = ?3")
        .with(id, mark, to_word(State::NoContact))
        .run();
}

void forget_rows(Db& db, const std::string& id) {
    Stmt(db, "DELETE FROM touchpoint WHERE connection = ?1 OR via = ?1").with(id).run();
    // That something was offered and how that went stays, so that no budget comes back and nobody
    // is nudged more often for it; about whom does not.
    Stmt(db, "DELETE FROM event WHERE connection = ?1 AND kind IN ('appeared', 'state-set', "
             "'state-lifted', 'hold-put', 'hold-removed', 'corrected', 'noted', 'felt')")
        .with(id)
        .run();
    Stmt(db, "UPDATE event SET connection = '', body = json_remove(body, '$.title', '$.body', "
             "'$.words', '$.step', '$.receipt', '$.was', '$.also') WHERE connection = ?1")
        .with(id)
        .run();
    // A date's occasion holds its label; that there was one is all that budgets need.
    Stmt(db, "UPDATE event SET body = json_replace(body, '$.occasion', 'forgotten') "
             "WHERE connection = '' AND kind = 'chosen' AND json_extract(body, '$.occasion') "
             "LIKE 'date:%'")
        .run();
    // An offer that two shared goes on about the other, without its words.
    Stmt(db, "UPDATE event SET body = json_remove(body, '$.also', '$.title', '$.body') WHERE "
             "kind = 'chosen' AND json_extract(body, '$.also') LIKE '%\"' || ?1 || '\"%'")
        .with(id)
        .run();
    Stmt(db, "DELETE FROM fold WHERE connection = ?1").with(id).run();
    // What a source complained of may name an address, and where it stopped reading may as well:
    // its next run says it again, and recording twice is once.
    db.exec("UPDATE source SET trouble = '', cursor = ''");
}

/// What was noted about others, said in an offer about them, or called after a person who is to be
/// forgotten.
void forget_mentions(Db& db, const Ledger::Names& names) {
    std::vector<std::int64_t> notes, offers, corrected;
    Stmt rows(db, "SELECT seq, kind, coalesce(json_extract(body, '$.text'), ''), "
                  "coalesce(json_extract(body, '$.occasion'), ''), "
                  "coalesce(json_extract(body, '$.title'), ''), "
                  "coalesce(json_extract(body, '$.body'), ''), "
                  "coalesce(json_extract(body, '$.was.ref'), '') FROM event WHERE "
                  "json_valid(body)");
    while (rows.step()) {
        const auto kind = rows.text(1);
        const bool offer = kind == "chosen" || kind == "withheld" || kind == "answered";
        if (offer && (names(rows.text(3)) || names(rows.text(4)) || names(rows.text(5))))
            offers.push_back(rows.integer(0));
        if (!offer && (names(rows.text(2)) || names(rows.text(3))))
            notes.push_back(rows.integer(0));
        if (names(rows.text(6))) corrected.push_back(rows.integer(0));
    }
    Stmt unsaid(db, "UPDATE event SET body = json_remove(body, '$.was') WHERE seq = ?1");
    for (const auto seq : corrected) unsaid.with(seq).run();
    Stmt drop(db, "DELETE FROM event WHERE seq = ?1");
    for (const auto seq : notes) drop.with(seq).run();
    // That something was offered stays, so that no budget comes back.
    Stmt strip(db, "UPDATE event SET body = json_remove(body, '$.title', '$.body', '$.words') "
                   "WHERE seq = ?1");
    for (const auto seq : offers) strip.with(seq).run();
    Stmt rename(db, "UPDATE event SET body = json_replace(body, '$.occasion', 'forgotten') "
                    "WHERE seq = ?1 AND json_extract(body, '$.occasion') LIKE 'ritual%'");
    for (const auto seq : offers) rename.with(seq).run();
}

/// A source calls a touchpoint what it likes, and a ritual's are called after it.
void veil_touches(Db& db, const Ledger::Names& names, const Ledger::Veil& veil) {
    for (const auto* column : {"ref", "via"}) {
        std::vector<std::string> found;
        Stmt rows(db, std::string{"SELECT DISTINCT "} + column + " FROM touchpoint");
        while (rows.step())
            if (auto text = rows.text(0); names(text)) found.push_back(std::move(text));
        Stmt rename(db, std::string{"UPDATE OR REPLACE touchpoint SET "} + column + " = ?2 WHERE " +
                            column + " = ?1");
        for (const auto& text : found) rename.with(text, veil(text)).run();
    }
}

void forget_mentions_in_folds(Db& db, Change& change, const Ledger::Names& names) {
    std::vector<policy::ConnectionMemory> others;
    Stmt rows(db, "SELECT body FROM fold");
    while (rows.step())
        if (auto c = decode_connection(rows.text(0))) others.push_back(std::move(*c));
    for (auto& c : others) {
        const auto gone = std::erase_if(c.notes, [&](const auto& n) { return names(n.text); }) +
                          std::erase_if(c.occasions, [&](const auto& o) { return names(o); });
        if (gone > 0) change.put(c);
    }
}

/// The shared part of the fold, about nobody where it was about `id`.
void forget_in_fold(Db& db, Change& change, const std::string& id, const Ledger::Names& names) {
    const auto body = db.text("SELECT body FROM fold_global WHERE id = 1");
    auto memory = decode_global(body);
    if (body.empty() || !memory) return;
    const auto about = [&](const auto& item) { return item.connection == id; };
    for (auto& push : memory->pushes) {
        if (!about(push)) continue;
        push.connection.clear();
        push.step.clear();
    }
    std::erase_if(memory->past, about);
    std::erase_if(memory->credits, about);
    if (auto& open = memory->outstanding; open) {
        if (about(*open))
            open.reset();
        else
            std::erase(open->also, id);
    }
    if (names) {
        std::erase_if(memory->rituals, [&](const auto& ritual) { return names(ritual.first); });
        if (auto& open = memory->outstanding; open && (names(open->title) || names(open->body)))
            open->title = open->body = {};
    }
    change.put(*memory);
}

/// What the daemon keeps for itself is keyed by connection where it is about one.
void forget_kept(Db& db, Change& change, const std::string& id, const Ledger::Names& names) {
    std::vector<std::pair<std::string, Json>> changed;
    Stmt rows(db, "SELECT key, body FROM kept");
    while (rows.step()) {
        auto body = parse_json(rows.text(1));
        if (!body || !body->is_object()) continue;
        bool touched = body->erase(id) > 0;
        for (auto it = body->begin(); names && it != body->end();) {
            const bool gone = it.key().starts_with("ritual:") && names(it.key());
            touched = touched || gone;
            it = gone ? body->erase(it) : std::next(it);
        }
        if (touched) changed.emplace_back(rows.text(0), std::move(*body));
    }
    for (const auto& [key, body] : changed) change.keep(key, to_line(body));
}

} // namespace

Result<void> Ledger::forget(const std::string& connection, Instant now, const std::string& mark,
                            const Names& names, const Veil& veil) {
    try {
        db_.exec("PRAGMA secure_delete = ON");
    } catch (const SqlError& e) {
        return fail(e.sentence());
    }
    const auto gone = change([&](Change& c) {
        if (!mark.empty()) keep_boundary(db_, connection, mark);
        forget_rows(db_, connection);
        if (names) {
            forget_mentions(db_, names);
            forget_mentions_in_folds(db_, c, names);
            if (veil) veil_touches(db_, names, veil);
        }
        forget_in_fold(db_, c, connection, names);
        forget_kept(db_, c, connection, names);
    });
    if (!gone) return gone;
    copy_.reset(); // what was being copied may still have held them
    remove_halves(dir_);
    for (const auto& old : backups(dir_)) {
        std::error_code error;
        std::filesystem::remove(old, error);
    }
    try {
        db_.exec("PRAGMA wal_checkpoint(TRUNCATE)");
        db_.exec("VACUUM");
        db_.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    } catch (const SqlError& e) {
        return fail(e.sentence());
    }
    for (;;) {
        const auto more = back_up(now);
        if (!more) return std::unexpected(more.error());
        if (!*more) return {};
    }
}

} // namespace kith::ledger
