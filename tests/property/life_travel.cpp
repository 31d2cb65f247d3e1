// SPDX-License-Identifier: MIT
// Another time zone in the middle of an invented life: after a flight, or another line in the
// settings.
#include "tests/property/life.hpp"

#include <algorithm>
#include <cmath>

#include "tests/property/random_settings.hpp"

namespace kith::test {

using namespace policy;
using std::chrono::hours;
using std::chrono::minutes;

namespace {

/// Far enough apart to be on two days everywhere, also where a day has 25 hours.
bool are_days_apart(const std::vector<LocalTouch>& touches) {
    return std::ranges::adjacent_find(touches, [](const LocalTouch& a, const LocalTouch& b) {
               return b.at - a.at <= hours{25};
           }) == touches.end();
}

} // namespace

std::optional<calendar::SlotWindow> Life::move(Instant last) {
    auto at = last + minutes{travels_.within(1, 600)};
    if (const auto next = slots_.next_slot(last)) at = std::min(at, next->start);
    if (at >= asleep_until_) pass_until(at);
    live_elsewhere(some_zone(travels_));
    // One that is open there is looked at on arrival.
    auto open = slots_.slot_at(at);
    if (!open || !open->first_allowed) return slots_.next_slot(at);
    open->first_allowed = std::max(*open->first_allowed, at);
    return open;
}

/// As the daemon does it: slots, nights and days are those of the new place, and every clock is
/// told anew, as its touches may fall on other days there.
void Life::live_elsewhere(const calendar::Zone& zone) {
    zone_ = zone;
    slots_ = slot_plan(settings_, zone_);
    goals_ = prepare(settings_, zone_, states_, sights_);
    for (const auto& goal : goals_.all) {
        auto& c = memory_.connections.at(goal.connection->id);
        auto& touches = touches_[c.id];
        for (auto& t : touches) {
            Touchpoint there;
            there.at = t.at;
            const auto local = to_local_touch(there, zone_);
            t.day = local.day;
            t.week_minute = local.week_minute;
        }
        const auto frozen = frozen_intervals(memory_, c);
        const auto before = c.clock;
        c.clock = replay(goal.terms, c.first_seen, touches, frozen);
        rule(c.clock.last_touch == before.last_touch, "B3: a journey is no touch", c.id);
        const auto then = std::max(before.as_of, c.clock.as_of);
        rule(!are_days_apart(touches) || std::abs(elapsed_at(c.clock, then, frozen) -
                                                  elapsed_at(before, then, frozen)) < 1e-6,
             "B3: a journey moves no clock", c.id);
    }
    last_look_.reset(); // what fell on one day may weigh as two
}

} // namespace kith::test
