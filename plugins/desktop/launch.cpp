// SPDX-License-Identifier: MIT
#include "plugins/desktop/launch.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/files.hpp"
#include "base/unique_fd.hpp"

extern char** environ;

namespace kith::desktop {
namespace {

/// A job's own limits would break a browser or a mail program: as far as they may be lifted, they
/// are.
void lift_limits() {
    for (const auto what : {RLIMIT_AS, RLIMIT_CPU, RLIMIT_NOFILE, RLIMIT_FSIZE, RLIMIT_DATA}) {
        rlimit limit{};
        if (::getrlimit(what, &limit) != 0) continue;
        limit.rlim_cur = limit.rlim_max;
        (void)::setrlimit(what, &limit);
    }
}

/// The grandchild. Only calls that are safe after a fork.
[[noreturn]] void become(char* const* words, char* const* environment, int told) {
    (void)::setsid();
    sigset_t none;
    (void)::sigemptyset(&none);
    (void)::sigprocmask(SIG_SETMASK, &none, nullptr);
    (void)::signal(SIGPIPE, SIG_DFL);
    lift_limits();
    const int null = ::open("/dev/null", O_RDWR | O_CLOEXEC);
    for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) (void)::dup2(null, fd);
    const int keep = ::fcntl(told, F_DUPFD_CLOEXEC, 3);
    (void)::dup3(keep, 3, O_CLOEXEC);
    (void)::close_range(4, ~0U, 0);
    (void)::execvpe(words[0], words, environment);
    const int error = errno;
    (void)!::write(3, &error, sizeof error);
    ::_exit(127);
}

} // namespace

Result<void> launch(const std::vector<std::string>& words, const std::string& token) {
    std::vector<char*> argv;
    for (const auto& word : words) argv.push_back(const_cast<char*>(word.c_str()));
    argv.push_back(nullptr);
    std::string activation = "XDG_ACTIVATION_TOKEN=" + token;
    std::vector<char*> environment;
    for (char** at = environ; at != nullptr && *at != nullptr; ++at) environment.push_back(*at);
    if (!token.empty()) environment.push_back(activation.data());
    environment.push_back(nullptr);

    std::array<int, 2> pipe{};
    if (::pipe2(pipe.data(), O_CLOEXEC) != 0) return fail(errno_text("no pipe", errno));
    UniqueFd hears(pipe[0]);
    UniqueFd tells(pipe[1]);
    const pid_t child = ::fork();
    if (child < 0) return fail(errno_text(words[0], errno));
    if (child == 0) {
        // Forked twice, so that nobody here has to wait for it.
        const pid_t grandchild = ::fork();
        if (grandchild == 0) become(argv.data(), environment.data(), tells.get());
        ::_exit(grandchild < 0 ? 1 : 0);
    }
    tells.reset();
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    int error = 0;
    const ssize_t got = ::read(hears.get(), &error, sizeof error);
    if (got == static_cast<ssize_t>(sizeof error)) return fail(errno_text(words[0], error));
    if (status != 0) return fail(words[0] + ": could not be started");
    return {};
}

} // namespace kith::desktop
