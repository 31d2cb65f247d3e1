// SPDX-License-Identifier: MIT
#include "tests/property/life.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "core/policy/rituals.hpp"
#include "core/policy/trial.hpp"
#include "tests/property/random_settings.hpp"
#include "tests/support/spoken.hpp"

namespace kith::test {

using namespace policy;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

constexpr std::array<std::string_view, 6> kZones{"UTC",
                                                 "Europe/Lisbon",
                                                 "Asia/Kolkata",
                                                 "America/New_York",
                                                 "Australia/Lord_Howe",
                                                 "Pacific/Auckland"};
constexpr std::array kChannels{Channel::Together, Channel::Call,     Channel::VoiceNote,
                               Channel::Message,  Channel::Reaction, Channel::Email};
constexpr std::array kAnswers{Answer::Going, Answer::Done,        Answer::Already, Answer::Later,
                              Answer::Later, Answer::NotThisTime, Answer::Rest,    Answer::Smaller};
constexpr std::array kTargets{calendar::LaterTarget::Bare, calendar::LaterTarget::Tonight,
                              calendar::LaterTarget::Tomorrow, calendar::LaterTarget::Weekend,
                              calendar::LaterTarget::NextWeek};

constexpr int kMany = 60, kUsual = 20; // people, at most

Instant first_day() { return std::chrono::sys_days{std::chrono::year{2026} / 2 / 1}; }

bool is_said(EventKind kind) {
    return kind == EventKind::Answered || kind == EventKind::StateSet ||
           kind == EventKind::StateLifted || kind == EventKind::Paused ||
           kind == EventKind::Resumed || kind == EventKind::EnergySet ||
           kind == EventKind::HardWeekOver || kind == EventKind::LeaveSet ||
           kind == EventKind::LeaveOver || kind == EventKind::FreshStart ||
           kind == EventKind::RitualSaid;
}

calendar::Zone zone_of(Draw& draw) { return *calendar::Zone::named(draw.of(kZones)); }

} // namespace

Life::Life(std::uint64_t seed, int people)
    : draw_(seed),
      settings_(random_settings(draw_, std::min(people, draw_.chance(0.1) ? kMany : kUsual))),
      zone_(zone_of(draw_)), slots_(slot_plan(settings_, zone_)) {
    name_the_gone(seed);
    std::vector<State> states;
    std::vector<Sight> sights;
    for (const auto& c : settings_.connections) {
        states.push_back(c.state);
        if (c.state == State::NoContact)
            shunned_.add(c);
        else
            shunned_.spare(c);
        sights.push_back(static_cast<Sight>(draw_.chance(0.6) ? 0 : draw_.below(3)));
    }
    goals_ = prepare(settings_, zone_, states, sights);
    presence_ = draw_.chance(0.6);
    begun_ = first_day() + hours{draw_.within(0, 24 * 300)};
    if (draw_.chance(0.2)) { // often with hard weeks, in which the coin is not to be tossed
        settings_.withhold = draw_.unit() / 2;
        settings_.you.reach_for_me = draw_.chance(0.8);
    }
    begin();
}

void Life::name_the_gone(std::uint64_t seed) {
    Draw draw{seed ^ 0x60e5}; // of its own, so that all else is as it was
    const auto gone = std::ranges::find_if(settings_.connections, [](const Connection& c) {
        return (c.state == State::Remembered || c.state == State::Ended) &&
               c.name.starts_with("Name");
    });
    if (gone == settings_.connections.end() || !draw.chance(0.5)) return;
    for (auto& c : settings_.connections)
        if (c.state == State::Active && draw.chance(0.5))
            c.steps.push_back({"bench", "sit on the bench of " + gone->name, 1, Channel::Message});
    if (settings_.connections.size() > 2 && draw.chance(0.5)) {
        auto& other = settings_.connections[draw.below(settings_.connections.size())];
        if (&other != &*gone) other.state = State::NoContact;
    }
}

void Life::begin() {
    Event e;
    e.at = begun_;
    e.kind = EventKind::Began;
    tell(e);
    for (const auto& goal : goals_.all) {
        const auto& id = goal.connection->id;
        e.kind = EventKind::Appeared;
        e.connection = id;
        tell(e);
        auto& touches = touches_[id];
        for (int n = draw_.chance(0.5) ? draw_.within(0, 20) : 0; n > 0; --n) {
            Touchpoint t;
            t.at = begun_ - hours{draw_.within(1, 24 * 300)};
            t.channel = draw_.of(kChannels);
            touches.push_back(to_local_touch(t, zone_));
        }
        std::ranges::stable_sort(touches, {}, &LocalTouch::at);
        for (const auto& t : touches)
            if (touch_weight(t, goal.terms.is_group) > 0) books_.people[id].touches.push_back(t.at);
        memory_.connections.at(id).clock = replay(goal.terms, begun_, touches, {});
    }
    begin_rituals();
    e.connection.clear();
    e.kind = EventKind::Backfilled;
    e.at = begun_ + minutes{draw_.within(1, 100)};
    if (draw_.chance(0.8)) agenda_.emplace_back(e.at, [this, e](Instant) { tell(e); });
}

void Life::tell(Event event) {
    if (is_said(event.kind)) books_.said.push_back(event.at);
    if (event.kind == EventKind::RitualSaid) note_ritual(event);
    if (event.kind == EventKind::StateSet || event.kind == EventKind::StateLifted)
        note_state(event);
    apply(memory_, event, goals_.naming);
    events_.push_back(std::move(event));
}

