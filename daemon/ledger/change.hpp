// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/model/touchpoint.hpp"
#include "core/policy/memory.hpp"
#include "daemon/ledger/sqlite.hpp"

namespace kith::ledger {

class Ledger;

/// What is remembered of one sensing instance between runs.
struct SourceRow {
    std::string instance;
    std::string cursor;
    std::vector<std::string> schemes;
    Instant since{};
    bool complete = false;
    std::optional<Instant> last_run, last_ok;
    std::string trouble;
};

/// Clocks differ; a record further ahead than this is a mistake and counts as of now.
inline constexpr std::chrono::hours kAheadAtMost{24};

/// A touchpoint as it counts: one from the future as of now.
Touchpoint as_counted(Touchpoint touch, Instant now);

/// One transaction: everything in it happens, or nothing does. Only inside Ledger::change.
class Change {
  public:
    /// Records a touchpoint; false if it is there already. One from the future counts as of now.
    bool add(const Touchpoint& touch, Instant now, std::int64_t by_event = 0);
    /// Where a source now tells a recorded touchpoint otherwise, its row says so from here on and
    /// what it had told is appended. True if that changes the reckoning: what was taken out of it
    /// is corrected too, and stays out. The same told again changes nothing, nor does what comes
    /// through a group where the contact itself is known.
    bool correct(const Touchpoint& touch, Instant now);
    /// A source says that a touchpoint of its own was none: its rows go, and what they said is
    /// appended. What the person took out stays out, should it be told again. Whose they were.
    std::vector<std::string> retract(const std::string& source, const std::string& ref,
                                     Instant now);
    /// Takes touchpoints out of the reckoning; the row stays. False if there was none.
    bool remove(const std::string& source, const std::string& ref, std::int64_t by_event);
    /// Appends and returns its number. `batch` is the number of the first event told together with
    /// it; 0: it is that one.
    std::int64_t append(const Event& event, std::int64_t batch = 0);
    /// Dates what lies more than a day after `now` as of now, once: it still counts, but ages. Then
    /// the fold has to be made anew.
    void heal(Instant now);
    /// Marks the whole batch of an event as taken back; touchpoints it added go, those it removed
    /// return.
    void undo(std::int64_t seq, Instant now);
    void put(const policy::ConnectionMemory& connection);
    void put(const policy::Memory& global);
    void put(const SourceRow& source);
    void keep(const std::string& key, const std::string& text);

  private:
    friend class Ledger;
    explicit Change(Db& db) : db_(db) {}
    Db& db_;
};

} // namespace kith::ledger
