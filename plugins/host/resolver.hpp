// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <memory>
#include <string>

#include "base/json.hpp"
#include "base/unique_fd.hpp"
#include "plugins/host/reach.hpp"

namespace kith::host {

/// Looks names up for the jailed half, each in a thread of its own, since the system's resolver
/// waits. Outlived by nothing but those threads, which hold what they need.
class Resolver {
  public:
    explicit Resolver(std::shared_ptr<Reach> reach) : reach_(std::move(reach)) {}

    /// `question` has host, service, family, flags. The answer goes to `reply`.
    void look_up(const Json& question, UniqueFd reply);

    /// `question` has name: `_service._proto.HOST` of a host that may be looked up. The answer is
    /// the DNS's own (RFC 2782), in hex; where it points to may be looked up and connected to from
    /// then on, as Reach has it.
    void look_up_service(const Json& question, UniqueFd reply);

  private:
    template <class Work>
    void in_a_thread(UniqueFd reply, Work work);
    std::shared_ptr<Reach> reach_;
    std::shared_ptr<std::atomic<int>> running_ = std::make_shared<std::atomic<int>>(0);
};

/// Sends an answer; `fd` goes along if it is one. Who does not listen misses it.
void answer(const UniqueFd& reply, int error, Json body = Json::object(), int fd = -1);

} // namespace kith::host
