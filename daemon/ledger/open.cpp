// SPDX-License-Identifier: MIT
// Opening a ledger: one owner, the right format, and a damaged file set aside.
#include <algorithm>
#include <fcntl.h>
#include <functional>
#include <optional>
#include <unistd.h>

#include <fmt/format.h>

#include "base/files.hpp"
#include "base/unique_fd.hpp"
#include "core/policy/glance.hpp"
#include "daemon/ledger/backup.hpp"
#include "daemon/ledger/ledger.hpp"
#include "daemon/ledger/lock.hpp"
#include "daemon/ledger/loss.hpp"
#include "daemon/ledger/schema.hpp"

namespace kith::ledger {
namespace {

namespace fs = std::filesystem;

struct Newer {};

/// Why this start leaves the ledger alone; another may find it well.
struct Refused {
    std::string text;
};

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

/// Moves the file and its log out of the way.
void set_aside(const fs::path& file, const fs::path& target) {
    fs::rename(file, target);
    std::error_code ignored;
    fs::remove(suspicion(file), ignored);
    for (const char* tail : {"-wal", "-shm"}) {
        std::error_code error;
        fs::rename(file.string() + tail, target.string() + tail, error);
    }
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

/// Whether there has been one here, by what stands beside it.
bool has_been(const fs::path& dir) {
    std::error_code error;
    return fs::exists(dir / policy::kGlanceFile, error) || !backups(dir).empty() ||
           !newest_set_aside(dir).empty();
}

std::string outlook(const fs::path& dir, const std::optional<fs::path>& backup) {
    const auto shown = fmt::format("`ls {}` shows what was kept", dir.string());
    if (backup)
        return fmt::format("Kith goes on from its copy {} and knows nothing that came after it; {}",
                           backup->filename().string(), shown);
    return fmt::format(
        "{}, so Kith begins anew, and {}",
        backups(dir).empty() ? "there is no backup yet" : "none of its backups is whole", shown);
}

/// Who has been let go of, and what has been offered, is worth more a week old than not at all: the
/// newest whole backup takes the place of the ledger that is not there any more, once `make_way`
/// has run. Tells what was lost and done, for the person; noted first, for no other start would
/// see it.
std::string go_on_from_copy(const fs::path& dir, const std::string& lost,
                            const std::function<void()>& make_way = {}) {
    const auto backup = newest_good_backup(dir);
    auto note = fmt::format("{}; {}", lost, outlook(dir, backup));
    if (const auto noted = note_loss(dir, note); !noted) throw Refused{noted.error().text};
    if (make_way) make_way();
    if (backup) put_back(*backup, dir / "ledger.db");
    return note;
}

} // namespace

bool Ledger::is_suspect() const {
    std::error_code error;
    return fs::exists(suspicion(dir_ / "ledger.db"), error);
}

std::expected<Ledger::Opened, Refusal> Ledger::open(const fs::path& given, Instant now) {
    if (const auto made = make_private_dir(given); !made)
        return std::unexpected(Refusal{made.error().text, true});
    std::error_code unresolved;
    // SQLite would refuse a link anywhere on the way.
    const auto dir = fs::canonical(given, unresolved);
    if (unresolved)
        return std::unexpected(
            Refusal{fmt::format("{}: {}", given.string(), unresolved.message()), true});
    auto lock = lock_folder(dir);
    if (!lock) return std::unexpected(lock.error());
    const auto file = dir / "ledger.db";
    if (fs::is_symlink(fs::symlink_status(file, unresolved)))
        return std::unexpected(
            Refusal{fmt::format("{} is a link; link the folder instead", file.string()), true});
    Opened out;
    try {
        remove_halves(dir);
        out.note = noted_loss(dir);
        if (is_gone(file) && has_been(dir)) {
            const auto damaged = newest_set_aside(dir);
            out.note = go_on_from_copy(
                dir,
                (damaged.empty()
                     ? "the ledger was gone"
                     : fmt::format("the ledger was gone (a damaged one is kept as {})", damaged)) +
                    kept_log_in(out.note));
        }
        try {
            Db db = open_file(file, out.fresh);
            out.ledger.reset(new Ledger(dir, std::move(*lock), std::move(db)));
        } catch (const SqlError& e) {
            if (!e.is_damage()) throw;
            if (is_damaged(file)) {
                const auto target = name_aside(dir, "ledger.damaged", now);
                out.note = go_on_from_copy(dir,
                                           fmt::format("the ledger was damaged and is kept as {}{}",
                                                       target.string(), kept_log_in(out.note)),
                                           [&] { set_aside(file, target); });
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
    } catch (const Refused& e) {
        return std::unexpected(Refusal{e.text, true});
    } catch (const fs::filesystem_error& e) {
        return std::unexpected(Refusal{e.what(), true});
    }
    return out;
}

} // namespace kith::ledger
