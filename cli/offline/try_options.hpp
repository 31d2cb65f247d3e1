// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace kith::cli {

/// `kith plugin try NAME ROLE ...`: one plugin alone, in a host of its own.
struct TryOptions {
    std::string name, role = "sense", settings, since, addresses, zone;
    std::string title = "A hello for Ana?", body = "This is only a try. Nothing is asked of you.";
    int stay_s = 0;
    bool all = false;
    bool best_effort = false;
};

int try_plugin(const TryOptions& options);

} // namespace kith::cli
