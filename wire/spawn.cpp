// SPDX-License-Identifier: MIT
#include "wire/spawn.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

#include <fmt/format.h>

#include "base/files.hpp"

namespace kith::wire {
namespace {

constexpr int kChannelFd = 3;

class FileActions {
  public:
    FileActions() { posix_spawn_file_actions_init(&raw_); }
    FileActions(const FileActions&) = delete;
    FileActions& operator=(const FileActions&) = delete;
    ~FileActions() { posix_spawn_file_actions_destroy(&raw_); }
    posix_spawn_file_actions_t* get() { return &raw_; }

  private:
    posix_spawn_file_actions_t raw_{};
};

class Attributes {
  public:
    Attributes() {
        posix_spawnattr_init(&raw_);
        sigset_t none;
        sigset_t all;
        sigemptyset(&none);
        sigfillset(&all);
        posix_spawnattr_setsigmask(&raw_, &none);
        posix_spawnattr_setsigdefault(&raw_, &all);
        posix_spawnattr_setflags(&raw_, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK |
                                            POSIX_SPAWN_SETSIGDEF);
    }
    Attributes(const Attributes&) = delete;
    Attributes& operator=(const Attributes&) = delete;
    ~Attributes() { posix_spawnattr_destroy(&raw_); }
    posix_spawnattr_t* get() { return &raw_; }

  private:
    posix_spawnattr_t raw_{};
};

void pass(std::vector<std::string>& out, const char* name, const char* fallback = nullptr) {
    const char* value = std::getenv(name);
    if (value == nullptr || *value == '\0') value = fallback;
    if (value != nullptr) out.push_back(fmt::format("{}={}", name, value));
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
    std::vector<char*> out;
    for (auto& text : texts) out.push_back(text.data());
    out.push_back(nullptr);
    return out;
}

} // namespace

std::vector<std::string> host_environment(const PluginRef& plugin) {
    std::vector<std::string> out;
    pass(out, "PATH", "/usr/local/bin:/usr/bin:/bin");
    pass(out, "HOME");
    pass(out, "LANG", "C.UTF-8");
    if (!plugin.bus.empty() || !plugin.system_bus.empty() || plugin.exec) {
        pass(out, "XDG_RUNTIME_DIR");
        pass(out, "DBUS_SESSION_BUS_ADDRESS");
    }
    if (!plugin.system_bus.empty()) pass(out, "DBUS_SYSTEM_BUS_ADDRESS");
    if (plugin.exec) {
        pass(out, "DISPLAY");
        pass(out, "WAYLAND_DISPLAY");
        pass(out, "XAUTHORITY");
        // By these xdg-open finds the program the person prefers.
        pass(out, "XDG_CURRENT_DESKTOP");
        pass(out, "XDG_DATA_DIRS");
        pass(out, "XDG_SESSION_TYPE");
    }
    return out;
}

Result<HostProcess> HostProcess::spawn(const std::filesystem::path& host, const PluginRef& plugin,
                                       Output output) {
    auto [ours, theirs] = HostChannel::make_pair();
    FileActions actions;
    posix_spawn_file_actions_adddup2(actions.get(), theirs.fd(), kChannelFd);
    posix_spawn_file_actions_addopen(actions.get(), 0, "/dev/null", O_RDONLY, 0);
    UniqueFd reading;
    UniqueFd writing;
    if (output == Output::Piped) {
        std::array<int, 2> ends{};
        if (::pipe2(ends.data(), O_CLOEXEC) != 0) return fail(errno_text("no pipe", errno));
        reading.reset(ends[0]);
        writing.reset(ends[1]);
        if (::fcntl(reading.get(), F_SETFL, O_NONBLOCK) != 0)
            return fail(errno_text("no pipe", errno));
        posix_spawn_file_actions_adddup2(actions.get(), writing.get(), 1);
        posix_spawn_file_actions_adddup2(actions.get(), writing.get(), 2);
    } else {
        posix_spawn_file_actions_addopen(actions.get(), 1, "/dev/null", O_WRONLY, 0);
        posix_spawn_file_actions_addopen(actions.get(), 2, "/dev/null", O_WRONLY, 0);
    }
    posix_spawn_file_actions_addclosefrom_np(actions.get(), kChannelFd + 1);
    Attributes attributes;
    auto environment = host_environment(plugin);
    auto environment_pointers = pointers(environment);
    std::string path = host.string();
    std::array<char*, 2> arguments{path.data(), nullptr};
    pid_t pid = -1;
    const int error = ::posix_spawn(&pid, path.c_str(), actions.get(), attributes.get(),
                                    arguments.data(), environment_pointers.data());
    if (error != 0) return fail(errno_text(fmt::format("{} could not be started", path), error));
    // Not reaped yet, so the number still means this process.
    UniqueFd pidfd(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));
    const int pidfd_error = errno;
    HostProcess process(pid, std::move(pidfd), std::move(reading), std::move(ours));
    if (process.pidfd() < 0) return fail(errno_text("no handle for a process", pidfd_error));
    return process;
}

HostProcess::HostProcess(HostProcess&& other) noexcept
    : pid_(std::exchange(other.pid_, -1)), pidfd_(std::move(other.pidfd_)),
      output_(std::move(other.output_)), channel_(std::move(other.channel_)) {}

HostProcess::~HostProcess() {
    if (pid_ < 0) return;
    kill();
    (void)reap(HostChannel::Wait::Yes);
}

void HostProcess::kill() {
    if (pid_ < 0) return;
    // The group, because a `command` plugin has children; safe as long as the leader is not reaped.
    (void)::kill(-pid_, SIGKILL);
    (void)::kill(pid_, SIGKILL);
}

std::optional<ChildEnd> HostProcess::reap(HostChannel::Wait wait) {
    if (pid_ < 0) return std::nullopt;
    int status = 0;
    rusage usage{};
    pid_t got = -1;
    do {
        got = ::wait4(pid_, &status, wait == HostChannel::Wait::Yes ? 0 : WNOHANG, &usage);
    } while (got < 0 && errno == EINTR);
    if (got == 0) return std::nullopt;
    pid_ = -1;
    ChildEnd end;
    end.max_rss_kb = usage.ru_maxrss;
    if (got > 0 && WIFSIGNALED(status))
        end.signal = WTERMSIG(status);
    else if (got > 0 && WIFEXITED(status))
        end.code = WEXITSTATUS(status);
    return end;
}

} // namespace kith::wire
