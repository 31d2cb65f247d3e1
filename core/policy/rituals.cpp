// SPDX-License-Identifier: MIT
#include "core/policy/rituals.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "core/calendar/rule_instants.hpp"
#include "core/policy/last_slot.hpp"

namespace kith::policy {
namespace {

using std::chrono::days;

constexpr std::string_view kConfirm = "ritual:", kAsk = "ritual-ask:";
constexpr std::size_t kDateLength = 11; ///< with its colon
constexpr std::size_t kAtOnce = 60;
constexpr auto kAhead = days{366};
constexpr auto kZonesApart = std::chrono::hours{26}; ///< from -12 to +14
constexpr std::chrono::seconds kMoment{1};

const RitualMemory& memory_of(const Memory& memory, const std::string& id) {
    static const RitualMemory kNothing;
    const auto it = memory.rituals.find(id);
    return it == memory.rituals.end() ? kNothing : it->second;
}

std::vector<Interval> instances(const StandingRitual& ritual, const calendar::Zone& zone,
                                Instant from, Instant to, std::size_t limit) {
    std::vector<Interval> out;
    for (const auto at :
         calendar::expand_instants(ritual.rule, ritual.start, zone, from, to, limit))
        out.push_back({at, at + ritual.length});
    return out;
}

/// What was called off begins at another moment once the person is in another zone: there the one
/// nearest to it is meant.
bool was_called_off(const StandingRitual& ritual, const RitualMemory& memory,
                    const calendar::Zone& zone, Instant at) {
    return std::ranges::any_of(memory.off, [&](Instant off) {
        const auto apart = std::chrono::abs(at - off);
        if (apart == std::chrono::seconds{0}) return true;
        if (apart > kZonesApart) return false;
        const auto nearer = [&](const Interval& other) {
            const auto its = std::chrono::abs(other.from - off);
            return its < apart || (its == apart && other.from > at);
        };
        const auto around = instances(ritual, zone, off - apart, off + apart + kMoment, kAtOnce);
        return std::ranges::none_of(around, nearer);
    });
}

bool stood_still(const Memory& memory, const std::string& id, Instant at) {
    const auto it = memory.connections.find(id);
    if (it == memory.connections.end()) return true;
    return std::ranges::any_of(frozen_intervals(memory, it->second),
                               [&](const Interval& i) { return i.from <= at && at < i.to; });
}

/// At that moment, which may lie before they went.
bool is_gone(const Goals& goals, const Memory& memory, std::size_t i, Instant at) {
    if (goals.all[i].declared >= State::Ended) return true;
    const auto it = memory.connections.find(goals.all[i].connection->id);
    return it != memory.connections.end() &&
           std::ranges::any_of(it->second.states, [&](const StateSpan& span) {
               return span.state >= State::Ended && span.from <= at && at < span.until;
           });
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

bool is_trusted(const RitualMemory& memory, Instant now) {
    return memory.kept && now - *memory.kept < kRitualTrusted;
}

bool is_stale(const RitualMemory& memory, Instant now) {
    return memory.unsaid >= kRitualUnsaid && !is_trusted(memory, now);
}

bool is_asked(const RitualMemory& memory, Instant now) {
    return is_stale(memory, now) || memory.cancelled >= kRitualCancelled;
}

auto patience(const RitualMemory& memory) {
    return kRitualPutOff * (1 << std::clamp(memory.put_offs - 1, 0, kRitualPutOffMost));
}

bool may_ask(const RitualMemory& memory, Instant now) {
    return is_asked(memory, now) && !memory.asked && !memory.resting &&
           (!memory.put_off || now - *memory.put_off >= patience(memory));
}

bool may_offer(const Frame& frame, std::size_t goal) {
    return frame.board.facts[goal].state == State::Active &&
           frame.goals.all[goal].connection->feels != Feels::Hard;
}

/// To whomever of it, as who leads may change.
bool was_said(const Frame& frame, const StandingRitual& ritual, const std::string& name) {
    return std::ranges::any_of(ritual.with, [&](std::size_t i) {
        const auto it = frame.memory.connections.find(frame.goals.all[i].connection->id);
        return it != frame.memory.connections.end() &&
               std::ranges::find(it->second.occasions, name) != it->second.occasions.end();
    });
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

const StandingRitual* find_ritual(const Goals& goals, std::string_view id) {
    const auto it = std::ranges::find_if(
        goals.rituals, [&](const StandingRitual& r) { return r.ritual->id == id; });
    if (it != goals.rituals.end()) return &*it;
    for (const auto& each : goals.rituals)
        if (numbered(goals, each) == id) return &each;
    return nullptr;
}

std::optional<std::size_t> lead_of(const StandingRitual& ritual, const Frame& frame) {
    for (const auto i : ritual.with)
        if (may_offer(frame, i)) return i;
    return std::nullopt;
}

bool is_stale(const StandingRitual& ritual, const Memory& memory, Instant now) {
    const auto& known = memory_of(memory, ritual.ritual->id);
    return is_stale(known, now) && !known.resting;
}

std::string ritual_question(std::string_view id) { return std::string{kAsk} + std::string{id}; }

std::optional<Interval> next_instance(const StandingRitual& ritual, const Memory& memory,
                                      const calendar::Zone& zone, Instant now) {
    const auto& known = memory_of(memory, ritual.ritual->id);
    if (known.resting) return std::nullopt;
    // One more than were called off, and one that may be over by now.
    const auto enough = known.off.size() + 2;
    for (const auto& each : instances(ritual, zone, now - ritual.length, now + kAhead, enough))
        if (each.to > now && !was_called_off(ritual, known, zone, each.from)) return each;
    return std::nullopt;
}

std::vector<Interval> instances_between(const StandingRitual& ritual, const Memory& memory,
                                        const calendar::Zone& zone, Instant from, Instant to) {
    const auto& known = memory_of(memory, ritual.ritual->id);
    if (known.resting) return {};
    auto out = instances(ritual, zone, from - ritual.length, to + kMoment, kAtOnce);
    std::erase_if(
        out, [&](const Interval& each) { return was_called_off(ritual, known, zone, each.from); });
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
        for (const auto& each : instances(ritual, zone, since + kMoment, now, kAtOnce)) {
            if (each.to > now) break;
            if (was_called_off(ritual, known, zone, each.from)) continue;
            auto e = event_of(EventKind::RitualPassed, ritual.ritual->id, now);
            e.slot = each.from;
            const bool sign = is_sign(goals, memory, ritual, since);
            const bool still = std::ranges::all_of(ritual.with, [&](std::size_t i) {
                return is_gone(goals, memory, i, each.from) ||
                       stood_still(memory, goals.all[i].connection->id, each.from);
            });
            // Nothing was to be heard of it while life stood still, or from who is gone, so that is
            // no silence.
            if (still) e.text = "still";
            if (sign) e.text = "sign";
            if (sign) unsaid = 0;
            if (!sign && !still) ++unsaid;
            const bool half = unsaid > kRitualUnsaid && !is_trusted(known, each.from);
            for (const auto i : ritual.with) {
                const auto& id = goals.all[i].connection->id;
                if (!is_gone(goals, memory, i, each.from) && !stood_still(memory, id, each.from))
                    out.touches.push_back(touch_of(ritual, id, each, zone, half));
            }
            out.events.push_back(std::move(e));
            since = each.from;
        }
    }
    return out;
}

bool is_ritual_question(std::string_view occasion) { return occasion.starts_with(kAsk); }

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
    const bool evening = is_last_slot(frame.settings.hours, frame.around.slot.index);
    for (const auto& ritual : frame.goals.rituals) {
        const auto lead = lead_of(ritual, frame);
        if (!lead || !decision.standing.suits(*frame.goals.all[*lead].connection)) continue;
        const auto& id = ritual.ritual->id;
        const auto& known = memory_of(frame.memory, id);
        const auto next = next_instance(ritual, frame.memory, zone, frame.now);
        if (!next) continue;
        if (may_ask(known, frame.now) && !grieving &&
            (known.cancelled >= kRitualCancelled || frame.settings.reflection.by.empty()))
            return offer_of(frame, ritual, *lead, std::string{kAsk} + id,
                            words::Occasion::RitualAsk, today);
        if (!evening || known.unsaid == 0 || is_trusted(known, frame.now) ||
            is_asked(known, frame.now))
            continue;
        const auto day = calendar::local_day(next->from, zone);
        auto name = fmt::format("{}{}:{}", kConfirm, id, calendar::format_date(day));
        if (day == today + days{1} && !was_said(frame, ritual, name))
            return offer_of(frame, ritual, *lead, std::move(name), words::Occasion::Ritual, day);
    }
    return std::nullopt;
}

bool ritual_still_wanted(const Frame& frame, const std::string& occasion) {
    const auto* ritual = find_ritual(frame.goals, ritual_of(occasion));
    if (!ritual || !lead_of(*ritual, frame)) return false;
    const auto& zone = frame.goals.zones.front();
    const auto placed = standing(frame.settings, frame.memory, zone, frame.now);
    if (placed.away || placed.hard_week) return false;
    const auto& known = memory_of(frame.memory, ritual->ritual->id);
    const auto next = next_instance(*ritual, frame.memory, zone, frame.now);
    if (is_ritual_question(occasion))
        return next && is_asked(known, frame.now) && !is_grieving(frame.memory.modes, frame.now);
    return next && occasion.ends_with(calendar::format_date(calendar::local_day(next->from, zone)));
}

} // namespace kith::policy
