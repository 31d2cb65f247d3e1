// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <poll.h>
#include <vector>

#include "base/unique_fd.hpp"
#include "wire/channel.hpp"

namespace kith::host {

/// Carries datagrams between kithd's channel and the jailed half, and bytes alone: a descriptor
/// that is passed along ends here, so that kithd never closes what a plugin opened. What kithd
/// holds against a datagram (too large, no JSON) it still sees. One thread; `outside` must live on.
class RecordRelay {
  public:
    RecordRelay(wire::HostChannel& outside, UniqueFd inside)
        : outside_(outside), inside_(std::move(inside)) {}

    /// What to wait for: kithd's end, the jailed half's end.
    [[nodiscard]] std::array<pollfd, 2> watched() const;

    [[nodiscard]] bool kithd_has_gone() const { return kithd_gone_; }

    /// Carries what is there; never waits.
    void carry(const std::array<pollfd, 2>& seen);

    /// The jailed half has ended: carries what it left, waiting for kithd to take it.
    void carry_rest();

  private:
    bool take(int flags);
    bool hand_over(int flags);
    void carry_inward(short seen);

    wire::HostChannel& outside_;
    UniqueFd inside_;
    std::vector<char> waiting_; ///< came from inside; kithd has no room for it yet
    bool kithd_gone_ = false;
    bool jail_silent_ = false; ///< it has closed its end
};

} // namespace kith::host
