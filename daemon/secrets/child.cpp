// SPDX-License-Identifier: MIT
#include "daemon/secrets/child.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <spawn.h>
#include <sys/epoll.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>

#include <fmt/format.h>

#include "base/files.hpp"
#include "base/text.hpp"
#include "daemon/secrets/file_secret.hpp"
#include "wire/memfd.hpp"

namespace kith::daemon {
namespace {

constexpr std::chrono::milliseconds kAccuracy{100};

/// posix_spawn's two records, released together.
class Plan {
  public:
    Plan(int in, int out) {
        posix_spawn_file_actions_init(&actions_);
        posix_spawnattr_init(&attributes_);
        posix_spawn_file_actions_adddup2(&actions_, in, STDIN_FILENO);
        posix_spawn_file_actions_adddup2(&actions_, out, STDOUT_FILENO);
        // What a program complains about may quote what it was to keep.
        posix_spawn_file_actions_addopen(&actions_, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
        posix_spawn_file_actions_addclosefrom_np(&actions_, STDERR_FILENO + 1);
        sigset_t none;
        sigset_t all;
        sigemptyset(&none);
        sigfillset(&all);
        posix_spawnattr_setsigmask(&attributes_, &none);
        posix_spawnattr_setsigdefault(&attributes_, &all);
        // A session of its own has no terminal to ask at.
        posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK |
                                                   POSIX_SPAWN_SETSIGDEF);
    }
    Plan(const Plan&) = delete;
    Plan& operator=(const Plan&) = delete;
    ~Plan() {
        posix_spawn_file_actions_destroy(&actions_);
        posix_spawnattr_destroy(&attributes_);
    }

    int run(pid_t& pid, const std::vector<std::string>& words,
            const std::vector<std::string>& environment) {
        const auto arguments = pointers(words);
        const auto variables = pointers(environment);
        return ::posix_spawnp(&pid, words.front().c_str(), &actions_, &attributes_,
                              arguments.data(), variables.data());
    }

  private:
    static std::vector<char*> pointers(const std::vector<std::string>& texts) {
        std::vector<char*> out;
        // posix_spawn takes char* for historical reasons and changes nothing.
        for (const auto& text : texts) out.push_back(const_cast<char*>(text.c_str()));
        out.push_back(nullptr);
        return out;
    }

    posix_spawn_file_actions_t actions_{};
    posix_spawnattr_t attributes_{};
};

} // namespace

SecretChild::SecretChild(EventLoop& loop, const ChildOrder& order)
    : loop_(loop), deadline_(loop, TimerClock::Boottime, [this] { end(ChildSaid::End::TooLate); }),
      finished_(loop, [this] { finish(); }) {
    try {
        start(order);
    } catch (const std::system_error& e) { // descriptors or memory are out
        if (pid_ > 0 && !process_) {
            (void)::kill(-pid_, SIGKILL);
            (void)::waitpid(pid_, nullptr, 0);
            pid_ = -1;
        }
        said_.reason = e.what();
        end(ChildSaid::End::NotStarted);
    }
}

SecretChild::~SecretChild() {
    if (process_ && pid_ > 0) (void)::kill(-pid_, SIGKILL);
}

void SecretChild::start(const ChildOrder& order) {
    const auto input = wire::make_memfd(order.input);
    if (::lseek(input.get(), 0, SEEK_SET) != 0)
        throw std::system_error(errno, std::generic_category(), "rewind a memfd");
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
        throw std::system_error(errno, std::generic_category(), "make a pipe");
    output_.reset(ends[0]);
    const UniqueFd theirs(ends[1]);
    if (::fcntl(output_.get(), F_SETFL, O_NONBLOCK) != 0)
        throw std::system_error(errno, std::generic_category(), "make a pipe");
    Plan plan(input.get(), theirs.get());
    if (const int error = plan.run(pid_, order.words, order.environment); error != 0) {
        said_.reason = std::strerror(error);
        return end(ChildSaid::End::NotStarted);
    }
    // Not reaped yet, so the number still means this process.
    UniqueFd pidfd(static_cast<int>(::syscall(SYS_pidfd_open, pid_, 0)));
    if (!pidfd) throw std::system_error(errno, std::generic_category(), "no handle for a process");
    process_.emplace(loop_, std::move(pidfd), [this](ChildExit exit) { on_exit(exit); });
    reading_.emplace(loop_, output_.get(), EPOLLIN, [this](std::uint32_t) { on_output(); });
    deadline_.set_in(kLongest, kAccuracy);
}

void SecretChild::on_output() {
    while (take()) {
    }
}

bool SecretChild::take() {
    std::array<char, 4096> piece{};
    const auto got = ::read(output_.get(), piece.data(), piece.size());
    if (got < 0 && errno == EINTR) return true;
    if (got < 0 && errno == EAGAIN) return false;
    if (got <= 0) {
        reading_.reset(); // its end; the exit follows, or the deadline
        return false;
    }
    said_.text.append({piece.data(), static_cast<std::size_t>(got)});
    ::explicit_bzero(piece.data(), piece.size());
    if (said_.text.view().size() <= kMaxSecret) return true;
    end(ChildSaid::End::TooLong);
    return false;
}

void SecretChild::on_exit(ChildExit exit) {
    pid_ = -1; // sd-event has reaped it: the number may be somebody else's now
    // Something it left behind may hold the pipe open; what there is now is all.
    while (reading_ && take()) {
    }
    if (said_.end != ChildSaid::End::Exited) return; // it was ended for another reason
    said_.code = exit.code;
    end(exit.signal == 0 ? ChildSaid::End::Exited : ChildSaid::End::Killed);
}

void SecretChild::end(ChildSaid::End end) {
    if (end != ChildSaid::End::Exited && end != ChildSaid::End::Killed && process_ && pid_ > 0)
        (void)::kill(-pid_, SIGKILL);
    said_.end = end;
    reading_.reset();
    deadline_.disable();
    finished_.schedule();
}

void SecretChild::finish() {
    const auto done = done_;
    if (done) (*done)(std::move(said_)); // may destroy this
}

} // namespace kith::daemon
