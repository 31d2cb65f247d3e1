// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "core/config/parse.hpp"

namespace kith::config {

/// The value of one key as it is in force, and where it comes from.
struct Effective {
    std::string key;
    std::string value; ///< as one would write it; empty: unset
    std::string from;  ///< `kith.yaml:12`, `circle close`, or `default`
    bool kept = false; ///< kept, not used yet

    friend bool operator==(const Effective&, const Effective&) = default;
};

/// Every key of one connection, in the table's order, for `kith list` and `kith show`.
std::vector<Effective> effective(const Origins& origins, const Connection& connection);

/// Every key outside connections, rituals, plugins and secrets, by its full name (`hours.slots`).
std::vector<Effective> effective(const Origins& origins);

} // namespace kith::config
