// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <sys/types.h>

#include "base/unique_fd.hpp"
#include "plugins/host/bus_proxy.hpp"
#include "plugins/host/programs.hpp"
#include "plugins/host/reach.hpp"
#include "plugins/host/record_relay.hpp"
#include "plugins/host/resolver.hpp"
#include "plugins/host/state_folder.hpp"
#include "wire/channel.hpp"
#include "wire/request.hpp"

namespace kith::host {

/// The half of a host that stays outside the jail and does for the plugin what its manifest and its
/// settings allow, and nothing else. It never runs code of the plugin's and trusts nothing the
/// other half says. One thread, and one for every lookup.
class Broker {
  public:
    Broker(const wire::JobRequest& request, UniqueFd line);
    Broker(const Broker&) = delete;
    Broker& operator=(const Broker&) = delete;
    ~Broker() = default;

    /// Serves the jailed half and relays its records until it has ended; gives its status as
    /// waitpid does.
    int serve(pid_t jailed, RecordRelay& records);

    /// What it let the plugin reach, and whether it keeps too much, for kithd: the last record.
    void have_the_last_word(wire::HostChannel& channel) const;

  private:
    bool listen();
    void handle(wire::HostChannel::Message& message, UniqueFd reply);
    void run_program(const Json& question, const UniqueFd& reply, std::vector<UniqueFd>& fds);
    void make_socket(const Json& question, const UniqueFd& reply) const;
    void connect(const Json& question, const UniqueFd& reply, int socket);
    void connect_bus(const Json& question, const UniqueFd& reply);

    bool network_ = false;
    bool exec_ = false;
    std::chrono::milliseconds longest_{0};
    StateWatch state_;
    wire::HostChannel line_;
    std::shared_ptr<Reach> reach_;
    Resolver resolver_;
    BusProxy buses_;
    std::vector<std::jthread> relays_; ///< after the proxy, so that they end before it
    Programs programs_;
};

} // namespace kith::host
