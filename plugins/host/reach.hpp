// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <mutex>
#include <set>
#include <string>
#include <sys/socket.h>
#include <vector>

#include "wire/grants.hpp"

namespace kith::host {

/// Which hosts a plugin may look up and connect to: those its settings name, wherever they are, and
/// with `discovery` those of the same registrable domains, where their addresses are public: else
/// whoever keeps those names could lead it into this computer or the network it is in. Remembers
/// what it let through beyond the settings, and what it did not; of a name that could be no host's
/// only that. Any thread.
class Reach {
  public:
    Reach(std::vector<wire::Endpoint> named, bool discovery);

    /// True if more than what the settings name may be found by asking those hosts.
    [[nodiscard]] bool discovers() const { return discovery_; }

    /// True if this name may be looked up. What may not is noted.
    bool may_look_up(const std::string& host);

    /// A lookup of `host` that was allowed gave this address.
    void found(const std::string& host, const sockaddr* address);

    /// A record of `host` in the DNS points to `target`: with discovery, it may be reached too, if
    /// it is of a registrable domain the settings name; else it is noted as asked for in vain.
    void pointed(const wire::Endpoint& target);

    /// True if a connection may be made to this address and port.
    bool may_connect(const sockaddr* address, socklen_t size);

    /// Hosts beyond the settings that were connected to; hosts that were asked for in vain.
    [[nodiscard]] std::vector<std::string> reached() const;
    [[nodiscard]] std::vector<std::string> refused() const;

  private:
    void grant(const std::string& bytes, wire::Endpoint endpoint);
    bool may_be_led_to(const std::string& host, const std::string& bytes) const;
    void grant_host(const std::string& host, const std::string& bytes);
    bool is_named(const std::string& host) const;
    bool of_named_domain(const std::string& host) const;
    void refuse(const std::string& host, std::uint16_t port);

    mutable std::mutex mutex_;
    std::vector<wire::Endpoint> named_;
    std::vector<wire::Endpoint> pointed_;
    bool discovery_ = false;
    std::map<std::string, std::set<wire::Endpoint>> addresses_; ///< raw address -> who is there
    std::set<std::string> written_; ///< raw addresses the settings themselves spell out
    std::set<std::string> reached_;
    std::set<std::string> refused_;
};

/// The part of a host's name that one owner registers (`example.co.uk` of `a.b.example.co.uk`), by
/// the public suffix list; empty for a suffix itself or an address.
std::string registrable_domain(const std::string& host);

} // namespace kith::host
