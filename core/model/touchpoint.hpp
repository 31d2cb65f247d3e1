// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "core/model/instant.hpp"
#include "core/model/vocabulary.hpp"

namespace kith {

/// One contact that happened. Metadata only, never content. Identity is (source, ref, connection),
/// so one dinner may touch three people and recording twice is once.
struct Touchpoint {
    Instant at;
    std::string connection;
    Channel channel = Channel::Together;
    Direction direction = Direction::Both;
    std::optional<int> minutes;
    std::string source; ///< plugin instance id, or "manual"
    std::string ref;
    std::string via;       ///< the group it came through: a listed member's half of an evening
    bool said = false;     ///< the person's own "that counted": weight 1 whatever the channel
    bool day_only = false; ///< past retention only its day is kept: no time of day is known

    friend bool operator==(const Touchpoint&, const Touchpoint&) = default;
};

} // namespace kith
