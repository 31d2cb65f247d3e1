// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "core/model/instant.hpp"
#include "wire/outcome.hpp"

namespace kith::fleet {

/// How one instance has been doing at one kind of call. What `kith status` shows.
struct Health {
    std::string instance;
    wire::Call call = wire::Call::Sense;
    wire::Outcome last; ///< of the last job
    Instant last_run;
    std::optional<Instant> last_ok;
    int failures = 0;                ///< in a row
    bool lacks_secret = false;       ///< the last job did not start for want of one
    std::optional<Instant> retry_at; ///< not before; nothing when it may run at any time

    /// Notes how a job ended at `now` and when the next may start.
    void note(const wire::Outcome& outcome, Instant now);

    /// True if a job may start. A retry_at beyond what could have been set by now came from a clock
    /// that was ahead: it does not hold.
    [[nodiscard]] bool may_run(Instant now) const;

    /// `mail: did not finish within 60 s, so it was ended`.
    [[nodiscard]] std::string line() const;
};

/// How long after the `failures`-th failure in a row the next try waits: 2, 10 and 30 minutes, then
/// doubling to 6 hours (design.md 3). What a person must mend first waits 6 hours at once; what is
/// only absent (no desktop yet) never more than 30 minutes.
std::chrono::seconds backoff(wire::FailKind kind, int failures);

} // namespace kith::fleet
