// SPDX-License-Identifier: MIT
#pragma once

#include "kith/plugin.hpp"
#include "plugins/support/net/net_failure.hpp"

namespace kith::email {

inline plugin::FailKind fail_kind(net::NetTrouble trouble) {
    switch (trouble) {
    case net::NetTrouble::Auth: return plugin::FailKind::Auth;
    case net::NetTrouble::Refused: return plugin::FailKind::Refused;
    case net::NetTrouble::Settings: return plugin::FailKind::Config;
    case net::NetTrouble::Temporary: break;
    }
    return plugin::FailKind::Temporary;
}

/// Runs `body`; what fails in the network leaves as the plugin's own failure.
template <class Body>
auto with_net_failures(const Body& body) {
    try {
        return body();
    } catch (const net::NetFailure& failure) {
        throw plugin::Failure(fail_kind(failure.kind()), failure.what());
    }
}

} // namespace kith::email
