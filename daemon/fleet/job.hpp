// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/event_loop.hpp"
#include "base/event_sources.hpp"
#include "wire/conversation.hpp"
#include "wire/spawn.hpp"

namespace kith::fleet {

struct JobCallbacks {
    /// Every record but the result; the job may be destroyed in it.
    std::function<void(const wire::Record&)> on_record;
    /// Once, as the last thing, and likewise. Never from inside the constructor.
    std::function<void(const wire::Outcome&)> on_done;
    /// A deliverer may stay for answers, without a deadline; else it is asked to end once its nudge
    /// is out.
    bool hears_answers = false;
};

/// One running host, watched from the event loop: nothing here waits. Past its deadline, after a
/// breach of the protocol or over its limits the host is killed. Destruction kills without a word.
class Job {
  public:
    Job(EventLoop& loop, const std::filesystem::path& host, const wire::JobRequest& request,
        JobCallbacks callbacks);
    Job(const Job&) = delete;
    Job& operator=(const Job&) = delete;
    ~Job() = default;

    /// True once a deliverer has its nudge out and listens for answers.
    [[nodiscard]] bool resident() const { return resident_; }

    /// Asks a resident job to end, or to take its nudge back and end. It has kEndGrace for that.
    /// Any other job ends by itself.
    void tell(wire::Word word);

  private:
    void start(const std::filesystem::path& host, const wire::JobRequest& request);
    void on_channel();
    void on_exit();
    void on_deadline();
    bool take_one();
    void take(std::string_view datagram);
    void end_because(wire::FailKind kind, std::string text);
    void finish(const wire::ChildEnd& end);

    EventLoop& loop_;
    std::shared_ptr<const JobCallbacks> callbacks_; ///< shared with itself while one runs
    wire::Conversation conversation_;
    std::chrono::steady_clock::time_point started_ = std::chrono::steady_clock::now();
    std::string late_text_;
    bool resident_ = false;
    bool talking_ = true; ///< false once nothing more is read
    std::optional<wire::HostProcess> process_;
    std::optional<IoSource> channel_source_;
    std::optional<IoSource> exit_source_;
    std::optional<DeferSource> stillborn_;
    TimerSource deadline_;
    std::shared_ptr<int> alive_ = std::make_shared<int>(0);
};

} // namespace kith::fleet
