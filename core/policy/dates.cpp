// SPDX-License-Identifier: MIT
#include "core/policy/dates.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace kith::policy {
namespace {

using calendar::Day;
using std::chrono::days;

constexpr std::string_view kDate = "date:", kBirthday = "date:birthday:";
constexpr std::size_t kSharers = 1; ///< two on one day share a message
constexpr std::size_t kDayLength = 10;

Day today_of(const Frame& frame) {
    return calendar::local_day(frame.now, frame.goals.zones.front());
}

Day in_year(const DateEntry& date, std::chrono::year year) {
    const std::chrono::year_month_day written{year, std::chrono::month{date.month},
                                              std::chrono::day{date.day}};
    if (written.ok()) return Day{std::chrono::local_days{written}};
    return Day{std::chrono::local_days{year / std::chrono::month{date.month} / std::chrono::last}};
}

bool was_said(const Frame& frame, const Goal& goal, const std::string& occasion) {
    const auto it = frame.memory.connections.find(goal.connection->id);
    return it != frame.memory.connections.end() &&
           std::ranges::find(it->second.occasions, occasion) != it->second.occasions.end();
}

/// Birthday and other such words are for those who are there: nobody resting, remembered or gone.
bool takes_dates(const Goal& goal, const Facts& facts) {
    return !goal.connection->dates.empty() && facts.state == State::Active &&
           goal.connection->feels != Feels::Hard;
}

/// Whether, as things are, a word about a date could come on that day at all.
bool may_come(const Frame& frame, const Goal& goal, Day day) {
    const auto& zone = frame.goals.zones.front();
    const auto at = std::max(frame.now, zone.to_instant_earliest(day));
    const auto placed = standing(frame.settings, frame.memory, zone, at);
    return !placed.away && !placed.hard_week && placed.suits(*goal.connection) &&
           !is_grieving(frame.memory.modes, at);
}

bool touched_on(const Frame& frame, const Facts& facts, Day day) {
    return facts.last_touch != Instant::min() &&
           calendar::local_day(facts.last_touch, frame.goals.zones.front()) == day;
}

/// The local day on which it is next to be spoken of, from `today` on.
Day said_on(const DateEntry& date, Day occurrence, Day today) {
    const auto ahead = occurrence - days{date.lead_days};
    return ahead >= today ? ahead : occurrence;
}

/// Calls `each` with every date of the goal that was not spoken of yet, and the day to do so.
template <class F>
void unsaid(const Frame& frame, std::size_t index, F each) {
    const auto& goal = frame.goals.all[index];
    if (!takes_dates(goal, frame.board.facts[index])) return;
    const auto today = today_of(frame);
    for (const auto& date : goal.connection->dates) {
        auto day = next_occurrence(date, today);
        // What has been spoken of already comes round again in a year.
        if (was_said(frame, goal, occasion_of(date, day)))
            day = next_occurrence(date, day + days{1});
        each(date, day, said_on(date, day, today));
    }
}

/// Their offers name nobody where others may look on, so they share none with whom one does.
bool is_unnamed(const Connection& c) { return c.discreet && c.label.empty(); }

/// Others whose date of the same kind, not spoken of yet, is on the same day.
std::vector<std::size_t> who_shares(const Frame& frame, const DueDate& date) {
    std::vector<std::size_t> out;
    if (is_unnamed(*frame.goals.all[date.goal].connection)) return out;
    const auto today = today_of(frame);
    for (const auto i : frame.goals.dated) {
        if (i == date.goal || out.size() == kSharers || is_unnamed(*frame.goals.all[i].connection))
            continue;
        bool shares = false;
        unsaid(frame, i, [&](const DateEntry& other, Day day, Day said) {
            // The same label, so that the message is filed under one name for all of them; and
            // theirs is due as well, so that a long lead takes no word away from anybody.
            shares =
                shares || (day == date.day && said == today && other.label == date.date->label);
        });
        if (shares) out.push_back(i);
    }
    return out;
}

} // namespace

