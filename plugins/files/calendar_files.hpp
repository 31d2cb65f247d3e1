// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "core/calendar/zone.hpp"
#include "plugins/support/ical/event_reader.hpp"
#include "plugins/support/ical/instances.hpp"

namespace kith::files {

struct CalendarFile {
    std::filesystem::path path;
    std::uint64_t key = 0;   ///< hash of the path
    std::uint64_t shape = 0; ///< of size and time of change
    std::int64_t changed = 0;
};

constexpr std::int64_t kLately = 60;

/// True where a writer may still be half-way: changed within the last minute.
bool changed_lately(std::int64_t changed, std::int64_t now);

/// The .ics files of a folder and those below it, or the one file, sorted. Hidden ones and links
/// are left out. Throws plugin::Failure where the path is not there.
std::vector<CalendarFile> calendar_files(const std::filesystem::path& path);

/// The events of one file by UID. `wanted` is asked before an event is parsed; what cannot be read
/// is told to `trouble`. A file that is no calendar gives nothing.
std::map<std::string, std::vector<ical::Event>>
read_events(const CalendarFile& file, ical::ZoneBook& zones,
            const std::function<bool(const ical::RawEvent&)>& wanted,
            const std::function<void(const std::string&)>& trouble);

} // namespace kith::files
