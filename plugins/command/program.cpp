// SPDX-License-Identifier: MIT
#include "plugins/command/program.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <optional>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/text.hpp"
#include "plugins/command/child.hpp"

namespace kith::command {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kComplaintBytes = 4096;
constexpr std::size_t kComplaintChars = 160;

/// A program that closes its input early must not end us.
class IgnoreBrokenPipe {
  public:
    IgnoreBrokenPipe() {
        struct sigaction ignore{};
        ignore.sa_handler = SIG_IGN;
        (void)::sigaction(SIGPIPE, &ignore, &before_);
    }
    IgnoreBrokenPipe(const IgnoreBrokenPipe&) = delete;
    IgnoreBrokenPipe& operator=(const IgnoreBrokenPipe&) = delete;
    ~IgnoreBrokenPipe() { (void)::sigaction(SIGPIPE, &before_, nullptr); }

  private:
    struct sigaction before_{};
};

/// Feeds one child and reads it until it ends or has to be stopped.
class Running {
  public:
    Running(Child child, std::string_view input, const LineReader::OnLine& on_line)
        : child_(std::move(child)), input_(input), lines_(on_line) {
        if (input_.empty()) child_.in.reset();
    }

    Ending until(Clock::time_point deadline) {
        bool ended = false;
        while (!ended && !stop_) {
            const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now());
            if (left.count() <= 0) {
                stop_ = Ending::How::Deadline;
                break;
            }
            std::array<pollfd, 4> fds{{{child_.exit_fd(), POLLIN, 0},
                                       {child_.in.get(), POLLOUT, 0},
                                       {child_.out.get(), POLLIN, 0},
                                       {child_.err.get(), POLLIN, 0}}};
            const auto wait = std::min<std::int64_t>(left.count(), 60'000);
            if (::poll(fds.data(), fds.size(), static_cast<int>(wait)) < 0) continue;
            ended = fds[0].revents != 0;
            if (fds[1].revents != 0) write_some();
            // At its end everything it has printed is in the pipe, but somebody it started may hold
            // the other end open: read what is there, wait for nothing.
            if (ended || fds[2].revents != 0) read_output(ended);
            if (ended || fds[3].revents != 0) read_complaint(ended);
        }
        return end();
    }

  private:
    void write_some() {
        const ssize_t n = ::write(child_.in.get(), input_.data(), input_.size());
        if (n > 0) input_.remove_prefix(static_cast<std::size_t>(n));
        if (input_.empty() || (n < 0 && errno != EAGAIN && errno != EINTR)) child_.in.reset();
    }

    void read_output(bool all) {
        std::array<char, 16384> buffer{};
        do {
            const ssize_t n = ::read(child_.out.get(), buffer.data(), buffer.size());
            if (n < 0 && errno == EINTR) continue;
            if (n == 0) child_.out.reset();
            if (n <= 0) return;
            seen_ += static_cast<std::size_t>(n);
            if (seen_ > kMostOutputBytes)
                stop_ = Ending::How::TooMuch;
            else if (!lines_.feed({buffer.data(), static_cast<std::size_t>(n)}))
                stop_ = Ending::How::Unwanted;
        } while (all && !stop_);
    }

    void read_complaint(bool all) {
        std::array<char, 4096> buffer{};
        std::size_t rounds = 0;
        do {
            const ssize_t n = ::read(child_.err.get(), buffer.data(), buffer.size());
            if (n < 0 && errno == EINTR) continue;
            if (n == 0) child_.err.reset();
            if (n <= 0) return;
            const auto room = kComplaintBytes - complaint_.size();
            complaint_.append(buffer.data(), std::min(room, static_cast<std::size_t>(n)));
        } while (all && ++rounds < 64);
    }

    Ending end() {
        if (stop_) child_.kill_group();
        const int status = child_.wait();
        Ending ending;
        const auto first = std::string_view(complaint_).substr(0, complaint_.find('\n'));
        ending.complaint = clean_line(first, kComplaintChars);
        if (!stop_ && !lines_.finish()) stop_ = Ending::How::Unwanted;
        ending.how = stop_.value_or(WIFEXITED(status) ? Ending::How::Exited : Ending::How::Signal);
        ending.code = WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status);
        return ending;
    }

    Child child_;
    std::string_view input_;
    LineReader lines_;
    std::size_t seen_ = 0;
    std::string complaint_;
    std::optional<Ending::How> stop_;
};

} // namespace

Result<Ending> run_program(const std::vector<std::string>& words, std::string_view input,
                           std::chrono::milliseconds deadline, const LineReader::OnLine& on_line) {
    const auto until = Clock::now() + deadline;
    auto child = Child::start(words, clean_environment());
    if (!child) return std::unexpected(child.error());
    const IgnoreBrokenPipe guard;
    return Running(*std::move(child), input, on_line).until(until);
}

} // namespace kith::command
