// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/model/settings.hpp"

namespace kith::daemon {

/// What is known of one sensing plugin instance.
struct Source {
    std::string instance;
    std::vector<std::string> schemes{}; ///< covered address schemes
    Instant since{};                    ///< covered from here on
    bool complete = false;              ///< its look-back window has been read to the end
    std::optional<Instant> last_ok{};   ///< of a run that completed
    std::optional<Instant> last_run{};
    std::string trouble{}; ///< of the last run, or empty
    std::string cursor{};
    std::optional<Instant> tried{}; ///< first; kept where it did not work then
    bool reading = false;           ///< a run is on: what it will show is not known yet
    bool behind = false; ///< what it told last could not be recorded: it will be read again
};

/// How much of a connection the sources show, and whether one that feeds it is out of date.
struct Visibility {
    Sight sight = Sight::Unseen;
    bool stale = false;
};

/// domain.md B5 and B18: seen where every address is covered, partly where some are. A source whose
/// last good run is older than `stale_h`, or which is being read, makes its people stale; after
/// seven days it covers nobody. One that has never worked could cover anybody: for seven days from
/// its first try whoever no fresh source shows is stale.
Visibility visibility(const Connection& connection, const std::vector<Source>& sources,
                      double stale_h, Instant now);

/// True while the source's last good run is recent enough, and nothing of it was lost.
bool is_fresh(const Source& source, double stale_h, Instant now);

} // namespace kith::daemon
