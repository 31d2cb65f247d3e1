// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "wire/fail_kind.hpp"
#include "wire/kept.hpp"
#include "wire/request.hpp"

namespace kith::wire {

/// How a job ended.
struct Outcome {
    FailKind kind = FailKind::None;
    std::string text; ///< why, as a sentence without the instance's name; empty when all went
                      ///< well. With kind None: the work is done, but for this
    std::size_t records = 0;
    std::int64_t rejected = 0; ///< records the host passed over; `text` says why the first was
    Kept kept = Kept::Fine;    ///< what its state folder was found to hold
    bool delivered = false;    ///< a receipt came: the nudge or hold arrived, whatever followed
    std::string jail;          ///< the level of confinement: `full`, `partial`, `limits` or empty
    std::string jail_text;     ///< what it was made of
    std::vector<std::string> reached; ///< hosts beyond its settings that it was let connect to
    std::vector<std::string> refused; ///< hosts it asked for in vain
    std::chrono::milliseconds took{0};
    std::int64_t max_rss_kb = 0;

    [[nodiscard]] bool ok() const { return kind == FailKind::None; }
};

/// For a Deliver that brought no receipt: true if the nudge may have arrived all the same, so that
/// it must never be sent again; false if it surely did not, and the next deliverer may have its
/// turn.
bool may_have_arrived(const Outcome& outcome);

} // namespace kith::wire
