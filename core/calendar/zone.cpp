// SPDX-License-Identifier: MIT
#include "core/calendar/zone.hpp"

#include "base/text.hpp"

#include <date/tz.h>
#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <filesystem>
#include <stdexcept>
#include <system_error>
#include <vector>

namespace kith::calendar {

namespace {

date::local_seconds for_date(LocalTime local) {
    return date::local_seconds{local.time_since_epoch()};
}

const date::time_zone& as_zone(const void* zone) {
    return *static_cast<const date::time_zone*>(zone);
}

/// The zones of this machine. Throws where there are none. The library looks once and for all, so
/// it must not look before something is there: zone data may be missing for a while, in an upgrade.
const date::tzdb& zone_data() {
    std::error_code error;
    const bool there = std::filesystem::exists("/usr/share/zoneinfo/Etc/UTC", error) ||
                       std::filesystem::exists("/usr/share/zoneinfo/UTC", error);
    if (!there) throw std::runtime_error("this machine has no time zones in /usr/share/zoneinfo");
    return date::get_tzdb();
}

/// A similar name as half a sentence, or nothing: people type `europe/lisbon` and `Lisbon`.
std::string suggestion(std::string_view name) {
    const std::string wanted = lower_ascii(name);
    std::vector<std::string_view> names;
    for (const date::time_zone& zone : zone_data().zones) {
        const std::string lower = lower_ascii(zone.name());
        const auto slash = lower.rfind('/');
        if (lower == wanted || (slash != lower.npos && lower.substr(slash + 1) == wanted))
            return fmt::format("; did you mean {}?", zone.name());
        names.emplace_back(zone.name());
    }
    const std::string_view near = nearest(name, names);
    return near.empty() ? std::string() : fmt::format("; did you mean {}?", near);
}

} // namespace

Result<Zone> Zone::named(std::string_view name) {
    if (name == "UTC" || name == "Etc/UTC") {
        Zone zone;
        zone.name_ = name;
        return zone;
    }
    const std::string shown = clean_line(name, 60);
    try {
        const auto& zones = zone_data().zones; // sorted by name
        const auto known =
            std::lower_bound(zones.begin(), zones.end(), name,
                             [](const auto& zone, std::string_view n) { return zone.name() < n; });
        if (known != zones.end() && known->name() == name) {
            Zone zone(&*known, std::string(name));
            zone.span_at(Instant{}); // reads the zone's file now, where a failure can be told
            return zone;
        }
        return fail(fmt::format("no time zone is called \"{}\"{}", shown, suggestion(shown)));
    } catch (const std::exception& problem) {
        return fail(fmt::format("the time zone \"{}\" could not be read ({})", shown,
                                clean_line(problem.what())));
    }
}

const Zone::Span& Zone::span_at(Instant at) const {
    if (cached_.from <= at && at < cached_.to) return cached_;
    if (!zone_) {
        cached_ = {Instant::min(), Instant::max(), {}};
    } else {
        const date::sys_info info = as_zone(zone_).get_info(at);
        cached_ = {info.begin, info.end, info.offset};
    }
    return cached_;
}

LocalTime Zone::to_local(Instant at) const {
    return LocalTime{(at + span_at(at).offset).time_since_epoch()};
}

/// True when `local` lies so deep in the cached span that no change of the clock can touch it.
bool Zone::is_plain(LocalTime local) const {
    constexpr std::chrono::hours margin{26};
    if (cached_.from >= cached_.to) return false;
    const Instant at{local.time_since_epoch() - cached_.offset};
    return (cached_.from == Instant::min() || at - cached_.from > margin) &&
           (cached_.to == Instant::max() || cached_.to - at > margin);
}

Instant Zone::to_instant(LocalTime local) const {
    if (!zone_) return Instant{local.time_since_epoch()};
    // In a gap `first` is the offset before it, in an overlap the earlier of the two: the RFC's
    // rule is the same line for all three cases.
    const std::chrono::seconds offset =
        is_plain(local) ? cached_.offset : as_zone(zone_).get_info(for_date(local)).first.offset;
    return Instant{local.time_since_epoch() - offset};
}

Instant Zone::to_instant_earliest(LocalTime local) const {
    if (!zone_) return Instant{local.time_since_epoch()};
    if (is_plain(local)) return Instant{local.time_since_epoch() - cached_.offset};
    const date::local_info info = as_zone(zone_).get_info(for_date(local));
    if (info.result == date::local_info::nonexistent) return info.first.end;
    return Instant{local.time_since_epoch() - info.first.offset};
}

} // namespace kith::calendar
