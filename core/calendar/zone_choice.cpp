// SPDX-License-Identifier: MIT
#include "core/calendar/zone_choice.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

#include <string_view>

namespace kith::calendar {

namespace {

/// The zone a path into the zone data means: `/usr/share/zoneinfo/posix/Europe/Lisbon`.
std::string_view name_in_path(std::string_view path) {
    constexpr std::string_view root = "zoneinfo/";
    if (const auto at = path.rfind(root); at != path.npos) path.remove_prefix(at + root.size());
    for (const std::string_view variant : {"posix/", "right/"})
        if (path.starts_with(variant)) path.remove_prefix(variant.size());
    return path;
}

Result<Zone> zone_of_tz(std::string_view text) {
    if (text.starts_with(':')) text.remove_prefix(1);
    if (text.empty() || text == "UTC0") return Zone::utc();
    return Zone::named(name_in_path(text));
}

} // namespace

ZoneChoice choose_zone(const ZoneHints& hints) {
    std::string note;
    if (hints.tz) {
        if (auto zone = zone_of_tz(*hints.tz)) return {*zone, {}};
        note = fmt::format("TZ is \"{}\", which names no time zone known here",
                           clean_line(*hints.tz, 60));
    }
    const std::string_view name =
        hints.localtime_link.empty() ? hints.localtime_twin : name_in_path(hints.localtime_link);
    if (!name.empty()) {
        if (auto zone = Zone::named(name))
            return {*zone, note.empty() ? note : note + "; using " + zone->name()};
    }
    if (note.empty()) note = "the time zone of this machine could not be told";
    return {Zone::utc(), note + "; using UTC. Set `timezone:` under `you:` to choose one"};
}

} // namespace kith::calendar
