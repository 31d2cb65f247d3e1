// SPDX-License-Identifier: MIT
#include "plugins/host/state_folder.hpp"

#include <sys/stat.h>

#include "wire/limits.hpp"

namespace kith::host {

namespace fs = std::filesystem;

bool is_overfull(const fs::path& folder, const StateBound& bound) {
    constexpr std::uintmax_t kBlock = 512; // of st_blocks, whatever the file system's own
    std::error_code error;
    if (!fs::exists(folder, error)) return false;
    std::uintmax_t bytes = 0;
    std::size_t files = 0;
    for (fs::recursive_directory_iterator it{folder, error}, end; !error && it != end;
         it.increment(error)) {
        struct stat info{};
        if (::lstat(it->path().c_str(), &info) != 0) return true;
        bytes += static_cast<std::uintmax_t>(info.st_blocks) * kBlock;
        if (++files > bound.files || bytes > bound.bytes) return true;
    }
    return static_cast<bool>(error);
}

bool keeps_too_much(const fs::path& folder) {
    return !folder.empty() && is_overfull(folder, {wire::kMaxState, wire::kMaxStateFiles});
}

} // namespace kith::host
