// SPDX-License-Identifier: MIT
#include "plugins/command/program.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <optional>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/files.hpp"
#include "base/text.hpp"
#include "base/unique_fd.hpp"

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

/// A program the host has started; our ends do not block. Stopped when `ended` closes before it has
/// ended by itself.
struct Program {
    UniqueFd in;
    UniqueFd out;
    UniqueFd err;
    UniqueFd ended;
};

Result<Program> start(const plugin::Host& host, const std::vector<std::string>& words) {
    kith_program raw{};
    if (const int error = host.start(words, {}, raw); error != 0)
        return fail(errno_text(words.front(), error));
    Program out{UniqueFd(raw.input), UniqueFd(raw.output), UniqueFd(raw.errors),
                UniqueFd(raw.ended)};
    for (const auto* fd : {&out.in, &out.out, &out.err})
        (void)::fcntl(fd->get(), F_SETFL, ::fcntl(fd->get(), F_GETFL) | O_NONBLOCK);
    return out;
}

/// Feeds a program and reads it until it ends or has to be stopped.
class Running {
  public:
    Running(Program program, std::string_view input, const LineReader::OnLine& on_line)
        : program_(std::move(program)), input_(input), lines_(on_line) {
        if (input_.empty()) program_.in.reset();
    }

    Ending until(Clock::time_point deadline) {
        bool ended = false;
        while (!ended && !stop_) {
            const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now());
            if (left.count() <= 0) {
                stop_ = Ending::How::Deadline;
                break;
            }
            std::array<pollfd, 4> fds{{{program_.ended.get(), POLLIN, 0},
                                       {program_.in.get(), POLLOUT, 0},
                                       {program_.out.get(), POLLIN, 0},
                                       {program_.err.get(), POLLIN, 0}}};
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
        const ssize_t n = ::write(program_.in.get(), input_.data(), input_.size());
        if (n > 0) input_.remove_prefix(static_cast<std::size_t>(n));
        if (input_.empty() || (n < 0 && errno != EAGAIN && errno != EINTR)) program_.in.reset();
    }

    void read_output(bool all) {
        std::array<char, 16384> buffer{};
        do {
            const ssize_t n = ::read(program_.out.get(), buffer.data(), buffer.size());
            if (n < 0 && errno == EINTR) continue;
            if (n == 0) program_.out.reset();
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
            const ssize_t n = ::read(program_.err.get(), buffer.data(), buffer.size());
            if (n < 0 && errno == EINTR) continue;
            if (n == 0) program_.err.reset();
            if (n <= 0) return;
            const auto room = kComplaintBytes - complaint_.size();
            complaint_.append(buffer.data(), std::min(room, static_cast<std::size_t>(n)));
        } while (all && ++rounds < 64);
    }

    Ending end() {
        int status = SIGKILL;
        if (stop_)
            program_.ended.reset();
        else if (::read(program_.ended.get(), &status, sizeof status) != sizeof status)
            status = SIGKILL; // it was ended from outside, with its broker
        Ending ending;
        const auto first = std::string_view(complaint_).substr(0, complaint_.find('\n'));
        ending.complaint = clean_line(first, kComplaintChars);
        if (!stop_ && !lines_.finish()) stop_ = Ending::How::Unwanted;
        ending.how = stop_.value_or(WIFEXITED(status) ? Ending::How::Exited : Ending::How::Signal);
        ending.code = WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status);
        return ending;
    }

    Program program_;
    std::string_view input_;
    LineReader lines_;
    std::size_t seen_ = 0;
    std::string complaint_;
    std::optional<Ending::How> stop_;
};

} // namespace

Result<Ending> run_program(const plugin::Host& host, const std::vector<std::string>& words,
                           std::string_view input, std::chrono::milliseconds deadline,
                           const LineReader::OnLine& on_line) {
    const auto until = Clock::now() + deadline;
    auto program = start(host, words);
    if (!program) return std::unexpected(program.error());
    const IgnoreBrokenPipe guard;
    return Running(*std::move(program), input, on_line).until(until);
}

} // namespace kith::command