void Life::live(int how_long, const std::function<void(const std::string&)>& broken) {
    broken_ = broken;
    Instant last = begun_;
    for (const auto& slot : slots_.slots_between(begun_, begun_ + days{how_long})) {
        invent_between(last, slot.start);
        last = slot.first_allowed.value_or(slot.start); // nothing is invented before a look
        if (slot.start < asleep_until_) continue;       // off: this slot is lost
        live_slot(slot);
    }
    check_folds();
}

void Life::live_slot(const calendar::SlotWindow& slot) {
    const auto now = slot.first_allowed.value_or(slot.start);
    pass_until(now);
    if (outage_) {
        Event e;
        e.kind = EventKind::Interrupted;
        e.at = now;
        tell(e);
    }
    for (auto& stale : stale_) stale = draw_.chance(0.05);
    const auto around = invent_surroundings(slot, now);
    const auto board = gather(goals_, memory_, std::span{stale_}.first(goals_.all.size()), {},
                              slot.start, now, shunned_);
    const Frame frame{settings_, goals_, memory_, board, around, now};
    decide(frame, decision_);
    check_stillness(now);
    if (decision_.nudge)
        offer(frame);
    else
        check_silence(frame);
    if (outage_) {
        rule(!decision_.nudge, "P11: the first slot after a long absence stays silent");
        Event e;
        e.kind = EventKind::SlotPassed;
        e.at = now;
        tell(e);
        outage_ = false;
    }
}

void Life::invent_between(Instant from, Instant to) {
    if (from < asleep_until_) return;
    for (int n = draw_.chance(0.4) ? draw_.within(1, 3) : 0; n > 0; --n) invent_touch(from, to);
    if (draw_.chance(0.01)) invent_pause(from);
    if (draw_.chance(settings_.withhold > 0 ? 0.06 : 0.02)) invent_days(from);
    if (draw_.chance(0.01)) invent_boundary(from);
    if (draw_.chance(0.003)) invent_fresh_start(from);
    if (draw_.chance(0.03)) invent_ritual_word(from);
    if (draw_.chance(0.01)) {
        asleep_until_ = to + hours{draw_.within(37, 200)};
        outage_ = true;
    }
}

void Life::invent_pause(Instant at) {
    if (books_.pause && books_.pause->to > at) return;
    Event e;
    e.kind = EventKind::Paused;
    e.at = at;
    const auto until = at + hours{draw_.within(1, 200)};
    if (draw_.chance(0.5)) e.until = until;
    const bool open = !e.until;
    agenda_.emplace_back(at, [this, e, until, open](Instant now) mutable {
        if (until <= now) return; // it was off all the while
        e.at = now;
        const auto index = books_.pauses.size();
        books_.pause = Interval{now, open ? Instant::max() : until};
        books_.pauses.push_back(*books_.pause);
        tell(e);
        if (!open) return;
        agenda_.emplace_back(until, [this, index](Instant later) {
            books_.pause->to = books_.pauses[index].to = later;
            Event resumed;
            resumed.kind = EventKind::Resumed;
            resumed.at = later;
            tell(resumed);
        });
    });
}

void Life::invent_touch(Instant from, Instant to) {
    if (to <= from) return;
    Touchpoint t;
    t.connection = settings_.connections[draw_.below(settings_.connections.size())].id;
    t.at = from + seconds{draw_.within(0, static_cast<int>((to - from).count()))};
    t.channel = draw_.of(kChannels);
    t.direction = static_cast<Direction>(draw_.below(3));
    t.source = "mail";
    // Some evidence comes late.
    const auto heard = draw_.chance(0.1) ? t.at + hours{draw_.within(1, 120)} : t.at;
    agenda_.emplace_back(heard, [this, t](Instant now) { record(t, now); });
}

/// Everything due by `now`, in the order in which it falls due.
void Life::pass_until(Instant now) {
    for (;;) {
        const auto next =
            std::ranges::min_element(agenda_, {}, [](const auto& a) { return a.first; });
        if (next == agenda_.end() || next->first > now) break;
        const auto [at, act] = *next;
        agenda_.erase(next);
        // Off: it is learnt when the machine comes back.
        const auto moment = std::max(at, std::min(asleep_until_, now));
        expire(moment);
        pass_rituals(moment);
        act(moment);
    }
    expire(now);
    pass_rituals(now);
}

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
    const auto before = memory_;
    tell(event);
    check_end(before, event);
}

Surroundings Life::invent_surroundings(const calendar::SlotWindow& slot, Instant now) {
    auto around = plain_surroundings(slots_, slot, now);
    around.in_slot = true;
    around.dnd = draw_.chance(0.05);
    around.presence_known = presence_;
    around.locked = presence_ && draw_.chance(0.1);
    around.idle = presence_ && draw_.chance(0.1);
    around.busy_known = draw_.chance(0.5);
    if (around.busy_known && draw_.chance(0.3)) {
        const auto from = now + minutes{draw_.within(-400, 100)};
        around.busy.push_back(
            {from, from + minutes{draw_.within(10, 240)}, draw_.chance(0.1), draw_.chance(0.4)});
    }
    return around;
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
        book.asked = false;
        book.put_off = now;
        ++book.put_offs;
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
