// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

#include "base/event_loop.hpp"
#include "base/secret.hpp"

namespace kith::daemon {

/// What to run. `words[0]` is looked up in the PATH of `environment`.
struct ChildOrder {
    std::vector<std::string> words;
    std::vector<std::string> environment; ///< NAME=value, all of it
    std::string input;                    ///< read by it as its standard input, from a sealed memfd
};

/// How it ended.
struct ChildSaid {
    enum class End : std::uint8_t { Exited, Killed, TooLate, TooLong, NotStarted };
    End end = End::Exited;
    int code = 0;       ///< exit code where Exited
    Secret text;        ///< its standard output
    std::string reason; ///< where NotStarted
};

/// One program that prints a secret, watched from the loop: no terminal, no standard error, a
/// session of its own, at most kLongest. Destruction kills it and whatever it started in its
/// session's group.
class SecretChild {
  public:
    static constexpr std::chrono::seconds kLongest{10};
    using Done = std::function<void(ChildSaid)>;

    /// Starts it; the end is told from the loop, never from in here.
    SecretChild(EventLoop& loop, const ChildOrder& order);
    SecretChild(const SecretChild&) = delete;
    SecretChild& operator=(const SecretChild&) = delete;
    ~SecretChild();

    /// `done` is called once; it may destroy this.
    void on_done(Done done) { done_ = std::make_shared<const Done>(std::move(done)); }

  private:
    void start(const ChildOrder& order);
    void on_output();
    /// False once there is no more.
    bool take();
    void on_exit(ChildExit exit);
    void end(ChildSaid::End end);
    void finish();

    EventLoop& loop_;
    std::shared_ptr<const Done> done_;
    ChildSaid said_;
    pid_t pid_ = -1; ///< its group's number too, while it is not reaped
    UniqueFd output_;
    std::optional<IoSource> reading_;
    std::optional<ChildSource> process_;
    TimerSource deadline_;
    DeferSource finished_;
};

} // namespace kith::daemon
