// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <string>

#include "base/result.hpp"
#include "wire/request.hpp"

namespace kith::host {

/// What a plugin is left with before its code is loaded.
struct JailPlan {
    std::chrono::milliseconds deadline{};
    bool resident =
        false; ///< a deliverer may live on: its processor time is not bounded by the deadline
    bool exec = false;
};

/// The plan for a job.
JailPlan plan_jail(const wire::JobRequest& request);

/// Gives up what the plan does not allow, for good, and says which level was reached: `limits` is
/// bounds on processor, memory, files and core dumps, no new privileges, and death with the parent.
Result<std::string> enter_jail(const JailPlan& plan);

} // namespace kith::host
