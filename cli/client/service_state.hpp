// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace kith::cli {

/// How the person's service manager has kithd.
struct ServiceState {
    bool fine = false;
    std::string text; ///< one sentence
};

/// Asks the manager on the user bus, and starts nothing.
ServiceState service_state();

/// One sentence on how the service has failed and what mends it; empty where it has not, or where
/// there is none. Starts nothing either.
std::string service_fault();

} // namespace kith::cli
