// SPDX-License-Identifier: MIT
// What Kith remembers, folded from the ledger: all that decide() reads of the past.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/model/event.hpp"
#include "core/policy/clock.hpp"
#include "core/policy/modes.hpp"

namespace kith::policy {

/// One offer made. Its budget counts at the slot's nominal start.
struct Push {
    Instant slot{};
    Instant at{};
    std::string connection;
    std::string nudge;
    std::string step;
    Channel channel = Channel::Message;
    Kind kind = Kind::Relational;
    bool is_return = false; ///< a `later` coming back: spends nothing
    bool opens_cycle =
        false; ///< the first offer after a touch, a not-this-time or a worn-out cycle
    bool for_occasion = false; ///< a date or a ritual, no lapse: no part of a cycle
    bool withheld = false;     ///< kept back by the coin of honest_check
    bool failed = false;       ///< surely reached nobody: no deliverer could bring it

    /// Else it has spent its budget, and is no part of a cycle.
    [[nodiscard]] bool was_asked() const { return !withheld && !failed; }

    friend bool operator==(const Push&, const Push&) = default;
};

/// A `later` waiting for its slot.
struct Return {
    Instant slot{};
    std::string nudge;
    std::string step;

    friend bool operator==(const Return&, const Return&) = default;
};

/// A nudge nobody answered, as it counts for k.
struct Ignored {
    std::string nudge;
    Instant offered{};

    friend bool operator==(const Ignored&, const Ignored&) = default;
};

struct StateSpan {
    State state = State::Resting;
    Instant from{};
    Instant until = Instant::max();
    bool written = false; ///< by a line of the configuration, no command

    friend bool operator==(const StateSpan&, const StateSpan&) = default;
};

/// A loose plan; `plan-ahead` reads it.
struct Hold {
    std::string id;
    Instant from{};
    Instant to{};

    friend bool operator==(const Hold&, const Hold&) = default;
};

/// A line the person wrote about someone. Days are civil, as midnights UTC.
struct Note {
    Instant at{};                   ///< when it was written
    std::optional<Instant> about{}; ///< the day it is about, where one was given
    std::optional<Instant> until{}; ///< its last day
    std::string text;

    friend bool operator==(const Note&, const Note&) = default;
};

/// How contact, or life, is with the person, in their own word.
struct Feeling {
    Instant at{};
    std::string how; ///< lighter, same, drained; or three answers

    friend bool operator==(const Feeling&, const Feeling&) = default;
};

/// What has become of a ritual.
struct RitualMemory {
    Instant passed{};   ///< instances that began up to here have been dealt with
    int unsaid = 0;     ///< instances since the person last said anything about it
    int cancelled = 0;  ///< in a row
    bool asked = false; ///< whether it still stands, since they last said anything
    bool resting = false;
    std::vector<Instant> off;         ///< instances called off, of the last 60 days and ahead
    std::optional<Instant> kept{};    ///< when the person last said that it stands
    std::optional<Instant> put_off{}; ///< when they last let the question wait
    int put_offs = 0;                 ///< how often since they last said anything

    friend bool operator==(const RitualMemory&, const RitualMemory&) = default;
};

/// One connection's part.
struct ConnectionMemory {
    std::string id;
    Instant first_seen{};
    Clock clock;
    std::vector<Push> pushes; ///< the last six, oldest first: a whole cycle with its returns
    std::vector<Ignored>
        ignored; ///< since the last reset by word; k counts those after the last touch
    std::vector<Instant> laters;         ///< when `later` was said; the last four
    std::optional<Instant> hidden_until; ///< after a not-this-time
    std::optional<Instant>
        cycle_start; ///< the last not-this-time: pushes before it are past cycles
    std::optional<Return> waiting;
    std::optional<Instant>
        named_by_other;   ///< slot of the last push of another connection naming this one
    std::string named_by; ///< and which connection's that was
    std::optional<Instant> named_before; ///< slot of the last one by anybody else than that
    std::optional<Instant> circle_since; ///< since an edit moved them to the circle they are in
    std::optional<Instant> kept;         ///< the person's last word on whether to go on
    std::vector<StateSpan> states;
    std::vector<Interval> rests; ///< as the configuration has them; an open one ends at max
    std::vector<Hold> holds;
    std::vector<Note> notes;            ///< the last eight
    std::vector<Feeling> felt;          ///< the last three
    std::vector<std::string> occasions; ///< of offers already made for one; the last eight
    std::map<std::string, Instant, std::less<>> told; ///< when something was last said of them

