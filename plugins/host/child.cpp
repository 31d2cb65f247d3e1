// SPDX-License-Identifier: MIT
#include "plugins/host/child.hpp"

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

#include "base/text.hpp"

namespace kith::host {
namespace {

struct Ends {
    int in, out, err, told; ///< what the child reads, writes, complains to, and reports failure to
};

/// Only calls that are safe after a fork.
void ordinary_process() {
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
}

[[noreturn]] void become(char* const* words, char* const* environment, const Ends& ends) {
    ordinary_process();
    // Above the standard three first: one of the ends may be one of them.
    const int null = ::open("/dev/null", O_RDWR | O_CLOEXEC);
    const int told = ::fcntl(ends.told, F_DUPFD_CLOEXEC, 10);
    int from[] = {ends.in, ends.out, ends.err};
    for (int& fd : from) fd = ::fcntl(fd >= 0 ? fd : null, F_DUPFD_CLOEXEC, 10);
    for (int to = 0; to < 3; ++to) (void)::dup2(from[to], to);
    (void)::dup3(told, 3, O_CLOEXEC);
    (void)::close_range(4, ~0U, 0);
    (void)::execve(words[0], words, environment);
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

/// The error the other side reports before it becomes the program, or 0.
int hear(const UniqueFd& end) {
    int error = 0;
    ssize_t got = 0;
    do got = ::read(end.get(), &error, sizeof error);
    while (got < 0 && errno == EINTR);
    return got == static_cast<ssize_t>(sizeof error) ? error : 0;
}

} // namespace

int Child::start(const std::vector<std::string>& words, const std::vector<std::string>& environment,
                 const Streams& streams, Child& out) {
    std::array<int, 2> pipe{};
    if (::pipe2(pipe.data(), O_CLOEXEC) != 0) return errno;
    const UniqueFd hears(pipe[0]);
    UniqueFd tells(pipe[1]);
    const auto argv = pointers(words);
    const auto envp = pointers(environment);
    const pid_t parent = ::getpid();
    const pid_t pid = ::fork();
    if (pid < 0) return errno;
    if (pid == 0) {
        (void)::setpgid(0, 0);
        // Who is killed at its deadline takes its program along.
        (void)::prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (::getppid() != parent) ::_exit(127);
        become(argv.data(), envp.data(),
               {streams.in.get(), streams.out.get(), streams.err.get(), tells.get()});
    }
    Child child;
    child.pid_ = pid;
    (void)::setpgid(pid, pid); // whoever comes first: the group exists when this returns
    child.pidfd_.reset(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));
    const int pidfd_error = child.pidfd_ ? 0 : errno;
    tells.reset();
    if (const int error = hear(hears); error != 0) return error;
    if (pidfd_error != 0) return pidfd_error;
    out = std::move(child);
    return 0;
}

Child::Child(Child&& other) noexcept
    : pid_(std::exchange(other.pid_, -1)), pidfd_(std::move(other.pidfd_)) {}

Child& Child::operator=(Child&& other) noexcept {
    std::swap(pid_, other.pid_);
    std::swap(pidfd_, other.pidfd_);
    return *this;
}

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

int start_detached(const std::vector<std::string>& words,
                   const std::vector<std::string>& environment) {
    std::array<int, 2> pipe{};
    if (::pipe2(pipe.data(), O_CLOEXEC) != 0) return errno;
    const UniqueFd hears(pipe[0]);
    UniqueFd tells(pipe[1]);
    const auto argv = pointers(words);
    const auto envp = pointers(environment);
    const pid_t pid = ::fork();
    if (pid < 0) return errno;
    if (pid == 0) {
        // Forked twice, so that nobody here has to wait for it.
        const pid_t grandchild = ::fork();
        if (grandchild == 0) {
            (void)::setsid();
            become(argv.data(), envp.data(), {-1, -1, -1, tells.get()});
        }
        ::_exit(grandchild < 0 ? 1 : 0);
    }
    tells.reset();
    int status = 0;
    while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {
    }
    if (const int error = hear(hears); error != 0) return error;
    return status == 0 ? 0 : EAGAIN;
}

std::vector<std::string> clean_environment() {
    std::vector<std::string> out;
    for (const char* name :
         {"PATH", "HOME", "LANG", "LC_ALL", "TZ", "USER", "LOGNAME", "XDG_RUNTIME_DIR",
          "DBUS_SESSION_BUS_ADDRESS", "DISPLAY", "WAYLAND_DISPLAY", "XAUTHORITY",
          "XDG_CURRENT_DESKTOP", "XDG_DATA_DIRS", "XDG_SESSION_TYPE"}) {
        if (const char* value = std::getenv(name)) out.push_back(std::string(name) + "=" + value);
    }
    if (std::getenv("PATH") == nullptr) out.emplace_back("PATH=/usr/local/bin:/usr/bin:/bin");
    return out;
}

std::string find_program(const std::string& word) {
    if (word.find('/') != std::string::npos) return word;
    const char* path = std::getenv("PATH");
    for (const auto& folder : split(path ? path : "/usr/local/bin:/usr/bin:/bin", ':')) {
        const auto file = (folder.empty() ? "." : folder) + "/" + word;
        if (::access(file.c_str(), X_OK) == 0) return file;
    }
    return {};
}

} // namespace kith::host
