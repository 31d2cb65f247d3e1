// SPDX-License-Identifier: MIT
// A small life to decide in: everything is quiet, settled and allowed until a test changes it.
#pragma once

#include <array>
#include <chrono>
#include <string>

#include "core/policy/decide.hpp"

namespace kith::test {

using namespace std::chrono_literals;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

/// Monday 2 March 2026, 12:30 UTC: the nominal start of a slot.
inline constexpr Instant kNoon =
    std::chrono::sys_days{std::chrono::year{2026} / 3 / 2} + 12h + 30min;

inline seconds in_days(double d) { return seconds{static_cast<std::int64_t>(d * 86400)}; }

struct Scene {
    Settings settings;
    policy::Memory memory;
    policy::Surroundings around;
    Instant now = kNoon;
    calendar::Zone zone = calendar::Zone::utc();
    std::vector<State> states;
    std::vector<Sight> sights;
    std::array<bool, 64> stale{};
    std::vector<policy::Upcoming> upcoming;
    policy::Nameless shunned;
    policy::Goals goals;
    policy::Board board;
    policy::Decision decision;

    Scene() {
        memory.began = memory.g_since = kNoon - days{400};
        memory.backfilled = memory.began;
        move_to(kNoon);
        settings.policy.jitter = 0; // so that c' = c, and numbers can be read off the rules
    }

    Connection& add(std::string id, Circle circle = Circle::Close, Sight sight = Sight::Seen) {
        Connection c;
        c.name = c.id = std::move(id);
        c.circle = circle;
        settings.connections.push_back(c);
        states.push_back(State::Active);
        sights.push_back(sight);
        auto& m = memory.connections[c.id];
        m.id = c.id;
        m.first_seen = m.clock.as_of = memory.began;
        return settings.connections.back();
    }

    Connection& connection(std::size_t i) { return settings.connections[i]; }
    policy::ConnectionMemory& of(const std::string& id) { return memory.connections.at(id); }

    policy::Goals& prepare() {
        goals = policy::prepare(settings, zone, states, sights);
        return goals;
    }

    double rhythm(std::string_view id) { return prepare().all[*goals.find(id)].rhythm; }

    /// The clock of `id` reads r = `ratio` at `now`; no touch is known.
    void set_ratio(const std::string& id, double ratio) {
        auto& clock = of(id).clock;
        clock.elapsed = ratio * rhythm(id);
        clock.as_of = now;
    }

    /// A time at which both the slot begins and the decision is made.
    void move_to(Instant at) {
        now = at;
        around.slot.start = at;
        around.slot.end = at + 2h;
        around.slot.first_allowed = at;
        around.slot.day = calendar::Day{std::chrono::floor<days>(at).time_since_epoch()};
    }

    /// An offer made in the past, as the ledger remembers it; nothing is left outstanding.
    policy::Push& pushed(const std::string& id, Instant slot) {
        policy::Push push;
        push.slot = push.at = slot;
        push.connection = id;
        push.nudge = "n" + std::to_string(memory.pushes.size());
        push.step = "one-line";
        push.opens_cycle = true;
        if (const auto i = prepare().find(id)) push.kind = goals.all[*i].kind;
        memory.pushes.push_back(push);
        if (const auto it = memory.connections.find(id); it != memory.connections.end())
            it->second.pushes.push_back(push);
        return memory.pushes.back();
    }

    policy::Outstanding& outstanding(const std::string& id, Instant delivered) {
        policy::Outstanding o;
        o.nudge = "open";
        o.connection = id;
        o.slot = o.chosen_at = delivered;
        o.delivered_at = delivered;
        o.step = "one-line";
        memory.outstanding = o;
        return *memory.outstanding;
    }

    policy::Frame frame() {
        prepare();
        board = policy::gather(goals, memory, std::span{stale}.first(goals.all.size()), upcoming,
                               around.slot.start, now, shunned);
        return {settings, goals, memory, board, around, now};
    }

    const policy::Decision& decide() {
        policy::decide(frame(), decision);
        return decision;
    }

    const policy::GoalView& view(std::string_view id) {
        decide();
        return decision.goals[*goals.find(id)];
    }

    /// The connection offered, or what stands in the way, in record words.
    std::string outcome() {
        decide();
        if (decision.nudge)
            return (decision.is_return ? "back: " : "") + goals.all[*decision.nudge].connection->id;
        std::string out;
        for (const auto guard : decision.because.list())
            out += (out.empty() ? "" : " ") + std::string{policy::to_word(guard)};
        return out;
    }
};

} // namespace kith::test
