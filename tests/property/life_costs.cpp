// SPDX-License-Identifier: MIT
// What a nudge's end and an answer cost, and when the clocks of an invented life stand still.
#include "tests/property/life.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "core/policy/candidates.hpp"

namespace kith::test {

using namespace policy;

/// B8: what was seen and passed by costs one of k and of G; nothing else that ends does.
void Life::check_end(const Memory& before, const Event& event) {
    const auto& o = *before.outstanding;
    const bool counts =
        event.ending == Ending::Ignored && o.sight == Sight::Seen && o.occasion.empty();
    if (counts) books_.costly.insert(o.nudge);
    const auto grown = backoff_at(memory_, event.at) - backoff_at(before, event.at);
    rule(grown == (counts ? 1 : 0), "B8: G grows by what passed by alone", o.connection);
    const auto& c = memory_.connections.at(o.connection);
    const auto& was = before.connections.at(o.connection);
    const bool heard = c.clock.last_touch && *c.clock.last_touch >= *o.delivered_at;
    rule(heard || ignored_count(c) == ignored_count(was) + (counts ? 1 : 0) ||
             c.ignored.size() == was.ignored.size(), // four are remembered
         "B8: k grows by what passed by alone", o.connection);
}

/// B8: an answer after the end counts as if in time.
void Life::check_late_answer(const Memory& before, bool cost, Answer what, Instant now) {
    if (what != Answer::Later && what != Answer::NotThisTime && what != Answer::Rest) return;
    const auto wanted = std::max(0, backoff_at(before, now) - (cost ? 1 : 0));
    rule(backoff_at(memory_, now) == wanted, "B8: a late answer takes its G back",
         fmt::format("({} at {})", to_word(what), now.time_since_epoch().count()));
}

bool Life::stood_still(const Books::Person& person, Instant from, Instant to) const {
    const auto covers = [&](const Interval& i) { return i.from <= from && to < i.to; };
    const auto any = [&](const std::vector<Interval>& all) {
        return std::ranges::any_of(all, covers);
    };
    if (any(books_.pauses) || any(books_.hard_weeks) || any(books_.leaves)) return true;
    if (person.resting_until && covers({*person.resting_from, *person.resting_until})) return true;
    return std::ranges::any_of(person.bounds, [&](const auto& bound) {
        return (bound.first == State::Resting || bound.first == State::Paused) &&
               covers(bound.second);
    });
}

/// P10: pausing, resting, a hard week and time away leave every clock where it was.
void Life::check_stillness(Instant now) {
    Look look{now, {}, {}};
    for (std::size_t i = 0; i < goals_.all.size(); ++i) {
        const auto& id = goals_.all[i].connection->id;
        const auto& view = decision_.goals[i];
        look.elapsed.push_back(view.counted ? view.elapsed : -1);
        look.touches.push_back(touches_[id].size());
        if (!last_look_ || !view.counted || last_look_->elapsed[i] < 0) continue;
        if (last_look_->touches[i] != look.touches[i]) continue;
        const auto gone = view.elapsed - last_look_->elapsed[i];
        const auto days = std::chrono::duration<double, std::ratio<86400>>(now - last_look_->at);
        const auto who = fmt::format("({} at {})", id, now.time_since_epoch().count());
        if (stood_still(books_.people[id], last_look_->at, now))
            rule(std::abs(gone) < 1e-6, "P10: a clock that stands still", who);
        else
            rule(gone < days.count() + 1e-6, "B18: a clock runs no faster than time", who);
    }
    last_look_ = std::move(look);
}

/// B18, honest check: it spends what an offer spends, costs nobody anything, and is no date, no
/// return and no offer of a hard week.
void Life::withhold(const Frame& frame, const Event& chosen) {
    const auto& id = chosen.connection;
    rule(settings_.withhold > 0, "D5: the coin is off unless it is asked for", id);
    rule(!chosen.is_return && chosen.occasion.empty(), "D5: no date and no return is kept back",
         id);
    rule(goals_.all[*decision_.nudge].rhythmic, "D5: only lapses are kept back", id);
    rule(goals_.all[*decision_.nudge].sight == Sight::Seen, "D5: only where contact is seen", id);
    for (const auto& week : books_.hard_weeks)
        rule(frame.now < week.from || frame.now >= week.to, "D5: not in a hard week", id);
    const auto before = memory_;
    tell(chosen);
    rule(memory_.outstanding == before.outstanding, "D5: nobody is asked, and what is open stays",
         id);
    rule(!find_target(memory_, chosen.nudge), "D5: there is nothing to answer", id);
    rule(backoff_at(memory_, frame.now) == backoff_at(before, frame.now) &&
             ignored_count(memory_.connections.at(id)) == ignored_count(before.connections.at(id)),
         "D5: it costs neither k nor G", id);
    books_.people[id].returns.reset();
    books_.offers.push_back({frame.around.slot.start,
                             frame.now,
                             id,
                             goals_.all[*decision_.nudge].kind,
                             chosen.words,
                             false,
                             {},
                             {}});
}

/// Nobody is late afterwards, and nobody who was warmer gets further away.
void Life::invent_fresh_start(Instant at) {
    agenda_.emplace_back(at, [this](Instant now) {
        const auto before = memory_;
        Event e;
        e.kind = EventKind::FreshStart;
        e.at = now;
        tell(e);
        const auto was = gather(goals_, before, {}, {}, now, now);
        const auto is = gather(goals_, memory_, {}, {}, now, now);
        for (std::size_t i = 0; i < goals_.all.size(); ++i) {
            const auto& goal = goals_.all[i];
            const auto& id = goal.connection->id;
            if (!goal.rhythmic || now < is.facts[i].first_seen) continue;
            const auto lived = elapsed_now(was.facts[i], now), anew = elapsed_now(is.facts[i], now);
            rule(anew <= lived + 1e-9, "B3: a fresh start brings nobody further away", id);
            rule(anew < goal.rhythm + 1e-9, "B3: after a fresh start nobody is late", id);
            rule(is.facts[i].ignored == 0 && is.facts[i].cycle_pushes == 0,
                 "B8: after a fresh start nothing was passed over", id);
        }
        rule(backoff_at(memory_, now) == 0, "B8: a fresh start ends the backoff");
        for (auto& [id, person] : books_.people) {
            person.unheard.clear();
            person.cycle.clear();
        }
        last_look_.reset();
        withdraw_if_needless(now);
    });
}

} // namespace kith::test
