// SPDX-License-Identifier: MIT
#include "wire/channel.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <sys/socket.h>
#include <system_error>

#include "base/files.hpp"
#include "wire/limits.hpp"

namespace kith::wire {
namespace {

constexpr std::size_t kMaxFds = 4;
using Control = std::array<char, CMSG_SPACE(sizeof(int) * kMaxFds)>;

std::vector<UniqueFd> take_fds(msghdr& header) {
    std::vector<UniqueFd> out;
    for (cmsghdr* c = CMSG_FIRSTHDR(&header); c != nullptr; c = CMSG_NXTHDR(&header, c)) {
        if (c->cmsg_level != SOL_SOCKET || c->cmsg_type != SCM_RIGHTS) continue;
        const auto count = (c->cmsg_len - CMSG_LEN(0)) / sizeof(int);
        for (std::size_t i = 0; i < count; ++i) {
            int fd = -1;
            std::memcpy(&fd, CMSG_DATA(c) + i * sizeof(int), sizeof(int));
            out.emplace_back(fd);
        }
    }
    return out;
}

} // namespace

std::pair<HostChannel, HostChannel> HostChannel::make_pair() {
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) != 0)
        throw std::system_error(errno, std::generic_category(), "socketpair");
    return {HostChannel(UniqueFd(ends[0])), HostChannel(UniqueFd(ends[1]))};
}

Result<void> HostChannel::send(std::string_view text, Wait wait, std::span<const int> fds) {
    if (text.empty() || text.size() > kMaxDatagram) return fail("a datagram has 1 to 65536 bytes");
    if (fds.size() > kMaxFds) return fail("too many descriptors for one datagram");
    iovec part{const_cast<char*>(text.data()), text.size()};
    alignas(cmsghdr) Control control{};
    msghdr header{};
    header.msg_iov = &part;
    header.msg_iovlen = 1;
    if (!fds.empty()) {
        header.msg_control = control.data();
        header.msg_controllen = CMSG_SPACE(fds.size_bytes());
        cmsghdr* c = CMSG_FIRSTHDR(&header);
        c->cmsg_level = SOL_SOCKET;
        c->cmsg_type = SCM_RIGHTS;
        c->cmsg_len = CMSG_LEN(fds.size_bytes());
        std::memcpy(CMSG_DATA(c), fds.data(), fds.size_bytes());
    }
    const int flags = MSG_NOSIGNAL | (wait == Wait::No ? MSG_DONTWAIT : 0);
    ssize_t sent = -1;
    do {
        sent = ::sendmsg(socket_.get(), &header, flags);
    } while (sent < 0 && errno == EINTR);
    if (sent < 0) return fail(errno_text("the channel", errno));
    return {};
}

Result<HostChannel::Message> HostChannel::receive(Wait wait, Fds fds) {
    buffer_.resize(kMaxDatagram);
    iovec part{buffer_.data(), buffer_.size()};
    alignas(cmsghdr) Control control{};
    msghdr header{};
    header.msg_iov = &part;
    header.msg_iovlen = 1;
    if (fds == Fds::Taken) {
        header.msg_control = control.data();
        header.msg_controllen = control.size();
    }
    const int flags = MSG_CMSG_CLOEXEC | (wait == Wait::No ? MSG_DONTWAIT : 0);
    ssize_t size = -1;
    do {
        size = ::recvmsg(socket_.get(), &header, flags);
    } while (size < 0 && errno == EINTR);
    if (size < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) return Message{};
    // A host killed with our datagram unread leaves a reset behind; it is gone all the same.
    if (size < 0 && errno == ECONNRESET) return Message{Got::End, {}, {}};
    if (size < 0) return fail(errno_text("the channel", errno));
    Message out;
    out.fds = take_fds(header);
    if ((header.msg_flags & MSG_TRUNC) != 0) return fail("a datagram of more than 64 kB");
    if ((header.msg_flags & MSG_CTRUNC) != 0) return fail("descriptors where none may come");
    // Nobody here sends an empty datagram, so an empty one is the end of the stream.
    out.got = size == 0 ? Got::End : Got::Message;
    out.text = {buffer_.data(), static_cast<std::size_t>(size)};
    return out;
}

} // namespace kith::wire
