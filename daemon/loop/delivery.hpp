// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "daemon/loop/jobs.hpp"

namespace kith::daemon {

/// How handing a nudge over went: it arrived, or may have; is tried again in the slot; or surely
/// reached nobody.
enum class Handed : std::uint8_t { Delivered, Unknown, PutOff, Failed };

/// Brings the outstanding nudge to the person: the first deliverer that can, does. `handing` is
/// committed before a plugin is called; what may have arrived is never sent again.
class Delivery {
  public:
    Delivery(Jobs& jobs, Life& life) : jobs_(jobs), life_(life) {}

    /// Hands over the nudge that was just chosen. `done` runs when it is delivered, unknown, failed
    /// or put off: where nobody brought it and a deliverer had asked for a later try (a mail server
    /// that greylists), that try is made if it falls before `until`, the end of the slot.
    void hand_over(Instant until, std::function<void(Handed)> done);

    /// For a run that ends with a nudge put off: the next one knows that it has not arrived.
    void keep_put_off();

    /// When the put-off nudge is to be tried again, if there is one.
    [[nodiscard]] std::optional<Instant> next_try() const;

    /// Tries again where it is time and `may`; past the slot's end it has failed.
    void try_again(bool may);

    /// At start: what a run kept as put off is still to be tried in its slot, anything else that
    /// was being handed over is unknown now; what a listening deliverer showed is shown again, as
    /// the same delivery.
    void resume();

    /// Writes down how the outstanding nudge fared where the disk had refused that. For every
    /// waking.
    void say_unsaid();
    [[nodiscard]] bool has_unsaid() const { return unsaid_.has_value(); }

    /// Shows the outstanding nudge again, as the same delivery, where the deliverer that showed it
    /// is gone, alone or with its screen. For every look at the world. `forced`: also one that
    /// waits after a failure.
    void keep_shown(bool forced = false);

    /// When that is due by itself: 2, 10 and then 30 minutes after the deliverer was lost.
    [[nodiscard]] std::optional<Instant> next_showing() const { return show_at_; }

    /// Shows the outstanding nudge anew under its own id: its words have changed.
    void show_again();

    /// Takes the nudge off every screen: it was answered, withdrawn or has expired. `nudge` and
    /// what follows are as they were while it was outstanding.
    void take_down(const policy::Outstanding& nudge);

    /// A deliverer that showed the nudge is gone: next_showing says when it is shown again.
    std::function<void()> on_lost;

    /// An answer from a deliverer: a word of core/model, "dismissed" or "closed".
    std::function<void(const std::string& nudge, const std::string& word)> on_answer;

  private:
    /// Hands it to the next in `deliver`, as that reads now, that has not been asked yet.
    void hand_on();
    [[nodiscard]] const PluginInstance* next_to_ask() const;
    void failed_at(const std::string& instance, const wire::Outcome& outcome);
    /// Whether nobody could bring it, yet somebody may later in the slot.
    bool put_off();
    void give_up();
    enum class Showing : std::uint8_t { First, Again, AgainForced };
    void deliver(const PluginInstance& instance, Showing showing,
                 const std::function<void(const wire::Outcome&)>& failed);
    void show_outstanding(Showing showing);
    /// What ended while it was on its way.
    void take_down_late(fleet::TaskId task, policy::Outstanding nudge, const std::string& deliverer,
                        const wire::ReceiptRecord& receipt);
    void withdraw(const policy::Outstanding& nudge);
    void lose(const std::string& nudge);
    [[nodiscard]] wire::NudgeOrder order(const PluginInstance& to, bool again) const;
    void note(EventKind kind, const std::string& deliverer = {}, const std::string& receipt = {},
              bool resident = false);
    void finish(Handed how);

    Jobs& jobs_;
    Life& life_;
    std::function<void(Handed)> done_;
    Instant until_ = Instant::min();        ///< the end of the slot the nudge is for
    std::vector<std::string> asked_;        ///< the deliverers that were, in this order
    std::optional<std::string> busy_;       ///< the first that asked for a later try
    std::optional<Instant> try_at_;         ///< nothing unless put off
    std::string put_off_;                   ///< the nudge that is
    std::optional<Event> unsaid_;           ///< how the nudge fared, not in the ledger yet
    std::optional<fleet::TaskId> resident_; ///< the job that listens for answers
    std::optional<Instant> show_at_;        ///< it ended with neither an answer nor a word of ours
    int losses_ = 0;                        ///< how often it did so with this nudge
};

} // namespace kith::daemon
