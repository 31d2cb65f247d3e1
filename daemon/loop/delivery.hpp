// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/words/labels.hpp"
#include "daemon/loop/jobs.hpp"

namespace kith::daemon {

/// Brings the outstanding nudge to the person: the first deliverer that can, does. `handing` is
/// committed before a plugin is called; what may have arrived is never sent again.
class Delivery {
  public:
    Delivery(Jobs& jobs, Life& life) : jobs_(jobs), life_(life) {}

    /// Hands over the nudge that was just chosen. `done` runs when it is delivered, unknown or
    /// failed.
    void hand_over(std::function<void()> done);

    /// At start: what was being handed over is unknown now; what a listening deliverer showed is
    /// shown again, as the same delivery.
    void resume();

    /// Shows the outstanding nudge again, as the same delivery, where the deliverer that showed it
    /// is gone with its screen. For every look at the world.
    void keep_shown();

    /// Shows the outstanding nudge anew under its own id: its words have changed.
    void show_again();

    /// Says once that Kith goes quiet, by the first deliverer that can. Committed before: a crash
    /// costs the message, never says it twice. If it surely reached nobody it is still to be said.
    void go_quiet(std::function<void()> done);

    /// Says once what does not work, likewise, by the first of these deliverers that can.
    void tell_troubles(const std::vector<std::string>& things, std::vector<std::string> by,
                       std::function<void()> done);

    /// Takes the nudge off every screen: it was answered, withdrawn or has expired. `nudge` and
    /// what follows are as they were while it was outstanding.
    void take_down(const policy::Outstanding& nudge);

    /// An answer from a deliverer: a word of core/model, "dismissed" or "closed".
    std::function<void(const std::string& nudge, const std::string& word)> on_answer;

  private:
    void hand_to(std::size_t index);
    /// A message that is no offer, on its way.
    struct Saying {
        wire::NudgeOrder message{};
        std::vector<std::string> by;
        std::vector<Event> kept{}; ///< what happened if it surely reached nobody
        std::function<void()> done;
    };
    void say(const words::Message& words, std::vector<Event> told, Saying saying);
    void say_by(std::size_t index, const std::shared_ptr<const Saying>& saying);
    void deliver(const PluginInstance& instance, bool again,
                 std::function<void(const wire::Outcome&)> failed);
    [[nodiscard]] wire::NudgeOrder order(const PluginInstance& to, bool again) const;
    void note(EventKind kind, const std::string& deliverer = {}, const std::string& receipt = {},
              bool resident = false);
    void finish();

    Jobs& jobs_;
    Life& life_;
    std::function<void()> done_;
    std::optional<fleet::TaskId> resident_; ///< the job that listens for answers
    bool lost_ = false;                     ///< it ended with neither an answer nor a word of ours
};

} // namespace kith::daemon
