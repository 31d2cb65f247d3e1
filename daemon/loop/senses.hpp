// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <map>
#include <optional>
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
/// once. Nothing waits; `done` runs when the last has ended or failed.
class Senses {
  public:
    Senses(Jobs& jobs, Life& life) : jobs_(jobs), life_(life) {}

    struct What {
        bool contacts = false, calendars = false, presence = false;
    };
    /// A refresh that is on already is joined. `forced` tries sources that wait after a failure.
    void refresh(What what, std::function<void()> done, bool forced = false);
    [[nodiscard]] bool running() const { return pending_ > 0; }

    /// Called when a sensed touchpoint was new.
    std::function<void()> on_news;

    [[nodiscard]] const Attention& attention() const { return attention_; }
    /// True if some plugin can tell presence.
    [[nodiscard]] bool senses_presence() const { return !jobs_.with_role("attend").empty(); }
    [[nodiscard]] policy::Surroundings surroundings(const calendar::SlotWindow& slot,
                                                    Instant now) const;
    [[nodiscard]] std::vector<policy::Upcoming> upcoming(Instant now) const;
    /// Forgets what instances told that are no longer configured.
    void configured();

  private:
    void sense(const PluginInstance& instance, bool forced);
    void plan(const PluginInstance& instance, bool forced);
    void attend(const PluginInstance& instance, bool forced);
    void one_done();
    void note_failure(const std::string& instance, const std::string& text);
    void note_backfill();

    struct Calendar {
        std::vector<wire::BusyRecord> busy;
        Instant at{};
    };

    Jobs& jobs_;
    Life& life_;
    int pending_ = 0;
    std::vector<std::function<void()>> waiting_;
    std::map<std::string, Calendar> calendars_;
    Attention attention_;
};

} // namespace kith::daemon
