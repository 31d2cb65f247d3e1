// SPDX-License-Identifier: MIT
#include "plugins/command/child.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

#include "base/files.hpp"

namespace kith::command {
namespace {

struct Pipe {
    UniqueFd read;
    UniqueFd write;
};

Result<Pipe> make_pipe() {
    std::array<int, 2> fds{};
    if (::pipe2(fds.data(), O_CLOEXEC) != 0) return fail(errno_text("no pipe", errno));
    return Pipe{UniqueFd(fds[0]), UniqueFd(fds[1])};
}

struct Ends {
    int in, out, err, told; ///< what the child reads, writes, complains to, and reports failure to
};

/// Only calls that are safe after a fork.
[[noreturn]] void become(char* const* words, char* const* environment, const Ends& ends,
                         pid_t parent) {
    (void)::setpgid(0, 0);
    // Who is killed at its deadline takes its program along.
    (void)::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != parent) ::_exit(127);
    sigset_t none;
    (void)::sigemptyset(&none);
    (void)::sigprocmask(SIG_SETMASK, &none, nullptr);
    (void)::signal(SIGPIPE, SIG_DFL);
    for (const auto what : {RLIMIT_AS, RLIMIT_CPU, RLIMIT_NOFILE}) {
        rlimit limit{};
        if (::getrlimit(what, &limit) != 0) continue;
        limit.rlim_cur = limit.rlim_max;
        (void)::setrlimit(what, &limit);
    }
    // Above the standard three first: one of the ends may be one of them.
    const int in = ::fcntl(ends.in, F_DUPFD_CLOEXEC, 10);
    const int out = ::fcntl(ends.out, F_DUPFD_CLOEXEC, 10);
    const int err = ::fcntl(ends.err, F_DUPFD_CLOEXEC, 10);
    const int told = ::fcntl(ends.told, F_DUPFD_CLOEXEC, 10);
    (void)::dup2(in, STDIN_FILENO);
    (void)::dup2(out, STDOUT_FILENO);
    (void)::dup2(err, STDERR_FILENO);
    (void)::dup3(told, 3, O_CLOEXEC);
    (void)::close_range(4, ~0U, 0);
    (void)::execvpe(words[0], words, environment);
    const int error = errno;
    (void)!::write(3, &error, sizeof error);
    ::_exit(127);
}

std::vector<char*> pointers(const std::vector<std::string>& texts) {
    std::vector<char*> out;
    for (const auto& text : texts) out.push_back(const_cast<char*>(text.c_str()));
    out.push_back(nullptr);
    return out;
}

void do_not_block(const UniqueFd& fd) {
    (void)::fcntl(fd.get(), F_SETFL, ::fcntl(fd.get(), F_GETFL) | O_NONBLOCK);
}

} // namespace

Result<Child> Child::start(const std::vector<std::string>& words,
                           const std::vector<std::string>& environment) {
    auto in = make_pipe();
    auto out = make_pipe();
    auto err = make_pipe();
    auto told = make_pipe();
    for (const auto* pipe : {&in, &out, &err, &told}) {
        if (!*pipe) return std::unexpected(pipe->error());
    }
    const auto argv = pointers(words);
    const auto envp = pointers(environment);
    const pid_t parent = ::getpid();
    const pid_t pid = ::fork();
    if (pid < 0) return fail(errno_text(words.front(), errno));
    if (pid == 0)
        become(argv.data(), envp.data(),
               {in->read.get(), out->write.get(), err->write.get(), told->write.get()}, parent);
    Child child;
    child.pid_ = pid;
    (void)::setpgid(pid, pid); // whoever comes first: the group exists when start() returns
    child.pidfd_.reset(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));
    const int pidfd_error = errno;
    child.in = std::move(in->write);
    child.out = std::move(out->read);
    child.err = std::move(err->read);
    for (const auto* fd : {&child.in, &child.out, &child.err}) do_not_block(*fd);
    told->write.reset();
    int error = 0;
    ssize_t got = 0;
    do got = ::read(told->read.get(), &error, sizeof error);
    while (got < 0 && errno == EINTR);
    if (got == static_cast<ssize_t>(sizeof error)) return fail(errno_text(words.front(), error));
    if (!child.pidfd_) return fail(errno_text(words.front(), pidfd_error));
    return child;
}

Child::Child(Child&& other) noexcept
    : in(std::move(other.in)), out(std::move(other.out)), err(std::move(other.err)),
      pid_(std::exchange(other.pid_, -1)), pidfd_(std::move(other.pidfd_)) {}

Child::~Child() {
    if (pid_ <= 0) return;
    kill_group();
    (void)wait();
}

void Child::kill_group() const {
    // Not waited for yet, so the number still means this group.
    if (pid_ > 0) (void)::kill(-pid_, SIGKILL);
}

int Child::wait() {
    int status = 0;
    while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
    }
    pid_ = -1;
    return status;
}

std::vector<std::string> clean_environment() {
    std::vector<std::string> out;
    for (const char* name :
         {"PATH", "HOME", "LANG", "LC_ALL", "TZ", "USER", "LOGNAME", "XDG_RUNTIME_DIR",
          "DBUS_SESSION_BUS_ADDRESS", "DISPLAY", "WAYLAND_DISPLAY", "XAUTHORITY"}) {
        if (const char* value = std::getenv(name)) out.push_back(std::string(name) + "=" + value);
    }
    if (std::getenv("PATH") == nullptr) out.emplace_back("PATH=/usr/local/bin:/usr/bin:/bin");
    return out;
}

} // namespace kith::command
