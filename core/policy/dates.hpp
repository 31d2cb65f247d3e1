// SPDX-License-Identifier: MIT
// Days the person wrote down: birthdays and others (domain.md B12).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/calendar/civil.hpp"
#include "core/policy/decide.hpp"
#include "core/policy/occasion.hpp"

namespace kith::policy {

/// How long before a date the lapse offers of that person keep quiet, and a place in the week is
/// kept for it.
inline constexpr std::chrono::days kDateReserve{7};

/// The first time the date comes round on or after `from`: yearly, never before the year it was
/// written with. 29 February is on the 28th in a year without one.
calendar::Day next_occurrence(const DateEntry& date, calendar::Day from);

/// What an offer for it is filed under: `date:birthday:2026-12-03`. Offered once to each.
std::string occasion_of(const DateEntry& date, calendar::Day day);
bool is_date(std::string_view occasion);
bool is_birthday(std::string_view occasion);
/// The day of a date's occasion.
std::optional<calendar::Day> day_of_occasion(std::string_view occasion);

/// One date that wants a word today.
struct DueDate {
    std::size_t goal = 0;
    const DateEntry* date = nullptr;
    calendar::Day day{};
};

/// The dates to speak of today, nearest first, then in file order: on the day of their lead, and on
/// the day itself where that did not come about. Only of those who are active and not hard, and on
/// the day not of whom was touched that day already.
std::vector<DueDate> dates_due(const Frame& frame);

/// The last day for which lapse offers of this goal yield: a date of theirs within seven days that
/// a word may be about by then.
std::optional<calendar::Day> near_date(const Frame& frame, std::size_t goal);

/// Places of the week that are kept for dates still to be spoken of within seven days.
int places_kept(const Frame& frame);

/// The date to offer in this slot, if any, with another whose date is on the same day: no guard of
/// the slot may fail but the week's budget, which a birthday may exceed by one. Never in ambient.
std::optional<OccasionOffer> date_to_offer(const Frame& frame, const Decision& decision);

/// Whether an open offer for a date still makes sense: they are active, the day is not over, nobody
/// was in touch with them on it, and these are no days of silence or of grief.
bool date_still_wanted(const Frame& frame, const std::string& connection,
                       const std::string& occasion);

} // namespace kith::policy
