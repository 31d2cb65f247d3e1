// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "core/calendar/recurrence.hpp"

namespace kith::ical {

/// The rare zone that only a file's own VTIMEZONE explains. Reads its observances with Kith's own
/// rules, so a hostile one costs what an ordinary one does.
class EmbeddedZone {
  public:
    /// Nothing where the text holds no usable observance.
    static std::optional<EmbeddedZone> parse(std::string_view vtimezone);

    /// As calendar::Zone::to_instant: gaps and overlaps by RFC 5545 3.3.5.
    [[nodiscard]] Instant to_instant(calendar::LocalTime local) const;
    [[nodiscard]] calendar::LocalTime to_local(Instant at) const;

  private:
    struct Observance {
        calendar::LocalTime start{};
        std::chrono::seconds from{};
        std::chrono::seconds to{};
        std::optional<calendar::Rule> rule;
        std::vector<calendar::LocalTime> dates;
        bool has_start = false, has_from = false, has_to = false;

        [[nodiscard]] bool usable() const { return has_start && has_from && has_to; }
        [[nodiscard]] std::optional<calendar::LocalTime> last_onset(calendar::LocalTime at) const;
    };

    static void take(Observance& observance, std::string_view line);

    std::vector<Observance> observances_;
};

} // namespace kith::ical
