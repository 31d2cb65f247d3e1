// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/words/messages.hpp"
#include "daemon/loop/jobs.hpp"

namespace kith::daemon {

/// Messages that are no offers and want no answer, each by the first deliverer that can. That it is
/// told is committed before: a crash costs the message, never says it twice. `done` runs once it
/// was brought, or surely was not.
class Notices {
  public:
    Notices(Jobs& jobs, Life& life) : jobs_(jobs), life_(life) {}

    /// Says once that Kith goes quiet. If it surely reached nobody it is still to be said.
    void go_quiet(std::function<void()> done);

    /// Says once what does not work, likewise, by these deliverers.
    void tell_troubles(const std::vector<std::string>& things, std::vector<std::string> by,
                       std::function<void()> done);

    /// Says a quiet word of somebody remembered; on a screen that others may see nobody discreet is
    /// named.
    void tell_remembrance(const words::Message& message, const Connection& of,
                          std::function<void()> done);

    /// Brings the page by the deliverers named for it. What surely reached nobody is not said
    /// again: the page waits for `kith reflect`.
    void tell_page(const words::Message& message, std::vector<Event> told,
                   std::function<void()> done);

  private:
    /// One on its way.
    struct Saying {
        wire::NudgeOrder message{};
        std::vector<std::string> by;
        std::vector<Event> kept{}; ///< what happened if it surely reached nobody
        std::function<void()> done;
        bool discreet = false;
    };
    void say(const words::Message& words, std::vector<Event> told, Saying saying);
    void say_by(std::size_t index, const std::shared_ptr<const Saying>& saying);

    Jobs& jobs_;
    Life& life_;
};

} // namespace kith::daemon
