// SPDX-License-Identifier: MIT
#include "plugins/support/ical/instances.hpp"

#include <algorithm>
#include <chrono>
#include <map>
#include <set>
#include <tuple>

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
            add(zones_.to_instant(event->start), *event, ref_of(original, *event));
        if (master_ == nullptr)
            for (const auto& [original, event] : future_)
                add(zones_.to_instant(event->start), *event, ref_of(original, *event));
        return std::move(out_);
    }

    std::vector<std::string> left_out() {
        std::vector<std::string> out;
        if (master_ == nullptr || master_->left_out.empty() || !master_->repeats()) return out;
        note_left_out();
        const auto& zone = zones_.zone_of(master_->start);
        const auto [from, to] = reach();
        for (const auto local : local_starts(from, to)) {
            const auto at = zone.to_instant(local);
            if (is_gone(at, local)) out.push_back(ref_of(at, *master_));
        }
        return out;
    }

  private:
    void sort_in(const Event& event) {
        if (!event.recurrence_id) {
            if (master_ == nullptr || event.sequence >= master_->sequence) master_ = &event;
            return;
        }
        const auto original = zones_.to_instant(*event.recurrence_id);
        auto& slot = (event.this_and_future ? future_ : single_)[original];
        if (slot == nullptr || event.sequence >= slot->sequence) slot = &event;
    }

    /// What `is_gone` looks up, in the order in which it can be searched.
    void note_left_out() {
        for (const auto& stamp : master_->left_out)
            if (stamp.kind == Stamp::Kind::Date)
                gone_days_.insert(floor<days>(stamp.local));
            else
                gone_.insert(zones_.to_instant(stamp));
    }

    void note_overridden() {
        // A RECURRENCE-ID that is a bare date stands for whatever happens on that day.
        for (const auto& [original, event] : single_)
            if (event->recurrence_id->kind == Stamp::Kind::Date)
                gone_days_.insert(floor<days>(event->recurrence_id->local));
            else
                gone_.insert(original);
    }

    bool is_gone(Instant at, LocalTime local) const {
        return gone_.contains(at) || gone_days_.contains(floor<days>(local));
    }

    /// The uid and the original time: in UTC where the series is bound to a zone, else as written.
    std::string ref_of(Instant original, const Event& event) const {
        const auto kind = master_ != nullptr ? master_->start.kind : event.recurrence_id->kind;
        const bool utc = kind == Stamp::Kind::Zoned || kind == Stamp::Kind::Utc;
        const auto local =
            utc ? LocalTime{original.time_since_epoch()} : zones_.own().to_local(original);
        return event.uid + "#" + stamp_text(local, kind == Stamp::Kind::Date) + (utc ? "Z" : "");
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

    /// The local time in which what lies in the window was to begin.
    std::pair<LocalTime, LocalTime> reach() const {
        seconds longest = zones_.length_of(*master_);
        seconds moved{0};
        for (const auto& [original, event] : future_) {
            longest = std::max(longest, zones_.length_of(*event));
            const auto shift = zones_.to_instant(event->start) - original;
            moved = std::max(moved, shift < seconds{0} ? -shift : shift);
        }
        const auto& zone = zones_.zone_of(master_->start);
        return {zone.to_local(window_.from) - longest - moved - kZoneSlack,
                zone.to_local(window_.to) + moved + kZoneSlack};
    }

    void expand_master() {
        note_left_out();
        note_overridden();
        const auto& zone = zones_.zone_of(master_->start);
        const auto [from, to] = reach();
        for (const auto local : local_starts(from, to)) {
            const auto at = zone.to_instant(local);
            if (is_gone(at, local)) continue;
            auto later = future_.upper_bound(at);
            if (later == future_.begin()) {
                add(at, *master_, ref_of(at, *master_));
                continue;
            }
            --later;
            const auto shift = zones_.to_instant(later->second->start) - later->first;
            add(at + shift, *later->second, ref_of(at, *later->second));
        }
    }

    void add(Instant from, const Event& event, std::string ref) {
        auto to = from + zones_.length_of(event);
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
    std::set<Instant> gone_;
    std::set<calendar::Day> gone_days_;
    std::vector<Instance> out_;
};

} // namespace

std::vector<Instance> instances(std::span<const Event> events, ZoneBook& zones, Interval window,
                                std::size_t limit) {
    auto out = Series{events, zones, window}.run();
    std::ranges::sort(out, [](const Instance& a, const Instance& b) {
        return std::tie(a.from, a.ref) < std::tie(b.from, b.ref);
    });
    if (out.size() > limit) out.erase(out.begin(), out.end() - static_cast<std::ptrdiff_t>(limit));
    return out;
}

std::vector<std::string> left_out(std::span<const Event> events, ZoneBook& zones, Interval window) {
    return Series{events, zones, window}.left_out();
}

} // namespace kith::ical
