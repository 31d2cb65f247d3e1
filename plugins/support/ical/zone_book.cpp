// SPDX-License-Identifier: MIT
#include "plugins/support/ical/zone_book.hpp"

#include <algorithm>
#include <chrono>

#include "plugins/support/ical/windows_zones.hpp"

namespace kith::ical {
namespace {

constexpr std::size_t kMaxKnown = 2000; // a file full of invented names must not fill the memory

/// `Area/City` with a slash is worth asking the system about; other words cost a search for similar
/// names and are asked about only as they stand.
std::optional<calendar::Zone> find_zone(std::string_view name) {
    if (name.empty() || name.size() > 64) return std::nullopt;
    auto zone = calendar::Zone::named(name);
    if (!zone) return std::nullopt;
    return *zone;
}

/// Of a path the longest end that is a zone, or empty.
std::string_view zone_at_end(std::string_view path) {
    for (auto slash = path.find('/'); slash != std::string_view::npos; slash = path.find('/')) {
        path.remove_prefix(slash + 1);
        if (path.find('/') == std::string_view::npos) break;
        if (find_zone(path)) return path;
    }
    return {};
}

} // namespace

Instant EventZone::to_instant(calendar::LocalTime local) const {
    return std::visit([&](const auto& zone) { return zone.to_instant(local); }, zone_);
}

calendar::LocalTime EventZone::to_local(Instant at) const {
    return std::visit([&](const auto& zone) { return zone.to_local(at); }, zone_);
}

ZoneBook::ZoneBook(calendar::Zone own)
    : own_(std::move(own)), own_zone_(own_), utc_(calendar::Zone::utc()) {}

const EventZone* ZoneBook::named(std::string_view name) {
    auto found = known_.find(name);
    if (found == known_.end()) {
        if (known_.size() >= kMaxKnown) return nullptr;
        const auto windows = windows_zone(name);
        std::optional<EventZone> zone;
        if (auto system = find_zone(windows.empty() ? name : windows))
            zone.emplace(std::move(*system));
        found = known_.emplace(name, std::move(zone)).first;
    }
    return found->second ? &*found->second : nullptr;
}

const EventZone* ZoneBook::system_zone(const std::string& tzid, std::string_view location) {
    if (const auto* const zone = named(tzid)) return zone;
    if (const auto located = located_.find(tzid); located != located_.end()) return located->second;
    if (const auto* const zone = location.empty() ? nullptr : named(location)) {
        located_.emplace(tzid, zone);
        return zone;
    }
    if (const auto known = paths_.find(tzid); known != paths_.end()) return known->second;
    if (paths_.size() >= kMaxKnown) return nullptr;
    const auto end = zone_at_end(tzid);
    return paths_.emplace(tzid, end.empty() ? nullptr : named(end)).first->second;
}

bool ZoneBook::is_system_zone(std::string_view tzid, std::string_view location) {
    return system_zone(std::string{tzid}, location) != nullptr;
}

void ZoneBook::add_embedded(const std::map<std::string, std::string>& zones) {
    for (const auto& [tzid, text] : zones)
        if (!embedded_.contains(tzid))
            if (auto zone = EmbeddedZone::parse(text)) embedded_.emplace(tzid, std::move(*zone));
}

bool ZoneBook::is_clear(const Stamp& stamp) {
    return stamp.kind != Stamp::Kind::Zoned || embedded_.contains(stamp.tzid) ||
           system_zone(stamp.tzid, {}) != nullptr;
}

const EventZone& ZoneBook::zone_of(const Stamp& stamp) {
    if (stamp.kind == Stamp::Kind::Utc) return utc_;
    if (stamp.kind != Stamp::Kind::Zoned) return own_zone_;
    if (const auto* const zone = system_zone(stamp.tzid, {})) return *zone;
    const auto embedded = embedded_.find(stamp.tzid);
    return embedded == embedded_.end() ? own_zone_ : embedded->second;
}

std::chrono::seconds ZoneBook::length_of(const Event& event) {
    if (!event.end) return event.length;
    return std::clamp<std::chrono::seconds>(to_instant(*event.end) - to_instant(event.start),
                                            std::chrono::seconds{0}, kLongestEvent);
}

} // namespace kith::ical
