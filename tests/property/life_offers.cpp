// SPDX-License-Identifier: MIT
// What an invented life hears of, is offered and answers.
#include "tests/property/life.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "core/policy/rituals.hpp"
#include "core/policy/trial.hpp"
#include "tests/support/spoken.hpp"

namespace kith::test {

using namespace policy;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

namespace {

constexpr std::array kAnswers{Answer::Going, Answer::Done,        Answer::Already, Answer::Later,
                              Answer::Later, Answer::NotThisTime, Answer::Rest,    Answer::Smaller};
constexpr std::array kTargets{calendar::LaterTarget::Bare, calendar::LaterTarget::Tonight,
                              calendar::LaterTarget::Tomorrow, calendar::LaterTarget::Weekend,
                              calendar::LaterTarget::NextWeek};

} // namespace

void Life::record(const Touchpoint& touch, Instant now) {
    const auto index = goals_.find(touch.connection);
    const auto& goal = goals_.all[*index];
    auto& c = memory_.connections.at(touch.connection);
    auto& touches = touches_[c.id];
    const auto local = to_local_touch(touch, zone_);
    const bool late =
        local.at <= c.first_seen || (!touches.empty() && local.at < touches.back().at);
    touches.insert(std::ranges::upper_bound(touches, local.at, {}, &LocalTouch::at), local);
    const auto frozen = frozen_intervals(memory_, c);
    if (late)
        c.clock = replay(goal.terms, c.first_seen, touches, frozen);
    else
        add_touch(c.clock, goal.terms, local, frozen);
    if (touch_weight(local, goal.terms.is_group) > 0)
        books_.people[c.id].touches.push_back(touch.at);
    if (touch.source != "manual" && touch.source != "ritual")
        if (const auto e = engagement(memory_, settings_.response, touch, now)) tell(*e);
    withdraw_if_needless(now);
}

void Life::withdraw_if_needless(Instant now) {
    const auto board = gather(goals_, memory_, {}, {}, now, now, shunned_);
    const Surroundings around;
    if (const auto gone = withdrawal({settings_, goals_, memory_, board, around, now})) tell(*gone);
}

void Life::expire(Instant now) {
    if (const auto end = expiry(memory_, settings_.response, presence_, now)) note_end(*end);
}

void Life::note_end(const Event& event) {
    const auto& o = *memory_.outstanding;
    if (event.ending == Ending::Ignored && o.sight == Sight::Seen && o.occasion.empty())
        books_.people[o.connection].unheard.push_back(*o.delivered_at);
    rule(event.ending != Ending::Ignored || presence_ || !outage_,
         "B8: nothing has been passed by while it was off", o.connection);
    const auto before = memory_;
    tell(event);
    check_end(before, event);
}

void Life::offer(const Frame& frame) {
    auto chosen =
        chosen_event(frame, test::spoken(), decision_, fmt::format("{:032x}", ordinal_++));
    check_offer(frame, chosen);
    toss_coin(frame, decision_, chosen);
    if (chosen.kind == EventKind::Withheld) return withhold(frame, chosen);
    if (decision_.replaces) {
        rule(frame.now - memory_.outstanding->delivered_at.value_or(frame.now) >= hours{18},
             "P13: an offer has its time");
        note_end(replaced(memory_, presence_, frame.now));
    }
    rule(!memory_.outstanding, "P13: one at a time");
    tell(chosen);
    const bool lapse = !chosen.is_return && chosen.occasion.empty();
    const bool failed = lapse && draw_.chance(0.05); // nobody could bring it
    Event e;
    e.kind = failed ? EventKind::Failed : EventKind::Delivered;
    e.at = frame.now;
    e.nudge = chosen.nudge;
    e.connection = chosen.connection;
    tell(e);
    auto& person = books_.people[chosen.connection];
    if (lapse && !failed) person.cycle.push_back(frame.now);
    person.returns.reset();
    books_.offers.push_back({frame.around.slot.start, frame.now, chosen.connection,
                             goals_.all[*decision_.nudge].kind, chosen.words, chosen.is_return,
                             chosen.occasion, chosen.also});
    if (!failed) plan_answer(chosen);
}

void Life::plan_answer(const Event& chosen) {
    const auto noticed = [this, chosen](Instant now) {
        Event e;
        e.kind = EventKind::Noticed;
        e.nudge = chosen.nudge;
        e.connection = chosen.connection;
        e.at = now;
        tell(e);
    };
    if (presence_ && draw_.chance(0.7)) {
        agenda_.emplace_back(chosen.at + minutes{5}, noticed);
        agenda_.emplace_back(chosen.at + minutes{50}, noticed);
    }
    if (draw_.chance(0.4)) return; // silence
    const auto what = draw_.of(kAnswers);
    const auto when = chosen.at + minutes{draw_.within(1, 60 * 60)};
    const auto nudge = chosen.nudge;
    agenda_.emplace_back(when, [this, nudge, what](Instant now) { answer(nudge, what, now); });
}

void Life::answer(const std::string& nudge, Answer what, Instant now) {
    const auto target = find_target(memory_, nudge);
    if (!target) return;
    const policy::Situation at{settings_, goals_, memory_, slots_, now};
    const auto before = memory_;
    auto& person = books_.people[target->connection];
    Reply said;
    if (what == Answer::Smaller) {
        const auto board = gather(goals_, memory_, {}, {}, now, now, shunned_);
        Surroundings around;
        around.slot = slots_.slots_between(now - days{2}, now + days{2}).front();
        if (!target->open) return;
        const auto e = smaller_event({settings_, goals_, memory_, board, around, now},
                                     test::spoken(), *memory_.outstanding);
        if (!e) return;
        said.events.push_back(*e);
    } else if (what == Answer::Later) {
        auto later = reply_later(at, *target, draw_.of(kTargets));
        if (!later) return;
        said = std::move(*later);
        what = *said.events.front().answer;
    } else
        said = reply(at, *target, what);
    for (const auto& e : said.events) tell(e);
    if (what == Answer::Rest && ritual_of(target->occasion).empty()) {
        Event rest;
        rest.kind = EventKind::StateSet;
        rest.at = now;
        rest.connection = target->connection;
        rest.state = State::Resting;
        rest.until = now + hours{draw_.within(1, 500)};
        person.resting_from = now;
        person.resting_until = rest.until;
        tell(rest);
    }
    if ((what == Answer::Later || what == Answer::NotThisTime) &&
        target->occasion.starts_with("ritual-ask:")) {
        auto& book = books_.rituals[std::string{ritual_of(target->occasion)}];
        if (!book.put_off || *book.put_off < target->offered) { // once for each asking
            book.asked = false;
            book.put_off = now;
            ++book.put_offs;
        }
    }
    if ((what == Answer::Later || what == Answer::NotThisTime) &&
        target->occasion.starts_with("ritual:"))
        check_called_off(target->occasion, now);
    std::erase(person.unheard, target->offered); // late answers take their k back
    if (what == Answer::Going || what == Answer::Done || what == Answer::Already)
        person.unheard.clear();
    if (what == Answer::Later && target->occasion.empty()) {
        person.returns = said.events.front().until;
        person.put_off = now;
    }
    if (what == Answer::Later && !target->occasion.empty())
        for (const auto& o : books_.offers) { // put off for all whom the message was about
            if (o.occasion != target->occasion || o.connection != target->connection) continue;
            books_.people[o.connection].dates_put_off.push_back(o.occasion);
            for (const auto& id : o.also)
                if (target->open) books_.people[id].dates_put_off.push_back(o.occasion);
        }
    if (what == Answer::NotThisTime && target->occasion.empty()) {
        person.hidden = said.events.front().until;
        person.returns.reset();
        person.cycle.clear();
    }
    check_answer(before, target->connection, what);
    check_late_answer(before, books_.costly.erase(nudge) > 0, what, now);
    for (const auto& t : said.touches) record(t, now);
}

} // namespace kith::test
