// SPDX-License-Identifier: MIT
#include "plugins/host/programs.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <optional>
#include <poll.h>
#include <unistd.h>
#include <utility>

#include "plugins/host/manager_unit.hpp"

namespace kith::host {
namespace {

constexpr std::size_t kMostAtOnce = 16;

struct Pipe {
    UniqueFd read;
    UniqueFd write;
};

std::optional<Pipe> make_pipe() {
    std::array<int, 2> fds{};
    if (::pipe2(fds.data(), O_CLOEXEC) != 0) return std::nullopt;
    return Pipe{UniqueFd(fds[0]), UniqueFd(fds[1])};
}

/// Waits for `fd`, for the one who asked to lose interest, or for the stop of all. True if `fd` is
/// what it was.
bool wait_for(int fd, const UniqueFd& told, const UniqueFd& stop) {
    for (;;) {
        std::array<pollfd, 3> fds{{{fd, POLLIN, 0}, {told.get(), 0, 0}, {stop.get(), POLLIN, 0}}};
        if (::poll(fds.data(), fds.size(), -1) < 0) continue;
        if (fds[1].revents != 0 || fds[2].revents != 0) return false;
        if (fds[0].revents != 0) return true;
    }
}

void tell(const UniqueFd& told, int status) { (void)!::write(told.get(), &status, sizeof status); }

void watch(Child child, const UniqueFd& told, const UniqueFd& stop) {
    if (wait_for(child.exit_fd(), told, stop)) tell(told, child.wait());
}

void watch(ManagerUnit unit, const UniqueFd& told, const UniqueFd& stop) {
    for (;;) {
        if (const auto status = unit.ended()) return tell(told, *status);
        if (!wait_for(unit.fd(), told, stop)) return unit.kill();
    }
}

std::vector<std::string> with_clean_environment(std::vector<std::string> more) {
    auto out = clean_environment();
    out.insert(out.end(), std::make_move_iterator(more.begin()),
               std::make_move_iterator(more.end()));
    return out;
}

} // namespace

Programs::~Programs() {
    stop_.clear();
    for (auto& each : waiting_) each.join();
}

int Programs::start(ProgramOrder order, UniqueFd& ended) {
    if (order.words.empty() || waiting_.size() >= kMostAtOnce) return EAGAIN;
    order.words.front() = find_program(order.words.front());
    if (order.words.front().empty()) return ENOENT;
    if (::access(order.words.front().c_str(), X_OK) != 0) return errno;
    auto end = make_pipe();
    auto stop = make_pipe();
    if (!end || !stop) return EMFILE;
    // A reader that has gone must not end the broker with it.
    (void)::signal(SIGPIPE, SIG_IGN);
    auto unit = ManagerUnit::start(order.words, order.environment, order.streams, order.longest);
    if (!unit && unit.error()) return *unit.error();
    const auto environment = with_clean_environment(std::move(order.environment));
    if (order.detached) return unit ? 0 : start_detached(order.words, environment);
    std::optional<Child> child;
    if (!unit) {
        child.emplace();
        if (const int error = Child::start(order.words, environment, order.streams, *child);
            error != 0)
            return error;
    }
    waiting_.emplace_back([unit = unit ? std::optional(std::move(*unit)) : std::nullopt,
                           child = std::move(child), told = std::move(end->write),
                           stopped = std::move(stop->read)]() mutable {
        if (unit)
            watch(std::move(*unit), told, stopped);
        else
            watch(std::move(*child), told, stopped);
    });
    stop_.push_back(std::move(stop->write));
    ended = std::move(end->read);
    return 0;
}

} // namespace kith::host
