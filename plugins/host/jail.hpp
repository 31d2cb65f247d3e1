// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>

#include "base/result.hpp"
#include "plugins/host/landlock.hpp"
#include "plugins/host/limits.hpp"
#include "wire/request.hpp"

namespace kith::host {

/// What a plugin is left with before its code is loaded.
struct JailPlan {
    Bounds bounds;
    FilePlan files;
    bool needs_all = false; ///< it reaches out of this computer, and nobody said `best-effort`
};

/// The plan for a job: the system's libraries, zone data and certificates, the plugin's library,
/// the paths its settings name, and its state folder if that is there.
JailPlan plan_jail(const wire::JobRequest& request, const std::filesystem::path& home);

/// How far it went.
struct Confinement {
    std::string level; ///< `full`, `partial` or `limits`
    std::string text;  ///< "Landlock 7, system calls"
};

/// Gives up what the plan does not allow, for good. Fails where less was reached than the plan
/// needs, with what to do.
Result<Confinement> enter_jail(const JailPlan& plan);

} // namespace kith::host
