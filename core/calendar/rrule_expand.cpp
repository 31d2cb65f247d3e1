// SPDX-License-Identifier: MIT
#include "core/calendar/recurrence.hpp"

#include "core/calendar/rrule_days.hpp"

#include <algorithm>
#include <limits>

namespace kith::calendar {

namespace {

using std::chrono::days;

constexpr days kNothingFor{146'097}; // 400 Gregorian years
constexpr int kNothingIn = 400;      // periods, for intervals of more than a year
constexpr Day kLastDay{std::chrono::year{9999} / std::chrono::December / 31};

/// The instances of one period: every time of every day, or those BYSETPOS picks. They are counted
/// and reached by number, never all written out, so a rule with every second of every day in it
/// costs no more than another.
class PeriodSet {
  public:
    PeriodSet(const std::vector<std::chrono::seconds>& times, const std::vector<int>& set_pos)
        : times_(times), set_pos_(set_pos) {}

    void set_days(const std::vector<Day>& days_in_period) {
        days_ = &days_in_period;
        if (set_pos_.empty()) return;
        const auto size = static_cast<std::int64_t>(days_->size() * times_.size());
        picked_.clear();
        for (const int pos : set_pos_) {
            const std::int64_t at = pos > 0 ? pos - 1 : size + pos;
            if (at >= 0 && at < size) picked_.push_back(static_cast<std::size_t>(at));
        }
        std::sort(picked_.begin(), picked_.end());
        picked_.erase(std::unique(picked_.begin(), picked_.end()), picked_.end());
    }

    std::size_t size() const {
        return set_pos_.empty() ? days_->size() * times_.size() : picked_.size();
    }

    LocalTime at(std::size_t number) const {
        const std::size_t place = set_pos_.empty() ? number : picked_[number];
        return (*days_)[place / times_.size()] + times_[place % times_.size()];
    }

    /// The number of the first instance not before `moment`.
    std::size_t lower_bound(LocalTime moment) const {
        std::size_t low = 0;
        for (std::size_t high = size(); low < high;) {
            const std::size_t middle = low + (high - low) / 2;
            if (at(middle) < moment)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

  private:
    const std::vector<std::chrono::seconds>& times_;
    const std::vector<int>& set_pos_;
    const std::vector<Day>* days_ = nullptr;
    std::vector<std::size_t> picked_;
};

/// The part of a window no instance can lie outside of.
struct Bounds {
    LocalTime from;
    LocalTime to; ///< exclusive
};

Bounds bounds_of(const Rule& rule, LocalTime start, LocalTime from, LocalTime to) {
    Bounds bounds{std::max(start, from), std::min<LocalTime>(to, kLastDay + days{1})};
    if (rule.until) bounds.to = std::min(bounds.to, rule.until->at + std::chrono::seconds{1});
    return bounds;
}

} // namespace

std::vector<LocalTime> expand(const Rule& rule, LocalTime start, LocalTime from, LocalTime to,
                              std::size_t limit) {
    std::vector<LocalTime> found;
    const Bounds bounds = bounds_of(rule, start, from, to);
    if (limit == 0 || bounds.from >= bounds.to) return found;

    const RulePattern pattern(rule, start);
    PeriodSet set(pattern.times(), rule.by_set_pos);
    auto left =
        static_cast<std::size_t>(rule.count.value_or(std::numeric_limits<std::int64_t>::max()));
    std::vector<Day> period_days;
    // COUNT has to be counted from the start; anything else jumps to the window.
    std::int64_t number = rule.count ? 0 : pattern.period_of(day_of(bounds.from));
    Day last_found = pattern.period_begin(number);
    int empty_periods = 0;
    for (;; ++number) {
        const Day begin = pattern.period_begin(number);
        if (begin >= bounds.to) return found;
        if (begin - last_found > kNothingFor && empty_periods > kNothingIn) return found;
        pattern.collect_days(number, period_days);
        set.set_days(period_days);
        if (set.size() > 0) last_found = begin;
        empty_periods = set.size() > 0 ? 0 : empty_periods + 1;

        const std::size_t counted_from = set.lower_bound(start);
        const std::size_t end = std::min(set.size(), counted_from + std::min(left, set.size()));
        for (std::size_t i = set.lower_bound(bounds.from); i < end; ++i) {
            const LocalTime at = set.at(i);
            if (at >= bounds.to) return found;
            found.push_back(at);
            if (found.size() == limit) return found;
        }
        left -= end - counted_from;
        if (left == 0) return found;
    }
}

std::vector<Day> expand_days(const Rule& rule, Day start, Day from, Day to, std::size_t limit) {
    Rule dates = rule;
    dates.by_hour.clear();
    dates.by_minute.clear();
    dates.by_second.clear();
    std::vector<Day> found;
    for (const LocalTime at : expand(dates, start, from, to, limit)) found.push_back(day_of(at));
    return found;
}

} // namespace kith::calendar
