// SPDX-License-Identifier: MIT
#include "core/policy/life.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "core/policy/dates.hpp"
#include "core/policy/ritual_answers.hpp"
#include "core/policy/rituals.hpp"
#include "core/policy/spans.hpp"

namespace kith::policy {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr auto kUnsensedExpiry = hours{72};
constexpr auto kNoticedApart = minutes{30};
constexpr std::size_t kLargeRoom = 12; // in a large room one has not met everybody

seconds from_days(double d) { return seconds{static_cast<std::int64_t>(std::llround(d * 86400))}; }

Event event_about(EventKind kind, const Target& t, Instant now) {
    Event e;
    e.kind = kind;
    e.at = now;
    e.connection = t.connection;
    e.nudge = t.nudge;
    return e;
}

std::string name_of(const Situation& at, const std::string& id) {
    const auto i = at.goals.find(id);
    return i ? policy::name_of(at, *i) : id;
}

Touchpoint touch_of(const Target& t, Answer answer, Instant now) {
    Touchpoint touch;
    touch.at = now;
    touch.connection = t.connection;
    touch.source = "manual";
    touch.ref = fmt::format("{}:{}", to_word(answer), t.nudge);
    if (answer == Answer::Already) {
        touch.said = true;
        return touch;
    }
    touch.channel = t.channel;
    touch.direction = Direction::Out;
    return touch;
}

Reply not_this_time(const Situation& at, const Target& t) {
    auto e = event_about(EventKind::Answered, t, at.now);
    e.answer = Answer::NotThisTime;
    // A date let pass says nothing about the tie.
    if (!t.occasion.empty()) return {{e}, {}, "All right. Nothing else to do."};
    const auto i = at.goals.find(t.connection);
    e.until = at.now + from_days(i ? hidden_days(at.goals.all[*i]) : 6.0);
    return {{e},
            {},
            fmt::format("All right. {} will come up again some other time.",
                        name_of(at, t.connection))};
}

bool noticed_twice(const Outstanding& o) {
    return o.first_noticed && o.last_noticed && *o.last_noticed - *o.first_noticed >= kNoticedApart;
}

Event ending(const Outstanding& o, Ending how, Instant at) {
    Event e;
    e.kind = EventKind::Ended;
    e.at = at;
    e.connection = o.connection;
    e.nudge = o.nudge;
    e.ending = how;
    return e;
}

/// Whether it is about somebody who is gone, or says their name.
bool speaks_of_gone(const Frame& frame, const Outstanding& o) {
    const auto is_gone = [&](const std::string& id) {
        const auto i = frame.goals.find(id);
        return !i || frame.board.facts[*i].state >= State::Ended;
    };
    const auto& gone = frame.board.gone;
    return is_gone(o.connection) || std::ranges::any_of(o.also, is_gone) || gone.finds(o.title) ||
           gone.finds(o.body);
}

} // namespace

std::string name_of(const Situation& at, std::size_t goal) {
    const auto& name = at.goals.all[goal].connection->name;
    return at.shunned ? (*at.shunned)(name) : name;
}

std::optional<Target> find_target(const Memory& m, std::string_view id) {
    const auto matches = [&](const std::string& nudge) {
        return id.empty() || nudge.starts_with(id);
    };
    if (const auto& o = m.outstanding; o && matches(o->nudge))
        return Target{
            o->nudge, o->connection, o->step, o->channel, o->delivered_at.value_or(o->chosen_at),
            true,     o->occasion};
    const auto fits =
        std::ranges::count_if(m.past, [&](const Past& p) { return matches(p.nudge); });
    if (fits == 0 || (!id.empty() && fits > 1)) return std::nullopt;
    const auto past = std::find_if(m.past.rbegin(), m.past.rend(),
                                   [&](const Past& p) { return matches(p.nudge); });
    return Target{past->nudge, past->connection, past->step, past->channel, past->offered,
                  false,       past->occasion};
}

