// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <string_view>

#include "wire/outcome.hpp"
#include "wire/record.hpp"
#include "wire/spawn.hpp"

namespace kith::wire {

struct RunOptions {
    std::filesystem::path host; ///< kith-plugin-host
    /// Gets what the host and the plugin write to their output and errors, a line at a time and as
    /// it was written: clean it before it is shown. Left out, that goes nowhere.
    std::function<void(std::string_view line)> on_output;
    /// How long a resident deliverer is listened to for answers before it is asked to end.
    std::chrono::milliseconds stay{0};
};

/// Runs one job to its end and waits for it: for the offline commands (kithd uses its fleet). Every
/// record but the result goes to `on_record`, as it comes. Never throws for what a plugin does;
/// what `on_record` throws passes through, and the host is gone by then.
Outcome run_job(const RunOptions& options, const JobRequest& request,
                const std::function<void(const Record&)>& on_record);

/// How long a job that was asked to end may take over it.
inline constexpr std::chrono::milliseconds kEndGrace = std::chrono::seconds{3};

} // namespace kith::wire
