// SPDX-License-Identifier: MIT
// Opening a ledger: one owner, the right format, and a damaged file set aside.
#include <algorithm>
#include <fcntl.h>
#include <unistd.h>

#include <fmt/format.h>

#include "base/files.hpp"
#include "base/unique_fd.hpp"
#include "core/calendar/civil.hpp"
#include "daemon/ledger/backup.hpp"
#include "daemon/ledger/ledger.hpp"
#include "daemon/ledger/lock.hpp"
#include "daemon/ledger/schema.hpp"

namespace kith::ledger {
namespace {

namespace fs = std::filesystem;

struct Newer {};

/// Stands in the folder once some page was found damaged, until the next start has looked.
fs::path suspicion(const fs::path& file) { return file.parent_path() / "ledger.suspect"; }

/// Reads the whole file, which is too slow for every start.
void check_all(Db& db) {
    if (db.text("PRAGMA quick_check(1)") != "ok") db.raise_damage("the file is damaged");
}

Db open_file(const fs::path& file, bool& fresh) {
    Db db(file);
    fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write);
    configure(db);
    if (db.integer("PRAGMA user_version") > newest_format()) throw Newer{};
    if (fs::exists(suspicion(file))) check_all(db);
    fresh = migrate(db);
    // Reads every fold row, so that damage shows now and not in a slot.
    (void)db.integer("SELECT count(*) FROM fold WHERE body <> ''");
    (void)db.integer("SELECT coalesce(max(seq), 0) FROM event");
    std::error_code error;
    fs::remove(suspicion(file), error);
    db.on_damage = [place = suspicion(file)] {
        const UniqueFd mark{::open(place.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600)};
    };
    return db;
}

/// Whether it is when all of it is read anew: a read that failed once looks the same.
bool is_damaged(const fs::path& file) {
    try {
        Db db(file);
        check_all(db);
        return false;
    } catch (const SqlError& e) {
        if (!e.is_damage()) throw;
        return true;
    }
}

/// Moves the file and its log out of the way, under a name that tells when.
std::string set_aside(const fs::path& file, Instant now) {
    auto stamp = calendar::format_instant(now, calendar::Zone::utc()).substr(0, 19);
    std::erase(stamp, ':');
    const auto name = (file.parent_path() / fmt::format("ledger.damaged-{}", stamp)).string();
    fs::path target = name;
    for (int i = 2; fs::exists(target); ++i) target = fmt::format("{}-{}", name, i);
    fs::rename(file, target);
    std::error_code ignored;
    fs::remove(suspicion(file), ignored);
    for (const char* tail : {"-wal", "-shm"}) {
        std::error_code error;
        fs::rename(file.string() + tail, target.string() + tail, error);
    }
    return target.string();
}

/// Of those set aside earlier: where putting a copy back was cut off, it is what is gone.
std::string newest_set_aside(const fs::path& dir) {
    std::string out;
    std::error_code error;
    for (fs::directory_iterator it{dir, error}, end; !error && it != end; it.increment(error))
        if (const auto name = it->path().filename().string(); name.starts_with("ledger.damaged-"))
            if (!name.ends_with("-wal") && !name.ends_with("-shm"))
                out = std::max(out, it->path().string());
    return out;
}

/// Not there, or cut to nothing: what SQLite would take for a new beginning.
bool is_gone(const fs::path& file) {
    std::error_code error;
    const auto size = fs::file_size(file, error);
    return error == std::errc::no_such_file_or_directory || (!error && size == 0);
}

/// Who has been let go of, and what has been offered, is worth more a week old than not at all: the
/// newest whole backup takes the place of the ledger that is not there any more. Tells what was
/// done, for the person.
std::string go_on_from_copy(const fs::path& dir, const fs::path& file) {
    const auto backup = newest_good_backup(dir);
    if (!backup)
        return fmt::format("there is no backup yet, so Kith begins anew, and `ls {}` shows what "
                           "was kept",
                           dir.string());
    put_back(*backup, file);
    return fmt::format("Kith goes on from its copy {} and knows nothing that came after it; "
                       "`ls {}` shows what was kept",
                       backup->filename().string(), dir.string());
}

} // namespace

bool Ledger::is_suspect() const {
    std::error_code error;
    return fs::exists(suspicion(dir_ / "ledger.db"), error);
}

std::expected<Ledger::Opened, Refusal> Ledger::open(const fs::path& dir, Instant now) {
    if (const auto made = make_private_dir(dir); !made)
        return std::unexpected(Refusal{made.error().text, true});
    auto lock = lock_folder(dir);
    if (!lock) return std::unexpected(lock.error());
    const auto file = dir / "ledger.db";
    Opened out;
    try {
        remove_halves(dir);
        if (is_gone(file) && newest_good_backup(dir)) {
            const auto damaged = newest_set_aside(dir);
            out.note = damaged.empty()
                           ? "the ledger was gone; "
                           : "the ledger was gone (a damaged one is kept as " + damaged + "); ";
            out.note += go_on_from_copy(dir, file);
        }
        try {
            Db db = open_file(file, out.fresh);
            out.ledger.reset(new Ledger(dir, std::move(*lock), std::move(db)));
        } catch (const SqlError& e) {
            if (!e.is_damage()) throw;
            if (is_damaged(file)) {
                out.note = "the ledger was damaged and is kept as " + set_aside(file, now) + "; ";
                out.note += go_on_from_copy(dir, file);
            }
            Db db = open_file(file, out.fresh);
            out.ledger.reset(new Ledger(dir, std::move(*lock), std::move(db)));
        }
    } catch (const SqlError& e) {
        return std::unexpected(Refusal{fmt::format("{}: {}", file.string(), e.sentence()), true});
    } catch (const Newer&) {
        return std::unexpected(
            Refusal{fmt::format("{} was written by a newer Kith; this one leaves it alone until a "
                                "Kith as new is installed",
                                file.string())});
    } catch (const fs::filesystem_error& e) {
        return std::unexpected(Refusal{e.what(), true});
    }
    return out;
}

} // namespace kith::ledger
