// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "core/calendar/zone.hpp"
#include "plugins/support/ical/embedded_zone.hpp"
#include "plugins/support/ical/event.hpp"

namespace kith::ical {

/// The zone an event's times are in: one of the system's, or a file's own.
class EventZone {
  public:
    explicit EventZone(calendar::Zone zone) : zone_(std::move(zone)) {}
    explicit EventZone(EmbeddedZone zone) : zone_(std::move(zone)) {}

    [[nodiscard]] Instant to_instant(calendar::LocalTime local) const;
    [[nodiscard]] calendar::LocalTime to_local(Instant at) const;

  private:
    std::variant<calendar::Zone, EmbeddedZone> zone_;
};

/// What zone names in calendars mean. A TZID is looked up as it is, by the last parts of a path
/// (`/mozilla.org/20050126_1/Europe/Berlin`), as a Windows name, by the X-LIC-LOCATION its
/// VTIMEZONE gave; then by the VTIMEZONE itself. What nobody explains is the user's own zone, as
/// for floating times and whole days. One job's; one thread.
class ZoneBook {
  public:
    explicit ZoneBook(calendar::Zone own);

    /// True if the system knows this TZID, so that its VTIMEZONE is not needed. What `location`
    /// decides holds until `forget_embedded`: another file may mean another place by that name.
    bool is_system_zone(std::string_view tzid, std::string_view location = {});
    /// Takes a file's VTIMEZONEs; they hold until `forget_embedded`.
    void add_embedded(const std::map<std::string, std::string>& zones);
    void forget_embedded() {
        embedded_.clear();
        located_.clear();
    }

    /// True unless the TZID can mean something only once its VTIMEZONE has been read.
    bool is_clear(const Stamp& stamp);
    const EventZone& zone_of(const Stamp& stamp);
    Instant to_instant(const Stamp& stamp) { return zone_of(stamp).to_instant(stamp.local); }
    /// From start to end, never negative.
    std::chrono::seconds length_of(const Event& event);
    [[nodiscard]] const calendar::Zone& own() const { return own_; }

  private:
    const EventZone* system_zone(const std::string& tzid, std::string_view location);
    /// By this very name, or as a Windows name.
    const EventZone* named(std::string_view name);

    calendar::Zone own_;
    EventZone own_zone_;
    EventZone utc_;
    std::map<std::string, std::optional<EventZone>, std::less<>> known_;
    std::map<std::string, const EventZone*, std::less<>> paths_, located_; ///< into known_
    std::map<std::string, EventZone, std::less<>> embedded_;
};

} // namespace kith::ical
