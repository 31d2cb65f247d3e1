// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <list>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "daemon/fleet/batch.hpp"
#include "daemon/loop/jobs.hpp"

namespace kith::daemon {

/// What the person is doing, as the desktop told last.
struct Attention {
    std::optional<bool> locked, idle, do_not_disturb, fullscreen;
    Instant at{};

    [[nodiscard]] bool known() const { return locked || idle; }
    /// At the screen: unlocked and not idle.
    [[nodiscard]] bool present() const {
        return known() && !locked.value_or(false) && !idle.value_or(false);
    }
};

/// Reads the world when it matters: contacts, calendars and presence, each by its plugins, all at
/// once. Nothing waits; `done` runs when the last of what was asked for has ended or failed.
class Senses {
  public:
    Senses(Jobs& jobs, Life& life) : jobs_(jobs), life_(life) {}

    struct What {
        bool contacts = false, calendars = false, presence = false;
    };
    /// A run that is on already is joined, others begin beside it. `forced` tries sources that wait
    /// after a failure.
    void refresh(What what, std::function<void()> done, bool forced = false);
    /// Runs `work` when all that runs now has ended; not at all if nothing does.
    void after_runs(std::function<void()> work) {
        if (running()) rounds_.push_back({running_, std::move(work)});
    }
    /// True if every calendar there is has answered within a day.
    [[nodiscard]] bool calendars_known() const;
    [[nodiscard]] bool running() const { return !running_.empty(); }
    /// True while a source is read of which nothing is known yet: neither what it shows nor that
    /// it fails.
    [[nodiscard]] bool reading_first() const;
    /// When the next source that waits after a failure may be tried again. What goes on failing is
    /// worth waking for in a slot alone.
    [[nodiscard]] std::optional<Instant> next_try(bool in_slot) const;

    /// The person wrote back to an offer; called before the cursor behind it is committed, so it
    /// may be told again after a crash. After an error, where the ledger refused what it says, it
    /// is read again.
    std::function<Result<void>(const wire::ReplyRecord&)> on_reply;
    /// Called when a sensed touchpoint was new or corrected.
    std::function<void()> on_news;

    [[nodiscard]] const Attention& attention() const { return attention_; }
    /// True if some plugin can tell presence.
    [[nodiscard]] bool senses_presence() const { return !jobs_.with_role("attend").empty(); }
    [[nodiscard]] policy::Surroundings surroundings(const calendar::SlotWindow& slot,
                                                    Instant now) const;
    [[nodiscard]] std::vector<policy::Upcoming> upcoming(Instant now) const;
    /// Forgets what troubled a source, and its calendar: it was edited.
    void forgive(const std::string& instance);
    /// Forgets what instances told that are no longer configured.
    void configured();

  private:
    void sense(const PluginInstance& instance, bool forced);
    void plan(const PluginInstance& instance, bool forced);
    void attend(const PluginInstance& instance, bool forced);
    using Run = std::pair<std::string, wire::Call>; ///< an instance and what it is asked
    void ended(const Run& run);
    void note_failure(const std::string& instance, const std::string& text);
    void note_passed_over(const std::string& instance, const wire::Outcome& outcome);
    void note_backfill();

    struct Calendar {
        std::vector<wire::BusyRecord> busy;
        Instant at{};
    };

    Jobs& jobs_;
    Life& life_;
    struct Round {
        std::set<Run> left;
        std::function<void()> done;
    };
    std::set<Run> running_;
    std::list<Round> rounds_;
    int round_ = 0;
    std::map<std::string, Calendar> calendars_;
    /// How many records of an instance its last run passed over, and why.
    std::map<std::string, std::pair<std::int64_t, std::string>> passed_over_;
    Attention attention_;
};

} // namespace kith::daemon
