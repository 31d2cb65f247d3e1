// SPDX-License-Identifier: MIT
#include "plugins/support/ical/zone_book.hpp"

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

std::optional<calendar::Zone> look_up(std::string_view tzid, std::string_view location) {
    if (const auto windows = windows_zone(tzid); !windows.empty()) return find_zone(windows);
    if (auto zone = find_zone(tzid)) return zone;
    if (auto zone = find_zone(location)) return zone;
    // A path: the longest end of it that is a zone.
    auto rest = tzid;
    for (auto slash = rest.find('/'); slash != std::string_view::npos; slash = rest.find('/')) {
        rest.remove_prefix(slash + 1);
        if (rest.find('/') == std::string_view::npos) break;
        if (auto zone = find_zone(rest)) return zone;
    }
    return std::nullopt;
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

const EventZone* ZoneBook::system_zone(const std::string& tzid, std::string_view location) {
    auto found = known_.find(tzid);
    if (found == known_.end() || (!found->second && !location.empty())) {
        if (known_.size() >= kMaxKnown) return nullptr;
        std::optional<EventZone> zone;
        if (auto system = look_up(tzid, location)) zone.emplace(std::move(*system));
        found = known_.insert_or_assign(tzid, std::move(zone)).first;
    }
    return found->second ? &*found->second : nullptr;
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

} // namespace kith::ical
