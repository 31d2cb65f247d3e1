// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace kith::cli {

/// `kith plugin try NAME ROLE ...`: one plugin alone, in a host of its own.
struct TryOptions {
    std::string name, role = "sense", settings, since, addresses, zone, state;
    std::string title = "A hello for Ana?", body = "This is only a try. Nothing is asked of you.";
    std::vector<std::string> secrets; ///< NAME=FILE
    std::optional<std::string> cursor;
    std::optional<std::string> receipt; ///< for withdraw
    int stay_s = 0;
    bool all = false;
    bool best_effort = false;
    bool trust = false; ///< as `trust: true` beside it in the configuration
};

int try_plugin(const TryOptions& options);

} // namespace kith::cli
