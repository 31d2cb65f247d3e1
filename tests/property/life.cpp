// SPDX-License-Identifier: MIT
#include "tests/property/life.hpp"

#include <algorithm>

#include "tests/property/random_settings.hpp"

namespace kith::test {

using namespace policy;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

constexpr std::array kChannels{Channel::Together, Channel::Call,     Channel::VoiceNote,
                               Channel::Message,  Channel::Reaction, Channel::Email};

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

} // namespace

Life::Life(std::uint64_t seed, int people)
    : draw_(seed),
      settings_(random_settings(draw_, std::min(people, draw_.chance(0.1) ? kMany : kUsual))),
      zone_(some_zone(draw_)), slots_(slot_plan(settings_, zone_)), travels_(seed ^ 0x7a5e) {
    name_the_gone(seed);
    for (const auto& c : settings_.connections) {
        states_.push_back(c.state);
        if (c.state == State::NoContact)
            shunned_.add(c);
        else
            shunned_.spare(c);
        sights_.push_back(static_cast<Sight>(draw_.chance(0.6) ? 0 : draw_.below(3)));
    }
    goals_ = prepare(settings_, zone_, states_, sights_);
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
    Instant last = begun_; // nothing is invented before a look
    const bool travels = travels_.chance(0.35);
    auto slot = slots_.next_slot(begun_ - seconds{1});
    while (slot && slot->start < begun_ + days{how_long}) {
        invent_between(last, std::max(last, slot->start));
        last = slot->first_allowed.value_or(slot->start);
        if (slot->start >= asleep_until_) live_slot(*slot); // or it is off, and the slot is lost
        if (travels && travels_.chance(0.03))
            slot = move(last);
        else
            slot = slots_.next_slot(slot->start);
    }
    check_folds();
}

void Life::live_slot(const calendar::SlotWindow& slot) {
    const auto now = slot.first_allowed.value_or(slot.start);
    pass_until(now);
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
    if (outage_ && !memory_.interrupted) { // on again
        Event e;
        e.kind = EventKind::Interrupted;
        e.at = asleep_until_;
        tell(e);
    }
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

} // namespace kith::test
