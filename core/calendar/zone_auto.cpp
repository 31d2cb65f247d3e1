// SPDX-License-Identifier: MIT
// The exception in a pure room: this file, and no other in core, reads the environment and the
// disk. What it reads is judged in zone_choice.cpp.
#include "core/calendar/zone_auto.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

namespace kith::calendar {

namespace {

namespace fs = std::filesystem;

constexpr const char* kZoneData = "/usr/share/zoneinfo";
constexpr std::uintmax_t kLargestZone = 65'536;

std::string bytes_of(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

/// The zone whose data equals `bytes`: what /etc/timezone claims if that is so, else the first
/// found by name.
std::string twin_of(const std::string& bytes) {
    std::error_code failed;
    std::string claimed;
    std::ifstream("/etc/timezone") >> claimed;
    if (!claimed.empty() && bytes_of(fs::path(kZoneData) / claimed) == bytes) return claimed;

    std::string found;
    fs::recursive_directory_iterator walk(kZoneData, failed);
    for (; !failed && walk != fs::recursive_directory_iterator(); walk.increment(failed)) {
        const std::string name = walk->path().lexically_relative(kZoneData).string();
        if (name == "posix" || name == "right") walk.disable_recursion_pending();
        if (!found.empty() && found <= name) continue;
        if (name == "localtime" || name == "posixrules") continue;
        std::error_code ignored;
        if (!walk->is_regular_file(ignored) || walk->file_size(ignored) != bytes.size()) continue;
        if (bytes_of(walk->path()) == bytes) found = name;
    }
    return found;
}

} // namespace

ZoneHints read_zone_hints() {
    ZoneHints hints;
    if (const char* tz = std::getenv("TZ")) hints.tz = tz;
    const fs::path localtime = "/etc/localtime";
    std::error_code failed;
    if (fs::is_symlink(localtime, failed)) {
        hints.localtime_link = fs::read_symlink(localtime, failed).string();
        return hints;
    }
    const auto size = fs::file_size(localtime, failed);
    if (failed || size == 0 || size > kLargestZone) return hints;
    hints.localtime_twin = twin_of(bytes_of(localtime));
    return hints;
}

} // namespace kith::calendar
