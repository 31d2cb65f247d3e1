// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <vector>

namespace kith::host {

/// Where files may be touched. What is not there is passed over; a link stands for what it leads
/// to.
struct FilePlan {
    std::vector<std::filesystem::path> read;  ///< files, or folders with all that is below
    std::vector<std::filesystem::path> write; ///< folders to keep files in
};

/// Limits this thread, and all it starts, to the plan, as far as the kernel goes. Gives the
/// version of Landlock used, or 0: there is none here, or something forbids it.
int restrict_files(const FilePlan& plan);

} // namespace kith::host
