// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "base/unique_fd.hpp"

namespace kith::wire {

/// One end of the SOCK_SEQPACKET pair between kithd and a host: one JSON object a datagram, at most
/// kMaxDatagram bytes. Descriptors travel from kithd to the host alone. Owns its socket; one
/// thread.
class HostChannel {
  public:
    /// kithd's end and the host's; both close on exec. Throws std::system_error.
    static std::pair<HostChannel, HostChannel> make_pair();

    explicit HostChannel(UniqueFd socket) : socket_(std::move(socket)) {}

    /// Sends one datagram, waiting for room (Wait::Yes) or failing when there is none. Never raises
    /// SIGPIPE.
    enum class Wait : std::uint8_t { No, Yes };
    Result<void> send(std::string_view text, Wait wait, std::span<const int> fds = {});

    enum class Got : std::uint8_t { Message, Nothing, End };
    struct Message {
        Got got = Got::Nothing;
        std::string_view text; ///< valid until the next receive
        std::vector<UniqueFd> fds;
    };
    /// One datagram. An error is a breach of the protocol (too large, descriptors where none may
    /// come) or a broken socket: there is no going on after it.
    enum class Fds : std::uint8_t { Refused, Taken };
    Result<Message> receive(Wait wait, Fds fds = Fds::Refused);

    [[nodiscard]] int fd() const { return socket_.get(); }
    void close() { socket_.reset(); }
    /// Lets go of the socket without closing it.
    int release() { return socket_.release(); }

  private:
    UniqueFd socket_;
    std::vector<char> buffer_;
};

} // namespace kith::wire
