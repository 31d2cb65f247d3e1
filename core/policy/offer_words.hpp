// SPDX-License-Identifier: MIT
#pragma once

#include "core/policy/decide.hpp"
#include "core/words/bank.hpp"

namespace kith::policy {

/// What an offer of this step to this goal says: chosen by all that is known of the person, their
/// notes, the day and the calendars. `ratio` is the goal's r, `about` the decision's, `occasion`
/// its date or ritual. What is not known is not spoken of.
words::Words words_for(const Frame& frame, const words::Bank& bank, std::size_t goal,
                       const Step& step, double ratio, words::Occasion about,
                       const OccasionOffer* occasion = nullptr);

} // namespace kith::policy
