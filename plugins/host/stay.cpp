// SPDX-License-Identifier: MIT
#include "plugins/host/stay.hpp"

#include <array>
#include <cerrno>
#include <poll.h>
#include <sys/ioctl.h>

#include "plugins/host/limits.hpp"

namespace kith::host {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

/// After an answer, for kithd's word to take the offer away.
constexpr milliseconds kWordAfterAnswer{5000};
/// The first call tells the plugin that it is the end, the second that it did not hear it.
constexpr int kCallsAtEnd = 2;

/// The other side is gone, and all it said has been read.
bool is_at_end(const pollfd& watched) {
    if ((watched.revents & (POLLERR | POLLNVAL)) != 0) return true;
    int waiting = 0;
    return (watched.revents & (POLLHUP | POLLRDHUP)) != 0 &&
           (::ioctl(watched.fd, FIONREAD, &waiting) != 0 || waiting == 0);
}

} // namespace

bool Stay::run() {
    auto next = Next::GoOn;
    while (next == Next::GoOn && services_.watch()) {
        bound_processor_time();
        next = step();
    }
    if (next == Next::EndedByPlugin && services_.answered()) wait_for_word();
    return why_.empty();
}

Stay::Next Stay::step() {
    const auto watch = *services_.watch();
    std::array<pollfd, 2> fds{{{watch.fd, POLLIN | POLLRDHUP, 0}, {channel_, POLLIN, 0}}};
    const int ready = ::poll(fds.data(), fds.size(), watch.timeout_ms);
    if (ready < 0) return errno == EINTR ? Next::GoOn : Next::End;
    if (fds[1].revents != 0 && !listen_()) return Next::End;
    if (ready > 0 && fds[0].revents == 0) return Next::GoOn;
    return call(watch, is_at_end(fds[0]));
}

Stay::Next Stay::call(const Watch& watch, bool at_end) {
    if (watch.ready(watch.self, watch.fd) != 0) return Next::EndedByPlugin;
    const auto& now = services_.watch();
    const bool same = now && now->fd == watch.fd;
    calls_at_end_ = at_end && same ? calls_at_end_ + 1 : 0;
    if (calls_at_end_ < kCallsAtEnd) return Next::GoOn;
    why_ = "goes on watching what has ended; there `ready` has to end it";
    return Next::End;
}

/// So that what the person answered is taken away by the process that shows it.
void Stay::wait_for_word() {
    pollfd word{channel_, POLLIN, 0};
    const auto until = steady_clock::now() + kWordAfterAnswer;
    for (auto now = steady_clock::now(); now < until; now = steady_clock::now()) {
        const auto left = std::chrono::ceil<milliseconds>(until - now).count();
        const int ready = ::poll(&word, 1, static_cast<int>(left));
        if (ready > 0 && !listen_()) return;
    }
}

void Stay::bound_processor_time() {
    const auto now = steady_clock::now();
    if (now < bounded_until_) return;
    bounded_until_ = now + std::chrono::hours{1};
    bound_further_processor_time(std::chrono::seconds{10});
}

} // namespace kith::host
