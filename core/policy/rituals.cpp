// SPDX-License-Identifier: MIT
#include "core/policy/rituals.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "core/calendar/rule_instants.hpp"

namespace kith::policy {
namespace {

using std::chrono::days;

constexpr std::string_view kConfirm = "ritual:", kAsk = "ritual-ask:";
constexpr std::size_t kDateLength = 11; ///< with its colon
constexpr std::size_t kAtOnce = 60;
constexpr auto kAhead = days{366};

const RitualMemory& memory_of(const Memory& memory, const std::string& id) {
    static const RitualMemory kNothing;
    const auto it = memory.rituals.find(id);
    return it == memory.rituals.end() ? kNothing : it->second;
}

const StandingRitual* find(const Goals& goals, std::string_view id) {
    const auto it = std::ranges::find_if(
        goals.rituals, [&](const StandingRitual& r) { return r.ritual->id == id; });
    if (it != goals.rituals.end()) return &*it;
    for (const auto& each : goals.rituals)
        if (numbered(goals, each) == id) return &each;
    return nullptr;
}

std::vector<Interval> instances(const StandingRitual& ritual, const calendar::Zone& zone,
                                Instant from, Instant to, std::size_t limit) {
    std::vector<Interval> out;
    for (const auto at :
         calendar::expand_instants(ritual.rule, ritual.start, zone, from, to, limit))
        out.push_back({at, at + ritual.length});
    return out;
}

bool was_called_off(const RitualMemory& memory, Instant at) {
    return std::ranges::find(memory.off, at) != memory.off.end();
}

bool stood_still(const Memory& memory, const std::string& id, Instant at) {
    const auto it = memory.connections.find(id);
    if (it == memory.connections.end()) return true;
    return std::ranges::any_of(frozen_intervals(memory, it->second),
                               [&](const Interval& i) { return i.from <= at && at < i.to; });
}

/// Somebody of it was heard of after `since`, by whatever else but a ritual: two of them would be
/// each other's sign for ever.
bool is_sign(const Goals& goals, const Memory& memory, const StandingRitual& ritual,
             Instant since) {
    return std::ranges::any_of(ritual.with, [&](std::size_t i) {
        const auto it = memory.connections.find(goals.all[i].connection->id);
        return it != memory.connections.end() && it->second.clock.last_heard > since;
    });
}

Touchpoint touch_of(const StandingRitual& ritual, const std::string& id, const Interval& instance,
                    const calendar::Zone& zone, bool half) {
    Touchpoint touch;
    touch.at = instance.from;
    touch.connection = id;
    touch.channel = half ? Channel::Event : Channel::Together;
    touch.source = kRitualSource;
    touch.ref = fmt::format("ritual:{}:{}", ritual.ritual->id,
                            calendar::format_date(calendar::local_day(instance.from, zone)));
    if (half) touch.via = ritual.ritual->id;
    return touch;
}

Event event_of(EventKind kind, std::string_view id, Instant at) {
    Event e;
    e.kind = kind;
    e.at = at;
    e.occasion = id;
    return e;
}

/// Nobody who is gone or remembered is named.
std::string names(const Situation& at, const StandingRitual& ritual) {
    std::vector<std::string> out;
    for (const auto i : ritual.with) {
        const auto& c = *at.goals.all[i].connection;
        const auto it = at.memory.connections.find(c.id);
        const auto state =
            it == at.memory.connections.end() ? c.state : state_at(it->second, c.state, at.now);
        if (state < State::Ended) out.push_back(c.name);
    }
    return join_words(out);
}

bool is_asked(const RitualMemory& memory) {
    return memory.unsaid >= kRitualUnsaid || memory.cancelled >= kRitualCancelled;
}

bool may_offer(const Frame& frame, std::size_t goal) {
    return frame.board.facts[goal].state == State::Active &&
           frame.goals.all[goal].connection->feels != Feels::Hard;
}

OccasionOffer offer_of(const Frame& frame, const StandingRitual& ritual, std::size_t lead,
                       std::string name, words::Occasion about, calendar::Day day) {
    OccasionOffer out{std::move(name), lead, {},
                      about,           day,  label_of(*ritual.ritual, frame.board.gone)};
    return out;
}

} // namespace

std::string label_of(const Ritual& ritual, const Nameless& gone) {
    auto label = ritual.id;
    std::ranges::replace(label, '-', ' ');
    return ritual.unsaid || gone.finds(label) || gone.finds(ritual.id) ? std::string{} : label;
}

std::string numbered(const Goals& goals, const StandingRitual& ritual) {
    return fmt::format("ritual-{}", &ritual - goals.rituals.data() + 1);
}

std::optional<std::size_t> lead_of(const StandingRitual& ritual, const Frame& frame) {
    for (const auto i : ritual.with)
        if (may_offer(frame, i)) return i;
    return std::nullopt;
}

bool is_stale(const StandingRitual& ritual, const Memory& memory) {
    const auto& known = memory_of(memory, ritual.ritual->id);
    return known.unsaid >= kRitualUnsaid && !known.resting;
}

std::string ritual_question(std::string_view id) { return std::string{kAsk} + std::string{id}; }

std::optional<Interval> next_instance(const StandingRitual& ritual, const Memory& memory,
                                      const calendar::Zone& zone, Instant now) {
    const auto& known = memory_of(memory, ritual.ritual->id);
    if (known.resting) return std::nullopt;
    // One more than were called off, and one that may be over by now.
    const auto enough = known.off.size() + 2;
    for (const auto& each : instances(ritual, zone, now - ritual.length, now + kAhead, enough))
        if (each.to > now && !was_called_off(known, each.from)) return each;
    return std::nullopt;
}

std::vector<Interval> instances_between(const StandingRitual& ritual, const Memory& memory,
                                        const calendar::Zone& zone, Instant from, Instant to) {
    const auto& known = memory_of(memory, ritual.ritual->id);
    if (known.resting) return {};
    auto out = instances(ritual, zone, from - ritual.length, to + std::chrono::seconds{1}, kAtOnce);
    std::erase_if(out, [&](const Interval& each) { return was_called_off(known, each.from); });
    return out;
}

Reply passed_rituals(const Goals& goals, const Memory& memory, Instant now) {
    Reply out;
    const auto& zone = goals.zones.front();
    for (const auto& ritual : goals.rituals) {
        const auto& known = memory_of(memory, ritual.ritual->id);
        if (known.passed == Instant{} || known.resting) continue;
        auto since = known.passed;
        int unsaid = known.unsaid;
        for (const auto& each :
             instances(ritual, zone, since + std::chrono::seconds{1}, now, kAtOnce)) {
            if (each.to > now) break;
            if (was_called_off(known, each.from)) continue;
            auto e = event_of(EventKind::RitualPassed, ritual.ritual->id, now);
            e.slot = each.from;
            const bool sign = is_sign(goals, memory, ritual, since);
            const bool still = std::ranges::all_of(ritual.with, [&](std::size_t i) {
                return stood_still(memory, goals.all[i].connection->id, each.from);
            });
            // Nothing was to be heard of it while life stood still, so that is no silence.
            if (still) e.text = "still";
            if (sign) e.text = "sign";
            if (sign) unsaid = 0;
            if (!sign && !still) ++unsaid;
            const bool half = unsaid > kRitualUnsaid;
            for (const auto i : ritual.with) {
                const auto& id = goals.all[i].connection->id;
                const auto it = memory.connections.find(id);
                const bool gone =
                    it != memory.connections.end() &&
                    state_at(it->second, goals.all[i].declared, each.from) >= State::Ended;
                if (!gone && !stood_still(memory, id, each.from))
                    out.touches.push_back(touch_of(ritual, id, each, zone, half));
            }
            out.events.push_back(std::move(e));
            since = each.from;
        }
    }
    return out;
}

std::string_view ritual_of(std::string_view occasion) {
    if (occasion.starts_with(kAsk)) return occasion.substr(kAsk.size());
    if (!occasion.starts_with(kConfirm) || occasion.size() < kConfirm.size() + kDateLength)
        return {};
    return occasion.substr(kConfirm.size(), occasion.size() - kConfirm.size() - kDateLength);
}

std::optional<OccasionOffer> ritual_to_offer(const Frame& frame, const Decision& decision) {
    if (frame.goals.rituals.empty() || !decision.global.empty() || decision.weekly <= 0 ||
        decision.standing.hard_week)
        return std::nullopt;
    const auto& zone = frame.goals.zones.front();
    const auto today = calendar::local_day(frame.now, zone);
    const bool grieving = is_grieving(frame.memory.modes, frame.now);
    const bool evening = frame.around.slot.index + 1 == frame.settings.hours.slots.size();
    for (const auto& ritual : frame.goals.rituals) {
        const auto lead = lead_of(ritual, frame);
        if (!lead || !decision.standing.suits(*frame.goals.all[*lead].connection)) continue;
        const auto& id = ritual.ritual->id;
        const auto& known = memory_of(frame.memory, id);
        const auto next = next_instance(ritual, frame.memory, zone, frame.now);
        if (!next) continue;
        if (is_asked(known) && !known.asked && !known.resting && !grieving &&
            (known.cancelled >= kRitualCancelled || frame.settings.reflection.by.empty()))
            return offer_of(frame, ritual, *lead, std::string{kAsk} + id,
                            words::Occasion::RitualAsk, today);
        if (!evening || known.unsaid == 0 || is_asked(known)) continue;
        const auto day = calendar::local_day(next->from, zone);
        auto name = fmt::format("{}{}:{}", kConfirm, id, calendar::format_date(day));
        const auto it = frame.memory.connections.find(frame.goals.all[*lead].connection->id);
        const bool said =
            it != frame.memory.connections.end() &&
            std::ranges::find(it->second.occasions, name) != it->second.occasions.end();
        if (day == today + days{1} && !said)
            return offer_of(frame, ritual, *lead, std::move(name), words::Occasion::Ritual, day);
    }
    return std::nullopt;
}

bool ritual_still_wanted(const Frame& frame, const std::string& occasion) {
    const auto* ritual = find(frame.goals, ritual_of(occasion));
    if (!ritual || !lead_of(*ritual, frame)) return false;
    const auto& zone = frame.goals.zones.front();
    const auto placed = standing(frame.settings, frame.memory, zone, frame.now);
    if (placed.away || placed.hard_week) return false;
    const auto& known = memory_of(frame.memory, ritual->ritual->id);
    const auto next = next_instance(*ritual, frame.memory, zone, frame.now);
    if (occasion.starts_with(kAsk))
        return next && is_asked(known) && !is_grieving(frame.memory.modes, frame.now);
    return next && occasion.ends_with(calendar::format_date(calendar::local_day(next->from, zone)));
}

Reply ritual_reply(const Situation& at, const Target& target, Answer answer) {
    Event answered;
    answered.kind = EventKind::Answered;
    answered.at = at.now;
    answered.connection = target.connection;
    answered.nudge = target.nudge;
    answered.answer = answer;
    Reply out{{answered}, {}, "All right."};
    const auto id = ritual_of(target.occasion);
    const auto* ritual = find(at.goals, id);
    if (!ritual) return out;
    auto said = event_of(EventKind::RitualSaid, id, at.now);
    switch (answer) {
    case Answer::Going:
    case Answer::Done:
    case Answer::Already:
        said.text = "yes";
        out.say = "Good. It stands as it is.";
        break;
    case Answer::Rest:
        said.text = "resting";
        out.say = fmt::format("It rests. `kith ritual {} keep` takes it up again.", id);
        break;
    case Answer::NotThisTime: {
        if (target.occasion.starts_with(kAsk)) return out;
        const auto next = next_instance(*ritual, at.memory, at.goals.zones.front(), at.now);
        if (!next) return out;
        said.text = "cancelled";
        said.slot = next->from;
        out.say = "Not this time, then. The next one stands.";
        break;
    }
    default: return out;
    }
    out.events.push_back(std::move(said));
    return out;
}

Result<Reply> say_of_ritual(const Situation& at, std::string_view id, std::string_view word) {
    const auto* ritual = find(at.goals, id);
    if (!ritual) return fail(clean_line(id, 40) + " is no ritual; `kith ritual` lists them");
    auto said = event_of(EventKind::RitualSaid, ritual->ritual->id, at.now);
    Reply out;
    if (word == "keep" || word == "yes") {
        said.text = "yes";
        out.say = fmt::format("{} with {} stands.", id, names(at, *ritual));
    } else if (word == "rest" || word == "resting") {
        said.text = "resting";
        out.say = fmt::format("It rests. `kith ritual {} keep` takes it up again.", id);
    } else if (word == "moved") { // when it is now, only the configuration can tell
        said.text = "resting";
        out.say = fmt::format("Then its old time rests. The new one goes into the `rule` of {0} in "
                              "your configuration; `kith ritual {0} keep` takes it up from there.",
                              id);
    } else {
        const auto next = next_instance(*ritual, at.memory, at.goals.zones.front(), at.now);
        if (!next) return fail("nothing of it lies ahead");
        said.text = "cancelled";
        said.slot = next->from;
        out.say = fmt::format(
            "Called off: {}. The next one stands.",
            calendar::format_date(calendar::local_day(next->from, at.goals.zones.front())));
    }
    out.events.push_back(std::move(said));
    return out;
}

} // namespace kith::policy
