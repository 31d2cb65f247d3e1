// SPDX-License-Identifier: MIT
#include "plugins/host/record_relay.hpp"

#include <cerrno>
#include <sys/socket.h>

#include "wire/limits.hpp"

namespace kith::host {
namespace {

/// A talkative plugin gets this many datagrams a round, then its questions have a turn.
constexpr int kDatagramsARound = 64;
/// One more than a datagram may have, so that a longer one is too long for kithd, too.
constexpr std::size_t kRoom = wire::kMaxDatagram + 1;
constexpr short kClosed = POLLHUP | POLLRDHUP | POLLERR | POLLNVAL;

template <class Call>
ssize_t again(const Call& call) {
    ssize_t out = -1;
    do {
        out = call();
    } while (out < 0 && errno == EINTR);
    return out;
}

bool none_yet(ssize_t size) { return size < 0 && (errno == EAGAIN || errno == EWOULDBLOCK); }

} // namespace

std::array<pollfd, 2> RecordRelay::watched() const {
    const bool full = !waiting_.empty();
    const auto outward = static_cast<short>(POLLIN | POLLRDHUP | (full ? POLLOUT : 0));
    return {{{kithd_gone_ ? -1 : outside_.fd(), outward, 0},
             {full || jail_silent_ ? -1 : inside_.get(), POLLIN | POLLRDHUP, 0}}};
}

void RecordRelay::carry(const std::array<pollfd, 2>& seen) {
    if ((seen[0].revents & (POLLIN | kClosed)) != 0) carry_inward(seen[0].revents);
    if (!waiting_.empty() && !hand_over(MSG_DONTWAIT)) return;
    if (seen[1].revents == 0) return;
    for (int i = 0; i < kDatagramsARound; ++i) {
        if (!take(MSG_DONTWAIT)) {
            // What lay there when it closed has been read; the end would stay readable.
            jail_silent_ = (seen[1].revents & kClosed) != 0;
            return;
        }
        if (!hand_over(MSG_DONTWAIT)) return;
    }
}

void RecordRelay::carry_rest() {
    while (hand_over(0) && take(MSG_DONTWAIT)) {
    }
}

/// Takes the next datagram that is not empty; false where there is none now.
bool RecordRelay::take(int flags) {
    waiting_.resize(kRoom);
    const auto size =
        again([&] { return ::recv(inside_.get(), waiting_.data(), waiting_.size(), flags); });
    waiting_.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
    return size > 0;
}

/// False where kithd has no room. To a kithd that has gone nothing is said.
bool RecordRelay::hand_over(int flags) {
    if (waiting_.empty()) return true;
    const auto sent = kithd_gone_ ? 0 : again([&] {
        return ::send(outside_.fd(), waiting_.data(), waiting_.size(), flags | MSG_NOSIGNAL);
    });
    if (none_yet(sent)) return false;
    waiting_.clear();
    return true;
}

/// Words to a plugin that stays. There are two in all, so there is always room.
void RecordRelay::carry_inward(short seen) {
    std::array<char, 4096> word{};
    const auto size =
        again([&] { return ::recv(outside_.fd(), word.data(), word.size(), MSG_DONTWAIT); });
    if (size > 0)
        (void)again([&] {
            return ::send(inside_.get(), word.data(), static_cast<std::size_t>(size),
                          MSG_DONTWAIT | MSG_NOSIGNAL);
        });
    else if ((seen & kClosed) != 0) {
        kithd_gone_ = true;
        (void)::shutdown(inside_.get(), SHUT_RDWR);
    }
}

} // namespace kith::host
