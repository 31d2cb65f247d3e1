// SPDX-License-Identifier: MIT
#include "plugins/files/moved_series.hpp"

#include <algorithm>
#include <chrono>
#include <map>
#include <set>
#include <string>

#include "core/calendar/civil.hpp"

namespace kith::files {
namespace {

using std::chrono::seconds;

/// Half of the shortest time from one to the next.
seconds half_period(const std::vector<ical::Instance>& all) {
    std::vector<Instant> begins;
    for (const auto& i : all) begins.push_back(i.from);
    std::ranges::sort(begins);
    auto shortest = seconds::max();
    for (std::size_t n = 1; n < begins.size(); ++n)
        if (begins[n] > begins[n - 1])
            shortest = std::min<seconds>(shortest, begins[n] - begins[n - 1]);
    return shortest == seconds::max() ? seconds{0} : shortest / 2;
}

struct Pair {
    seconds apart{};
    ical::Instance* now = nullptr;
    Instant before;
    std::string ref;
};

/// The nearest first, and none twice.
void pair_up(std::vector<ical::Instance*> found, const std::map<Instant, std::string>& gone,
             seconds reach) {
    std::vector<Pair> pairs;
    for (auto* i : found)
        for (auto it = gone.lower_bound(i->from - reach);
             it != gone.end() && it->first <= i->from + reach; ++it)
            pairs.push_back({std::chrono::abs(i->from - it->first), i, it->first, it->second});
    std::ranges::stable_sort(pairs, {}, &Pair::apart);
    std::set<std::string> taken;
    for (const auto& pair : pairs) {
        auto& i = *pair.now;
        if (std::ranges::find(found, &i) == found.end() || !taken.insert(pair.ref).second) continue;
        std::erase(found, &i);
        i.ref = pair.ref;
        if (i.from <= pair.before) continue;
        i.to -= i.from - pair.before;
        i.from = pair.before;
    }
}

} // namespace

void keep_refs(const Told::File& told, std::vector<ical::Instance>& all, const calendar::Zone& zone,
               Instant now, Instant looked_at) {
    const auto length = all.empty() ? 0 : uid_length(all.front().ref);
    if (all.empty() || length == all.front().ref.size()) return;
    const auto series = all.front().ref.substr(0, length + 1);
    std::set<std::string> given;
    for (const auto& i : all) given.insert(i.ref);
    std::map<calendar::Day, std::pair<Instant, std::string>> gone;
    for (auto it = told.refs.lower_bound(series);
         it != told.refs.end() && it->first.starts_with(series); ++it)
        if (!given.contains(it->first) && uid_length(it->first) == length) {
            const Instant at{seconds{it->second.at}};
            gone.try_emplace(calendar::local_day(at, zone), at, it->first);
        }
    if (gone.empty()) return;
    const auto reach = half_period(all);
    std::vector<ical::Instance*> found;
    for (auto& i : all) {
        if (i.from > now || told.refs.contains(i.ref)) continue;
        if (auto kept = gone.extract(calendar::local_day(i.from, zone)))
            i.ref = std::move(kept.mapped().second);
        else if (i.to <= looked_at)
            found.push_back(&i);
    }
    std::map<Instant, std::string> left;
    for (auto& [day, meeting] : gone) left.insert(std::move(meeting));
    pair_up(std::move(found), left, reach);
}

} // namespace kith::files