Reply reply(const Situation& at, const Target& t, Answer answer) {
    if (!ritual_of(t.occasion).empty()) return ritual_reply(at, t, answer);
    if (answer == Answer::NotThisTime) return not_this_time(at, t);
    auto e = event_about(EventKind::Answered, t, at.now);
    e.answer = answer;
    const auto name = name_of(at, t.connection);
    Reply out{{e}, {}, {}};
    switch (answer) {
    case Answer::Going:
        out.say = t.step == "meeting"
                      ? fmt::format("Lovely. Enjoy {}, for as long as it suits.", name)
                      : fmt::format("Lovely. Say hi to {} whenever it suits.", name);
        break;
    case Answer::Done:
        if (t.channel == Channel::None) { // a photo looked at is no contact, and was for oneself
            out.say = "That was for you, then. Good.";
            break;
        }
        out.touches.push_back(touch_of(t, answer, at.now));
        out.say = fmt::format("Noted: a hello with {}.", name);
        break;
    case Answer::Already:
        out.touches.push_back(touch_of(t, answer, at.now));
        out.say = fmt::format("Good to know. You and {} are in touch.", name);
        break;
    default: out.say = "Noted."; break;
    }
    return out;
}

Result<Reply> reply_later(const Situation& at, const Target& t, calendar::LaterTarget target) {
    if (!ritual_of(t.occasion).empty()) return ritual_reply(at, t, Answer::Later);
    if (is_date(t.occasion)) {
        auto e = event_about(EventKind::Answered, t, at.now);
        e.answer = Answer::Later;
        const auto today = calendar::local_day(at.now, at.goals.zones.front());
        const auto day = day_of_occasion(t.occasion);
        return Reply{{e}, {}, day && *day > today ? "On the day, then." : "All right."};
    }
    if (t.step == "meeting") { // its eve comes once; another day it would not be true
        auto e = event_about(EventKind::Answered, t, at.now);
        e.answer = Answer::Later;
        return Reply{{e}, {}, "All right. It comes up again before another meeting."};
    }
    if (const auto it = at.memory.connections.find(t.connection);
        it != at.memory.connections.end()) {
        const auto& c = it->second;
        auto boundary = std::max(c.clock.last_touch.value_or(Instant::min()),
                                 c.cycle_start.value_or(Instant::min()));
        // A cycle that wore out by itself took its puttings-off with it.
        for (const auto& push : c.pushes)
            if (push.opens_cycle) boundary = std::max(boundary, push.at);
        // Another time for the same offer is a change of mind, not a second putting-off.
        const bool changes = c.waiting && c.waiting->nudge == t.nudge;
        const auto said = std::ranges::count_if(c.laters, [&](Instant l) { return l > boundary; });
        if (said + (changes ? 0 : 1) >= at.settings.response.snoozes_per_cycle)
            return not_this_time(at, t);
    }
    const auto slot = at.slots.later(target, at.now);
    if (!slot) return fail("no slot lies ahead; have a look at `slots` and `quiet` in kith.yaml");
    auto e = event_about(EventKind::Answered, t, at.now);
    e.answer = Answer::Later;
    e.until = slot->start;
    Step step;
    step.name = t.step;
    step.channel = t.channel;
    e.step = step;
    return Reply{{e}, {}, "Another time, then."};
}

std::optional<Event> expiry(const Memory& m, const ResponseBlock& response, bool presence_sensed,
                            Instant now) {
    if (!m.outstanding || !m.outstanding->delivered_at) return std::nullopt;
    const auto& o = *m.outstanding;
    const auto due = *o.delivered_at +
                     (presence_sensed ? from_hours(response.expire_h) : seconds{kUnsensedExpiry});
    if (now < due) return std::nullopt;
    // Where nobody is sensed and nothing was on all the while, nobody knows who could have seen it.
    const bool ignored = presence_sensed ? noticed_twice(o) : !m.interrupted;
    return ending(o, ignored ? Ending::Ignored : Ending::NotNoticed, due);
}

Event replaced(const Memory& m, bool presence_sensed, Instant now) {
    const auto& o = *m.outstanding;
    const bool ignored = presence_sensed && noticed_twice(o);
    return ending(o, ignored ? Ending::Ignored : Ending::NotNoticed, now);
}