    friend bool operator==(const ConnectionMemory&, const ConnectionMemory&) = default;
};

/// The one nudge that may be outstanding.
struct Outstanding {
    std::string nudge;
    std::string connection;
    Instant slot{};
    Instant chosen_at{};
    std::optional<Instant> delivered_at{}; ///< unset while it is being handed over
    Sight sight = Sight::Seen;
    std::string step{};
    Channel channel = Channel::Message;
    std::string deliverer{}, receipt{};
    bool resident = false; ///< its deliverer listens for answers
    std::string title{}, body{};
    std::optional<Instant> first_noticed{}, last_noticed{};
    bool engaged = false;
    std::string occasion{}; ///< as Event::occasion
    std::vector<std::string> also{};

    friend bool operator==(const Outstanding&, const Outstanding&) = default;
};

/// A nudge that ended, so that a late answer can take back what its silence cost.
struct Past {
    std::string nudge;
    std::string connection;
    Instant offered{};
    std::string step;
    Channel channel = Channel::Message;
    Sight sight = Sight::Seen;
    bool cost_g = false;    ///< its silence raised G
    bool engaged = false;   ///< a touch followed within engaged_h, and G was lowered for it
    std::string occasion{}; ///< as Event::occasion

    friend bool operator==(const Past&, const Past&) = default;
};

/// A *say hi* to someone Kith cannot see: counts as the step's touch from `due` on, unless undone.
struct Credit {
    std::string nudge;
    std::string connection;
    Channel channel = Channel::Message;
    Instant said{};

    friend bool operator==(const Credit&, const Credit&) = default;
};

/// The fold. apply() is its only writer besides the clocks, which touchpoints drive.
struct Memory {
    Instant began{};
    std::optional<Instant> backfilled;
    bool interrupted = false; ///< the next slot stays silent
    int g = 0;                ///< global backoff, before its own decay
    Instant g_since{};
    bool ambient_told = false;
    std::map<std::string, Instant> troubles_told; ///< when each was said last
    std::optional<Instant> fresh_start;           ///< what was before it does not count
    Modes modes;                                  ///< energy, hard weeks, time away
    std::vector<Interval> pauses;                 ///< sorted; an open one ends at Instant::max()
    std::vector<Push> pushes; ///< of the last 8 days and at least the last one, oldest first
    std::vector<Past> past;   ///< the last eight ended nudges
    std::vector<std::string>
        recent_words;            ///< template keys of the last twelve offers, oldest first
    std::vector<Credit> credits; ///< not yet touches, oldest first
    std::optional<Outstanding> outstanding;
    std::vector<Feeling> self_checks; ///< answers to the three questions; the last eight
    std::map<std::string, Instant, std::less<>> told; ///< when something was last said, by occasion
    std::set<std::string, std::less<>> dismissed;     ///< what is never said again
    std::map<std::string, RitualMemory, std::less<>> rituals;
    std::map<std::string, ConnectionMemory, std::less<>> connections;

    friend bool operator==(const Memory&, const Memory&) = default;
};

/// What apply() must know of the configuration: how a nudge's people are found.
struct Naming {
    /// For each connection, the ids its nudge names besides itself (a group's listed members).
    std::map<std::string, std::vector<std::string>, std::less<>> also_names;
    std::map<std::string, Kind, std::less<>> kinds;
};

/// Folds one event in. Never fails: an event about something unknown changes nothing. Touchpoints
/// do not come through here.
void apply(Memory& memory, const Event& event, const Naming& naming);

/// G at `now`: one less for every 14 days gone by.
int backoff_at(const Memory& memory, Instant now);

/// Consecutive ignored nudges: those offered after the last touch and the last word about it.
int ignored_count(const ConnectionMemory& connection);

/// The most restrictive of the declared state and every span that is not over. None is told in
/// advance: one that begins after `now` was told by a clock that ran ahead.
State state_at(const ConnectionMemory& connection, State declared, Instant now);

/// Ended or remembered, where that holds by a line alone which the configuration has no more.
std::optional<State> outlived_line(const ConnectionMemory& connection, State declared, Instant now);

/// When the connection's clock stood still: pauses, hard weeks and time away, rests and pauses of
/// its own, merged.
std::vector<Interval> frozen_intervals(const Memory& memory, const ConnectionMemory& connection);

} // namespace kith::policy
