// SPDX-License-Identifier: MIT
// Whatever stands in a calendar file: its events are read and expanded in bounded time.
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include <sys/mman.h>
#include <unistd.h>

#include "base/unique_fd.hpp"
#include "plugins/support/ical/event_parse.hpp"
#include "plugins/support/ical/instances.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace kith;
    const UniqueFd fd{::memfd_create("ics", MFD_CLOEXEC)};
    if (!fd || ::write(fd.get(), data, size) != static_cast<ssize_t>(size)) return 0;
    (void)::lseek(fd.get(), 0, SEEK_SET);
    ical::ZoneBook zones{calendar::Zone::utc()};
    const auto wanted = [](void* book, std::string_view tzid, std::string_view location) {
        return !static_cast<ical::ZoneBook*>(book)->is_system_zone(tzid, location);
    };
    ical::EventReader reader{fd.get(), wanted, &zones};
    std::map<std::string, std::vector<ical::Event>> events;
    while (const auto raw = reader.next())
        if (auto event = ical::parse_event(*raw)) events[event->uid].push_back(std::move(*event));
    zones.add_embedded(reader.zones());
    const Instant now{std::chrono::seconds{1775044800}};
    for (const auto& [uid, same] : events)
        for (const auto& i : ical::instances(same, zones, {now - std::chrono::days{180}, now}))
            if (i.to < i.from || i.event == nullptr || i.ref.size() > 500) __builtin_trap();
    return 0;
}
