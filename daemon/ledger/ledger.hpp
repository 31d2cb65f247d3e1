// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "base/unique_fd.hpp"
#include "core/calendar/zone.hpp"
#include "core/model/touchpoint.hpp"
#include "core/policy/memory.hpp"
#include "daemon/ledger/backup.hpp"
#include "daemon/ledger/change.hpp"
#include "daemon/ledger/lock.hpp"
#include "daemon/ledger/place.hpp"
#include "daemon/ledger/sqlite.hpp"

namespace kith::ledger {

/// Kith is younger than any earlier moment: a clock that shows one is wrong itself.
inline constexpr Instant kFirstYear = std::chrono::sys_days{std::chrono::year{2026} / 1 / 1};

/// The append-only record in SQLite (docs/ledger.md). One owner, one thread. Reading
/// functions throw SqlError where the file cannot be read; change() reports.
/// What texts of others say of somebody who is to be forgotten. Empty: nothing is looked for.
struct Mentions {
    /// Whether a text calls them by name.
    std::function<bool(std::string_view text)> calls;
    /// Whether it does beyond doubt: only such a note is erased. Set where `calls` is.
    std::function<bool(std::string_view text)> calls_surely;
    /// Whether a reference may be made of any part of their name.
    std::function<bool(std::string_view ref)> hints;
    /// What such a reference is kept as; set by itself, what is forgotten is looked for so as well.
    std::function<std::string(const std::string& ref)> veil;
    /// What a ritual of others, or the occasion of one, is kept as; the same text where it stays.
    std::function<std::string(const std::string& occasion)> ritual;
};

class Ledger {
  public:
    /// What opening found.
    struct Opened {
        std::unique_ptr<Ledger> ledger;
        bool fresh = false; ///< nothing was there before
        /// What was lost and is not dealt with yet (loss.hpp), by this opening or an earlier one:
        /// where a damaged ledger is kept, and the backup it goes on from.
        std::string note;
    };
    /// Opens or creates the ledger in `dir` (made 0700; links on the way are followed). Errors:
    /// another daemon has it, a newer Kith wrote it, or, which may pass, the disk refuses or the
    /// file is a link. Costs the same however long the ledger is, unless the last run met damage:
    /// then the whole file is read and, if bad, set aside.
    static std::expected<Opened, Refusal> open(const std::filesystem::path& dir, Instant now);

    /// Whether the folder still has this very ledger, and its lock. One that was moved away, taken
    /// out or exchanged takes nothing more.
    [[nodiscard]] bool is_in_place() const;
    /// For one that is not in its place: what its log holds goes into the file, wherever that is
    /// (else it is kept beside, and the loss tells of it), and what the next opening finds in its
    /// place counts as a copy. True where the file itself is gone, and not only the lock.
    bool leave();

    /// Runs `what` in one transaction. On an error nothing has happened; the sentence says why.
    Result<void> change(const std::function<void(Change&)>& what);

    /// The fold as it was last put; clocks included. Costs no more with many touchpoints.
    [[nodiscard]] Result<policy::Memory> load_fold();
    [[nodiscard]] bool has_fold();

    /// By time; without the removed ones.
    [[nodiscard]] std::vector<Touchpoint> touches_of(const std::string& connection);
    /// All that stand, in order: to fold anew. Of an offer that cannot be read the columns are
    /// left, so that its budget stays spent; any other such row is passed over. unread() counts
    /// both.
    [[nodiscard]] std::vector<Event> events();
    /// How many rows the last events() could not read.
    [[nodiscard]] int unread() const { return unread_; }
    /// The newest events, newest first.
    [[nodiscard]] std::vector<Event> recent_events(const std::string& connection, int limit);
    [[nodiscard]] std::vector<Touchpoint> recent_touches(const std::string& connection, int limit);
    /// Touchpoints whose ref begins so; at most a hundred.
    [[nodiscard]] std::vector<Touchpoint> find_touches(const std::string& ref);
    /// Whether a source has told of this, taken back or not.
    [[nodiscard]] bool has_touch(const std::string& source, const std::string& ref);
    /// The last thing the person said that stands, in the order told: several events where one
    /// command told several.
    [[nodiscard]] std::vector<Event> last_said();
    [[nodiscard]] std::vector<SourceRow> sources();
    [[nodiscard]] std::optional<std::string> kept(const std::string& key);
    /// The same, empty where nothing is kept; an error where the disk does not give it: then it is
    /// unknown for once, and what stands there is not to be written over.
    [[nodiscard]] Result<std::string> read_kept(const std::string& key);
    /// Whether some page was found damaged since it was opened.
    [[nodiscard]] bool is_suspect() const;
    /// Whether this is a backup put back: what was offered since it was made is not in it.
    [[nodiscard]] bool is_put_back();
    /// Whether the instance has told of more than `count` touchpoints, taken back or not.
    [[nodiscard]] bool has_more_than(std::size_t count, const std::string& instance);

    /// Whether a clock that ran ahead has dated something more than a day after `now`, for
    /// Change::heal. False where it looks as if `now` itself were behind: what lies ahead was
    /// written over more than a week, or `now` is before Kith's first year.
    [[nodiscard]] bool is_ahead(Instant now);

    /// A piece of what is for quiet hours; true while there is more. Past `keep_days` a touchpoint
    /// keeps only its day in `zone`, but for the last of each connection. Then a weekly backup,
    /// four are kept. Between the pieces the ledger may change. Errors are for the log.
    Result<bool> tend(Instant now, int keep_days, const calendar::Zone& zone);
    /// Gives the write-ahead log back to the file. For idle moments.
    void checkpoint();

    /// Rewrites the file without a trace of the connection, and makes the backups anew. Offers
    /// about it keep their budget spent, about nobody. The caller drops it from the fold it holds
    /// and from what it keeps; a ledger set aside as damaged is not touched. With a `mark`, what
    /// was said of no contact stays under it, to be taken back. Notes about others that call them
    /// by name go as well; what others' touchpoints and rituals are called after them is kept under
    /// another name.
    Result<void> forget(const std::string& connection, Instant now, const std::string& mark = {},
                        const Mentions& mentions = {});

    /// For tests: called after the n-th commit of this process, from 1.
    std::function<void(int)> on_commit;
    /// Called where a change was refused because the ledger is not in its place.
    std::function<void()> on_moved;

    [[nodiscard]] const std::filesystem::path& dir() const { return dir_; }

  private:
    Ledger(std::filesystem::path dir, UniqueFd lock, Db db)
        : dir_(std::move(dir)), lock_(std::move(lock)), db_(std::move(db)),
          file_(dir_ / "ledger.db"), log_(dir_ / "ledger.db-wal"), lock_file_(dir_ / "lock") {}
    /// An error, and told, where it is not.
    Result<void> in_place() const;
    Result<bool> grow_old(Instant now, int keep_days, const calendar::Zone& zone);
    Result<bool> coarsen(Instant edge, const calendar::Zone& zone);
    Result<bool> back_up(Instant now);

    std::filesystem::path dir_;
    UniqueFd lock_;
    Db db_;
    Place file_, log_, lock_file_;
    int commits_ = 0;
    int unread_ = 0;
    std::unique_ptr<Copy> copy_; ///< of a backup that is being made; goes before db_
    std::int64_t coarsened_at_ = 0, coarsened_id_ = 0; ///< how far this night has come
};

} // namespace kith::ledger
