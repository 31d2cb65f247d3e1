// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/calendar/civil.hpp"
#include "core/words/compose.hpp"

namespace kith::policy {

/// What an offer is for, where it is no lapse: a date the person wrote down, or a ritual.
struct OccasionOffer {
    std::string name;              ///< filed under it, and offered once: `date:birthday:2026-12-03`
    std::size_t goal = 0;          ///< index into Goals::all
    std::vector<std::size_t> also; ///< who shares the message, if anybody
    words::Occasion about = words::Occasion::Date;
    calendar::Day day{}; ///< the day it is about
    std::string label;   ///< the date's, or what the ritual is
};

struct Frame;
struct Decision;

/// The occasion to offer in this slot, if any; it goes before every lapse, and after a *later* that
/// comes back.
std::optional<OccasionOffer> occasion_to_offer(const Frame& frame, const Decision& decision);

/// Whether an open offer for an occasion still makes sense.
bool occasion_still_wanted(const Frame& frame, const std::string& connection,
                           const std::string& occasion);

} // namespace kith::policy
