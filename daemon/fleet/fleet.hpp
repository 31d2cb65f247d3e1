// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <deque>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/clock.hpp"
#include "daemon/fleet/health.hpp"
#include "daemon/fleet/job.hpp"
#include "daemon/fleet/log_ration.hpp"
#include "daemon/fleet/secret_reader.hpp"

namespace kith::fleet {

/// One job to be done, with the names of the secrets it needs (setting key -> name).
struct Task {
    wire::JobRequest request;
    std::map<std::string, std::string> secret_refs;
    JobCallbacks callbacks;
    bool forced = false; ///< run even while the instance waits after a failure (asked for by hand)
};

using TaskId = std::uint64_t;

/// Runs the jobs of all plugin instances: those of one instance one after the other (a deliverer
/// that only listens for answers stands in nobody's way), those of different ones side by side.
/// Keeps how each has been doing and when it may try again. Everything on the loop's thread,
/// nothing waits; destruction kills what runs. Whatever a plugin does ends in an Outcome, never in
/// an exception.
class Fleet {
  public:
    Fleet(EventLoop& loop, const Clock& clock, std::filesystem::path host, SecretReader& secrets);
    Fleet(const Fleet&) = delete;
    Fleet& operator=(const Fleet&) = delete;
    ~Fleet();

    /// Queues a job. on_done is called once, never from in here. An error while the instance waits
    /// after a failure: the health line.
    Result<TaskId> submit(Task task);

    /// The instance may not run at all: so it stands in its health, until it may.
    void refuse(const std::string& instance, wire::Call call, const std::string& why);

    /// How an instance has been doing at a call is known anew.
    std::function<void(const Health&)> on_health;

    /// To a resident deliverer; false if that task is not one any more.
    bool tell(TaskId id, wire::Word word);

    /// Forgets a task, killing it where it runs. Its on_done is not called.
    void cancel(TaskId id);

    [[nodiscard]] bool may_run(const std::string& instance, wire::Call call) const;
    [[nodiscard]] std::vector<Health> health() const;
    /// Null if it has never run.
    [[nodiscard]] const Health* health(const std::string& instance, wire::Call call) const;

    /// Whether one more line that an instance causes may go to the journal today (LogRation). With
    /// the last one it is said that more is passed over.
    [[nodiscard]] bool may_log(const std::string& instance, bool grave);

    /// The instance was edited or taken out: its failures no longer count.
    void forget(const std::string& instance);

    /// A keyring was unlocked, or the person has mended something: what failed for want of a secret
    /// may run at once. True if there was any.
    bool try_secrets_again();

    /// Tasks queued or running, resident ones left out.
    [[nodiscard]] std::size_t busy() const;

  private:
    struct Entry {
        Task task; ///< its callbacks moved to the next line
        std::shared_ptr<const JobCallbacks> callbacks;
        std::unique_ptr<Job> job; ///< null while queued or waiting for secrets
        bool started = false;
        bool lacks_secret = false; ///< and ends because of it
    };

    void start_next(const std::string& instance);
    void gather(TaskId id);
    void launch(TaskId id);
    void note_record(TaskId id, const wire::Record& record);
    void conclude(TaskId id, const wire::Outcome& outcome);
    void note_log(const std::string& instance, const wire::LogRecord& log);
    bool is_new(const std::string& instance, const std::string& text);
    Health& note(const std::string& instance, wire::Call call, const wire::Outcome& outcome);
    void leave_queue(const std::string& instance, TaskId id);

    EventLoop& loop_;
    const Clock& clock_;
    std::filesystem::path host_;
    SecretReader& secrets_;
    TaskId next_id_ = 1;
    std::map<TaskId, Entry> tasks_;
    std::map<std::string, std::deque<TaskId>> queues_; ///< the front one runs
    std::map<std::pair<std::string, wire::Call>, Health> health_;
    std::map<std::string, std::set<std::string>> said_; ///< by its plugin, since it last worked
    LogRation ration_;
    std::shared_ptr<int> alive_ = std::make_shared<int>(0); ///< late secrets find out by it
};

} // namespace kith::fleet
