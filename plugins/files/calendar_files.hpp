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
    bool named = false;      ///< by the settings, so it may be a link
    std::uint64_t key = 0;   ///< hash of the path
    std::uint64_t shape = 0; ///< of size and time of change
    std::int64_t changed = 0;
};

constexpr std::int64_t kLately = 60;

/// True where a writer may still be half-way: changed within the last minute.
bool changed_lately(std::int64_t changed, std::int64_t now);

/// The .ics files of a folder and those below it, or the one file, sorted. Hidden ones are left
/// out, and links, which are told to `trouble`; the path itself may be one. Throws plugin::Failure
/// where the path is not there or may not be read.
std::vector<CalendarFile> calendar_files(const std::filesystem::path& path,
                                         const std::function<void(const std::string&)>& trouble);

/// What a file holds, and what of it could not be read.
struct FileEvents {
    std::map<std::string, std::vector<ical::Event>> by_uid;
    std::string broken; ///< why it is no whole calendar; empty if it is one
};

/// The events of one file. `wanted` is asked before an event is parsed; one that cannot be read is
/// told to `trouble`. A file that is no calendar gives nothing.
FileEvents read_events(const CalendarFile& file, ical::ZoneBook& zones,
                       const std::function<bool(const ical::RawEvent&)>& wanted,
                       const std::function<void(const std::string&)>& trouble);

} // namespace kith::files