Day next_occurrence(const DateEntry& date, Day from) {
    auto year = std::chrono::year_month_day{from}.year();
    if (date.year) year = std::max(year, std::chrono::year{*date.year});
    const auto day = in_year(date, year);
    return day >= from ? day : in_year(date, year + std::chrono::years{1});
}

std::string occasion_of(const DateEntry& date, Day day) {
    return fmt::format("{}{}:{}", kDate, date.label, calendar::format_date(day));
}

bool is_date(std::string_view occasion) { return occasion.starts_with(kDate); }
bool is_birthday(std::string_view occasion) { return occasion.starts_with(kBirthday); }

std::optional<Day> day_of_occasion(std::string_view occasion) {
    if (!is_date(occasion) || occasion.size() < kDayLength) return std::nullopt;
    const auto day = calendar::parse_date(occasion.substr(occasion.size() - kDayLength));
    return day ? std::optional{*day} : std::nullopt;
}

std::vector<DueDate> dates_due(const Frame& frame) {
    std::vector<DueDate> out;
    const auto today = today_of(frame);
    for (const auto i : frame.goals.dated)
        unsaid(frame, i, [&](const DateEntry& date, Day day, Day said) {
            const bool done = day == today && touched_on(frame, frame.board.facts[i], today);
            if (said == today && !done) out.push_back({i, &date, day});
        });
    std::ranges::stable_sort(out, {}, &DueDate::day);
    return out;
}

std::optional<Day> near_date(const Frame& frame, std::size_t index) {
    const auto& goal = frame.goals.all[index];
    std::optional<Day> last;
    if (!takes_dates(goal, frame.board.facts[index])) return last;
    const auto today = today_of(frame);
    for (const auto& date : goal.connection->dates)
        if (const auto day = next_occurrence(date, today);
            day - today <= kDateReserve && may_come(frame, goal, day))
            last = std::max(last.value_or(day), day);
    return last;
}

int places_kept(const Frame& frame) {
    std::vector<Day> kept; // those of one day share a message
    const auto today = today_of(frame);
    for (const auto i : frame.goals.dated)
        unsaid(frame, i, [&](const DateEntry&, Day day, Day said) {
            if (said - today <= kDateReserve && std::ranges::find(kept, day) == kept.end() &&
                may_come(frame, frame.goals.all[i], said))
                kept.push_back(day);
        });
    return static_cast<int>(kept.size());
}

std::optional<OccasionOffer> date_to_offer(const Frame& frame, const Decision& decision) {
    if (frame.goals.dated.empty() || decision.weekly <= 0 || decision.standing.hard_week ||
        is_grieving(frame.memory.modes, frame.now))
        return std::nullopt;
    auto guards = decision.global;
    guards.remove(Guard::BudgetWeek);
    if (!guards.empty()) return std::nullopt;
    for (const auto& due : dates_due(frame)) {
        auto name = occasion_of(*due.date, due.day);
        const bool birthday = is_birthday(name);
        if (decision.spent >= decision.weekly + (birthday ? 1 : 0)) continue;
        if (!decision.standing.suits(*frame.goals.all[due.goal].connection)) continue;
        auto also = who_shares(frame, due);
        std::erase_if(also, [&](std::size_t i) {
            return !decision.standing.suits(*frame.goals.all[i].connection);
        });
        return OccasionOffer{
            std::move(name), due.goal,
            std::move(also), birthday ? words::Occasion::Birthday : words::Occasion::Date,
            due.day,         due.date->label};
    }
    return std::nullopt;
}

bool date_still_wanted(const Frame& frame, const std::string& connection,
                       const std::string& occasion) {
    const auto index = frame.goals.find(connection);
    const auto day = day_of_occasion(occasion);
    if (!index || !day) return false;
    const auto placed =
        standing(frame.settings, frame.memory, frame.goals.zones.front(), frame.now);
    if (placed.away || placed.hard_week || is_grieving(frame.memory.modes, frame.now)) return false;
    const auto today = today_of(frame);
    const auto& facts = frame.board.facts[*index];
    if (!takes_dates(frame.goals.all[*index], facts) || today > *day) return false;
    return today < *day || !touched_on(frame, facts, today);
}

} // namespace kith::policy