std::optional<Event> engagement(const Memory& m, const ResponseBlock& response,
                                const Touchpoint& touch, Instant now) {
    if (touch.channel == Channel::Reaction) return std::nullopt; // a like is no touch
    const auto engaged = from_hours(response.engaged_h);
    const auto fits = [&](const std::string& connection, Instant offered, bool already) {
        return connection == touch.connection && !already && touch.at >= offered &&
               touch.at - offered <= engaged;
    };
    Event e;
    e.kind = EventKind::Engaged;
    e.at = now;
    e.connection = touch.connection;
    if (const auto& o = m.outstanding;
        o && fits(o->connection, o->delivered_at.value_or(o->chosen_at), o->engaged)) {
        e.nudge = o->nudge;
        return e;
    }
    for (const auto& past : m.past) {
        if (!fits(past.connection, past.offered, past.engaged)) continue;
        e.nudge = past.nudge;
        return e;
    }
    return std::nullopt;
}

std::optional<Event> withdrawal(const Frame& frame) {
    if (!frame.memory.outstanding) return std::nullopt;
    const auto& o = *frame.memory.outstanding;
    const auto index = frame.goals.find(o.connection);
    const bool wanted = o.occasion.empty() ? index && still_wanted(frame, *index)
                                           : occasion_still_wanted(frame, o.connection, o.occasion);
    if (wanted && !speaks_of_gone(frame, o)) return std::nullopt;
    Event e;
    e.kind = EventKind::Withdrawn;
    e.at = frame.now;
    e.connection = o.connection;
    e.nudge = o.nudge;
    return e;
}

std::vector<Touchpoint> with_members(const Settings& settings, const Touchpoint& touch) {
    std::vector<Touchpoint> out{touch};
    const auto group = std::ranges::find(settings.connections, touch.connection, &Connection::id);
    const bool meeting = touch.channel == Channel::Event || touch.channel == Channel::Together;
    if (group == settings.connections.end() || group->circle != Circle::Group || !meeting ||
        group->members.size() > kLargeRoom)
        return out;
    for (const auto& member : group->members) {
        const auto who = std::ranges::find(settings.connections, member, &Connection::id);
        if (who != settings.connections.end() && who->state == State::NoContact) continue;
        auto half = touch;
        half.connection = member;
        half.channel = Channel::Event;
        half.via = group->id;
        half.said = false;
        out.push_back(std::move(half));
    }
    return out;
}

LocalTouch to_local_touch(const Touchpoint& touch, const calendar::Zone& zone) {
    const auto local = zone.to_local(touch.at);
    const auto day = std::chrono::floor<std::chrono::days>(local);
    LocalTouch out;
    out.at = touch.at;
    out.day = static_cast<std::int32_t>(day.time_since_epoch().count());
    if (!touch.day_only) {
        const auto weekday = std::int64_t{std::chrono::weekday{day}.iso_encoding()} - 1;
        const auto minute = std::chrono::duration_cast<minutes>(local - day).count();
        out.week_minute = static_cast<std::uint16_t>(weekday * 1440 + minute);
    }
    out.channel = touch.channel;
    out.direction = touch.direction;
    out.minutes = touch.minutes;
    out.said = touch.said;
    out.by_hand = touch.source == "manual";
    out.as_member = !touch.via.empty();
    out.supposed = touch.source == kRitualSource;
    return out;
}

Surroundings plain_surroundings(const calendar::SlotPlan& slots, const calendar::SlotWindow& slot,
                                Instant now) {
    Surroundings around;
    around.slot = slot;
    around.quiet = slots.is_quiet(now);
    around.quiet_from = slots.quiet().next_quiet(now, slots.zone()).value_or(Instant::max());
    return around;
}

calendar::SlotPlan slot_plan(const Settings& settings, const calendar::Zone& zone) {
    const auto& hours_block = settings.hours;
    calendar::QuietHours quiet{
        hours_block.quiet_from, hours_block.quiet_to, {}, hours_block.quiet_weekend_to};
    return {hours_block.slots, hours_block.open_for, quiet, zone,
            calendar::DayList{settings.silent_days}};
}

} // namespace kith::policy
