// SPDX-License-Identifier: MIT
// Forgetting: no trace of a connection in the file, its log or its backups.
#include <algorithm>
#include <utility>

#include "base/json.hpp"
#include "core/policy/rituals.hpp"
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

void forget_rows(Db& db, const std::string& id, const Mentions& mentions) {
    const auto veil = mentions.veil ? mentions.veil(id) : id;
    Stmt(db, "DELETE FROM touchpoint WHERE connection = ?1 OR via IN (?1, ?2)")
        .with(id, veil)
        .run();
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

bool is_of_ritual(std::string_view kind, std::string_view occasion) {
    return kind == "ritual-said" || kind == "ritual-passed" || kind == "config-edited" ||
           !policy::ritual_of(occasion).empty();
}

/// What was noted about others, said in an offer about them, or called after a person who is to be
/// forgotten. What was said of a ritual of others stays: it rests, or was called off, all the same.
void forget_mentions(Db& db, const Mentions& mentions) {
    std::vector<std::int64_t> notes, offers;
    std::vector<std::pair<std::int64_t, std::string>> rituals, refs;
    Stmt rows(db, "SELECT seq, kind, coalesce(json_extract(body, '$.text'), ''), "
                  "coalesce(json_extract(body, '$.occasion'), ''), "
                  "coalesce(json_extract(body, '$.title'), ''), "
                  "coalesce(json_extract(body, '$.body'), ''), "
                  "coalesce(json_extract(body, '$.was.ref'), '') FROM event WHERE "
                  "json_valid(body)");
    const auto& calls = mentions.calls;
    while (rows.step()) {
        const auto seq = rows.integer(0);
        const auto kind = rows.text(1), occasion = rows.text(3), ref = rows.text(6);
        const bool offer = kind == "chosen" || kind == "withheld" || kind == "answered";
        const bool ritual = is_of_ritual(kind, occasion);
        if (offer && (calls(occasion) || calls(rows.text(4)) || calls(rows.text(5))))
            offers.push_back(seq);
        if (!offer && (mentions.calls_surely(rows.text(2)) || (!ritual && calls(occasion))))
            notes.push_back(seq);
        if (auto kept = ritual ? mentions.ritual(occasion) : occasion; kept != occasion)
            rituals.emplace_back(seq, std::move(kept));
        if (mentions.hints(ref)) refs.emplace_back(seq, mentions.veil(ref));
    }
    Stmt veil(db, "UPDATE event SET body = json_replace(body, '$.was.ref', ?2) WHERE seq = ?1");
    for (const auto& [seq, ref] : refs) veil.with(seq, ref).run();
    Stmt drop(db, "DELETE FROM event WHERE seq = ?1");
    for (const auto seq : notes) drop.with(seq).run();
    // That something was offered stays, so that no budget comes back.
    Stmt strip(db, "UPDATE event SET body = json_remove(body, '$.title', '$.body', '$.words') "
                   "WHERE seq = ?1");
    for (const auto seq : offers) strip.with(seq).run();
    Stmt rename(db, "UPDATE event SET body = json_replace(body, '$.occasion', ?2) WHERE seq = ?1");
    for (const auto& [seq, occasion] : rituals) rename.with(seq, occasion).run();
}

/// A source calls a touchpoint what it likes, and a ritual's are called after it.
void veil_touches(Db& db, const Mentions& mentions) {
    std::vector<std::pair<std::string, std::string>> refs;
    Stmt rows(db, "SELECT DISTINCT source, ref FROM touchpoint");
    while (rows.step())
        if (auto ref = rows.text(1); mentions.hints(ref))
            refs.emplace_back(rows.text(0), std::move(ref));
    Stmt rename(db, "UPDATE OR REPLACE touchpoint SET ref = ?3 WHERE source = ?1 AND ref = ?2");
    for (const auto& [source, ref] : refs) rename.with(source, ref, mentions.veil(ref)).run();
    std::vector<std::string> ways;
    Stmt via(db, "SELECT DISTINCT via FROM touchpoint");
    while (via.step())
        if (auto way = via.text(0); mentions.hints(way)) ways.push_back(std::move(way));
    Stmt rename_way(db, "UPDATE touchpoint SET via = ?2 WHERE via = ?1");
    for (const auto& way : ways) rename_way.with(way, mentions.veil(way)).run();
}

void forget_mentions_in_folds(Db& db, Change& change, const Mentions& mentions) {
    std::vector<policy::ConnectionMemory> others;
    Stmt rows(db, "SELECT body FROM fold");
    while (rows.step())
        if (auto c = decode_connection(rows.text(0))) others.push_back(std::move(*c));
    for (auto& c : others) {
        const auto gone =
            std::erase_if(c.notes, [&](const auto& n) { return mentions.calls_surely(n.text); }) +
            std::erase_if(c.occasions, [&](const auto& o) {
                return is_of_ritual({}, o) ? mentions.ritual(o) != o : mentions.calls(o);
            });
        if (gone > 0) change.put(c);
    }
}

/// The shared part of the fold, about nobody where it was about `id`.
void forget_in_fold(Db& db, Change& change, const std::string& id, const Mentions& mentions) {
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
    if (mentions.calls) {
        for (auto& [ritual, known] : std::exchange(memory->rituals, {}))
            memory->rituals.insert_or_assign(mentions.ritual(ritual), std::move(known));
        if (auto& open = memory->outstanding;
            open && (mentions.calls(open->title) || mentions.calls(open->body)))
            open->title = open->body = {};
    }
    change.put(*memory);
}

/// What the daemon keeps for itself is keyed by connection where it is about one.
void forget_kept(Db& db, Change& change, const std::string& id, const Mentions& mentions) {
    constexpr std::string_view kRitual = "ritual:";
    std::vector<std::pair<std::string, Json>> changed;
    Stmt rows(db, "SELECT key, body FROM kept");
    while (rows.step()) {
        auto body = parse_json(rows.text(1));
        if (!body || !body->is_object()) continue;
        bool touched = body->erase(id) > 0;
        for (auto it = body->begin(); mentions.ritual && it != body->end();) {
            const auto ritual =
                it.key().starts_with(kRitual) ? it.key().substr(kRitual.size()) : std::string{};
            const bool gone = !ritual.empty() && mentions.ritual(ritual) != ritual;
            touched = touched || gone;
            it = gone ? body->erase(it) : std::next(it);
        }
        if (touched) changed.emplace_back(rows.text(0), std::move(*body));
    }
    for (const auto& [key, body] : changed) change.keep(key, to_line(body));
}

} // namespace

Result<void> Ledger::forget(const std::string& connection, Instant now, const std::string& mark,
                            const Mentions& mentions) {
    try {
        db_.exec("PRAGMA secure_delete = ON");
    } catch (const SqlError& e) {
        return fail(e.sentence());
    }
    const auto gone = change([&](Change& c) {
        if (!mark.empty()) keep_boundary(db_, connection, mark);
        forget_rows(db_, connection, mentions);
        if (mentions.calls) {
            forget_mentions(db_, mentions);
            forget_mentions_in_folds(db_, c, mentions);
            veil_touches(db_, mentions);
        }
        forget_in_fold(db_, c, connection, mentions);
        forget_kept(db_, c, connection, mentions);
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
