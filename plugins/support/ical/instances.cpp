// SPDX-License-Identifier: MIT
#include "plugins/support/ical/instances.hpp"

#include <algorithm>
#include <chrono>
#include <map>

#include <fmt/format.h>

namespace kith::ical {
namespace {

using namespace std::chrono;
using calendar::LocalTime;

/// Local time and instants differ by less than this everywhere.
constexpr auto kZoneSlack = days{2};
constexpr std::size_t kMaxExpanded = 20'000;

std::string stamp_text(LocalTime local, bool date_only) {
    const auto day = floor<days>(local);
    const year_month_day ymd{day};
    const hh_mm_ss time{local - day};
    auto text = fmt::format("{:04}{:02}{:02}", static_cast<int>(ymd.year()),
                            static_cast<unsigned>(ymd.month()), static_cast<unsigned>(ymd.day()));
    if (!date_only)
        text += fmt::format("T{:02}{:02}{:02}", time.hours().count(), time.minutes().count(),
                            time.seconds().count());
    return text;
}

/// All VEVENTs of one UID, put together for one window.
class Series {
  public:
    Series(std::span<const Event> events, ZoneBook& zones, Interval window)
        : zones_(zones), window_(window) {
        for (const auto& event : events) sort_in(event);
    }

    std::vector<Instance> run() {
        if (master_ != nullptr) {
            if (master_->repeats())
                expand_master();
            else
                add(zones_.to_instant(master_->start), *master_, master_->uid);
        }
        for (const auto& [original, event] : single_)
            add(zones_.to_instant(event->start), *event, ref_of(original));
        if (master_ == nullptr)
            for (const auto& [original, event] : future_)
                add(zones_.to_instant(event->start), *event, ref_of(original));
        return std::move(out_);
    }

  private:
    void sort_in(const Event& event) {
        if (!event.recurrence_id) {
            if (master_ == nullptr || event.sequence >= master_->sequence) master_ = &event;
            return;
        }
        auto& slot = (event.this_and_future ? future_ : single_)[original_of(event)];
        if (slot == nullptr || event.sequence >= slot->sequence) slot = &event;
    }

    /// When the replaced instance was. A RECURRENCE-ID that is a date stands for the whole day in
    /// the master's zone; found again in `override_for`.
    Instant original_of(const Event& event) { return zones_.to_instant(*event.recurrence_id); }

    std::string ref_of(Instant original) {
        const auto& stamp = master_ != nullptr ? master_->start : single_or_future(original).start;
        const bool utc = stamp.kind == Stamp::Kind::Zoned || stamp.kind == Stamp::Kind::Utc;
        const auto local =
            utc ? LocalTime{original.time_since_epoch()} : zones_.own().to_local(original);
        return single_or_master_uid(original) + "#" +
               stamp_text(local, stamp.kind == Stamp::Kind::Date) + (utc ? "Z" : "");
    }

    const Event& single_or_future(Instant original) const {
        const auto found = single_.find(original);
        return found != single_.end() ? *found->second : *future_.at(original);
    }
    const std::string& single_or_master_uid(Instant original) const {
        return master_ != nullptr ? master_->uid : single_or_future(original).uid;
    }

    /// The single override for the instance that was at `at`, matching a bare date as well.
    bool is_replaced(Instant at) {
        if (single_.contains(at)) return true;
        const auto day = floor<days>(zones_.zone_of(master_->start).to_local(at));
        return std::ranges::any_of(single_, [&](const auto& entry) {
            const auto& id = *entry.second->recurrence_id;
            return id.kind == Stamp::Kind::Date && !master_->all_day() &&
                   floor<days>(id.local) == day;
        });
    }

    bool is_left_out(Instant at, LocalTime local) {
        return std::ranges::any_of(master_->left_out, [&](const Stamp& stamp) {
            if (stamp.kind == Stamp::Kind::Date)
                return floor<days>(stamp.local) == floor<days>(local);
            return zones_.to_instant(stamp) == at;
        });
    }

    std::vector<LocalTime> local_starts(LocalTime from, LocalTime to) {
        const auto& start = master_->start;
        std::vector<LocalTime> out{start.local};
        for (const auto& extra : master_->extra_dates) {
            const auto& zone = zones_.zone_of(start);
            out.push_back(extra.kind == Stamp::Kind::Date
                              ? extra.local
                              : zone.to_local(zones_.to_instant(extra)));
        }
        for (auto rule : master_->rules) {
            if (rule.until && rule.until->utc) {
                const Instant until{rule.until->at.time_since_epoch()};
                rule.until->at = zones_.zone_of(start).to_local(until);
                rule.until->utc = false;
            } else if (rule.until && rule.until->is_date) {
                // Written as a date it means that whole day, as calendar programs read it.
                rule.until->at = floor<days>(rule.until->at) + days{1} - seconds{1};
                rule.until->is_date = false;
            }
            if (master_->all_day()) {
                for (const auto day :
                     calendar::expand_days(rule, floor<days>(start.local), floor<days>(from),
                                           ceil<days>(to), kMaxExpanded))
                    out.emplace_back(day);
            } else {
                std::ranges::move(calendar::expand(rule, start.local, from, to, kMaxExpanded),
                                  std::back_inserter(out));
            }
        }
        std::ranges::sort(out);
        const auto repeats = std::ranges::unique(out);
        out.erase(repeats.begin(), repeats.end());
        return out;
    }

    void expand_master() {
        seconds longest = master_->length;
        seconds moved{0};
        for (const auto& [original, event] : future_) {
            longest = std::max(longest, event->length);
            const auto shift = zones_.to_instant(event->start) - original;
            moved = std::max(moved, shift < seconds{0} ? -shift : shift);
        }
        const auto& zone = zones_.zone_of(master_->start);
        const auto from = zone.to_local(window_.from) - longest - moved - kZoneSlack;
        const auto to = zone.to_local(window_.to) + moved + kZoneSlack;
        for (const auto local : local_starts(from, to)) {
            const auto at = zone.to_instant(local);
            if (is_left_out(at, local) || is_replaced(at)) continue;
            auto later = future_.upper_bound(at);
            if (later == future_.begin()) {
                add(at, *master_, ref_of(at));
                continue;
            }
            --later;
            const auto shift = zones_.to_instant(later->second->start) - later->first;
            add(at + shift, *later->second, ref_of(at));
        }
    }

    void add(Instant from, const Event& event, std::string ref) {
        auto to = from + event.length;
        // Whole days are counted on the calendar, so a day with a change of the clock is one.
        if (event.all_day())
            to = zones_.own().to_instant(zones_.own().to_local(from) + event.length);
        const bool overlaps =
            from < window_.to && (to > window_.from || (to == from && from >= window_.from));
        if (overlaps) out_.push_back({from, to, &event, std::move(ref)});
    }

    ZoneBook& zones_;
    Interval window_;
    const Event* master_ = nullptr;
    std::map<Instant, const Event*> single_;
    std::map<Instant, const Event*> future_;
    std::vector<Instance> out_;
};

} // namespace

std::vector<Instance> instances(std::span<const Event> events, ZoneBook& zones, Interval window,
                                std::size_t limit) {
    auto out = Series{events, zones, window}.run();
    std::ranges::stable_sort(out, {}, &Instance::from);
    if (out.size() > limit) out.erase(out.begin(), out.end() - static_cast<std::ptrdiff_t>(limit));
    return out;
}

} // namespace kith::ical
