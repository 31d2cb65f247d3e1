// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

#include "base/result.hpp"
#include "base/unique_fd.hpp"
#include "wire/channel.hpp"
#include "wire/conversation.hpp"
#include "wire/request.hpp"

namespace kith::wire {

/// Where a host's standard output and error go: nowhere, or into a pipe. Never where the starter's
/// own go: that may be a terminal, which can be read and steered by who may write to it. Its
/// standard input is /dev/null always.
enum class Output : std::uint8_t { Quiet, Piped };

/// A running kith-plugin-host and kithd's end of its channel. The destructor kills and reaps what
/// still runs. One thread.
class HostProcess {
  public:
    /// Starts `host` in a session of its own, with the channel as descriptor 3, a clean environment
    /// and default signals. An error says what could not be started.
    static Result<HostProcess> spawn(const std::filesystem::path& host, const PluginRef& plugin,
                                     Output output);

    HostProcess(HostProcess&& other) noexcept;
    HostProcess& operator=(HostProcess&&) = delete;
    HostProcess(const HostProcess&) = delete;
    HostProcess& operator=(const HostProcess&) = delete;
    ~HostProcess();

    HostChannel& channel() { return channel_; }
    /// Readable once the process has ended.
    [[nodiscard]] int pidfd() const { return pidfd_.get(); }
    /// The reading end of what it writes, not blocking; -1 where that goes nowhere.
    [[nodiscard]] int output() const { return output_.get(); }
    /// Reads no more of it.
    void close_output() { output_.reset(); }

    /// SIGKILL to the host and whatever it started in its session's group. Harmless after its end.
    void kill();

    /// How it ended, once; nothing while it runs (Wait::No).
    std::optional<ChildEnd> reap(HostChannel::Wait wait);

  private:
    HostProcess(pid_t pid, UniqueFd pidfd, UniqueFd output, HostChannel channel)
        : pid_(pid), pidfd_(std::move(pidfd)), output_(std::move(output)),
          channel_(std::move(channel)) {}

    pid_t pid_ = -1;
    UniqueFd pidfd_;
    UniqueFd output_;
    HostChannel channel_;
};

/// The `NAME=value` entries a host gets: PATH, HOME and LANG, and what its permissions call for.
std::vector<std::string> host_environment(const PluginRef& plugin);

} // namespace kith::wire
