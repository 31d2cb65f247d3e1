// SPDX-License-Identifier: MIT
#include "core/policy/occasion.hpp"

#include "core/policy/dates.hpp"
#include "core/policy/rituals.hpp"

namespace kith::policy {

std::optional<OccasionOffer> occasion_to_offer(const Frame& frame, const Decision& decision) {
    if (auto date = date_to_offer(frame, decision)) return date;
    return ritual_to_offer(frame, decision);
}

bool occasion_still_wanted(const Frame& frame, const std::string& connection,
                           const std::string& occasion) {
    if (!ritual_of(occasion).empty()) return ritual_still_wanted(frame, occasion);
    return is_date(occasion) && date_still_wanted(frame, connection, occasion);
}

} // namespace kith::policy
