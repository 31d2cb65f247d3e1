// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/model/connection.hpp"
#include "core/model/touchpoint.hpp"

namespace kith {

/// What can happen to Kith's memory besides touchpoints. The ledger appends these and never changes
/// one; core/policy folds them into a Memory. Spelled in the ledger as in to_word().
enum class EventKind : std::uint8_t {
    Began,        ///< the ledger was created
    Backfilled,   ///< every source has read its look-back window
    Appeared,     ///< `connection` was first seen in the configuration, as `state`
    ConfigEdited, ///< the person edited: `connection` (now `state`; `text`: circle, where it is
                  ///< in another one now), the ritual `occasion`, or something else
    Interrupted,  ///< a long pause, a clock jump or an import: the next slot stays silent
    SlotPassed,   ///< the silent slot after Interrupted has passed (`slot`)
    Chosen,       ///< a nudge was decided; its budget is spent from here on
    Handing,      ///< it is about to be given to `deliverer`
    Delivered,    ///< it arrived
    Failed,       ///< no deliverer took it
    Unknown,      ///< it may or may not have arrived; never sent again
    Noticed,      ///< the person was present (at most two a nudge, 30 minutes apart)
    Withdrawn,    ///< evidence made it needless
    Ended,        ///< nobody answered: `ending`
    Answered,     ///< `answer`; Later carries `until` = the slot of its return
    Engaged,      ///< a touch of the offered person was sensed within engaged_h of the offer
    Logged,       ///< the person logged a touch of `connection` by hand
    StateSet,     ///< `connection` is `state` from `at` until `until` (unset: until lifted)
    StateLifted,  ///< the states set on `connection` end at `at`: `state`, or unset any rest;
                  ///< unset, it says too that one would like to go on with them
    Paused,       ///< everything is paused from `at` until `until` (unset: until resumed)
    Resumed,
    HoldPut, ///< a loose plan with `connection` in [slot, until)
    HoldRemoved,
    Credited,    ///< a `going` nobody could see has become a touch after engaged_h
    AmbientTold, ///< "going quiet" has been said for this spell of silence
    AmbientKept, ///< it surely reached nobody: it is still to be said
    Corrected,   ///< a source now tells a touchpoint otherwise, or takes it back; `was` is what it
                 ///< had told
    TroubleTold, ///< it has been said that `deliverer` (or kith.yaml) does not work
    TroubleKept, ///< that surely reached nobody: it is still to be said
    EnergySet,   ///< `energy` until `until`
    HardWeek,    ///< a hard week until `until`; while one is on, its end is moved there
    HardWeekOver,
    LeaveSet, ///< `life_event`: nothing is asked until `until` (unset: until told)
    LeaveOver,
    Noted,        ///< `text` about `connection`; `slot` the day it is about, `until` its last one
    Felt,         ///< contact with `connection` left the person `text`: lighter, same or drained
    Told,         ///< something about `occasion` was said once: an idea, a question
    Dismissed,    ///< the person wants to hear nothing more about `occasion`
    RitualPassed, ///< the ritual `occasion` came round at `slot`, and nobody had called it off;
                  ///< `text`: sign, that it lives; still, where life stood still
    RitualSaid,   ///< the person said of the ritual `occasion`: yes, resting or cancelled
                  ///< (`slot`: which one)
    FreshStart,   ///< the person began anew with everyone: what was before does not count
    SelfChecked,  ///< the person's answers to three questions, `text`
    Withheld,     ///< as Chosen, but the coin of honest_check kept it back: nobody was asked
};

std::string_view to_word(EventKind kind);
std::optional<EventKind> event_kind_from(std::string_view word);

/// One event. Which fields are set follows from the kind; the others stay at their defaults.
struct Event {
    std::int64_t seq = 0; ///< given by the ledger, growing
    Instant at;           ///< when it happened, on the daemon's clock
    EventKind kind = EventKind::Began;
    std::string connection;
    std::string nudge; ///< 32 hex digits

    std::optional<Instant> slot; ///< Chosen: the slot's nominal start; HoldPut: its start
    std::optional<Instant>
        until; ///< StateSet, Paused, Answered(later, skip), HoldPut, and the modes
    std::optional<Answer> answer;
    std::optional<Ending> ending;
    std::optional<State> state;
    std::optional<Energy> energy;
    std::optional<LifeEvent> life_event;
    std::optional<Step> step; ///< Chosen; Answered(smaller): the step it became
    std::string deliverer;    ///< Handing, Delivered, Trouble...: plugin instance id
    std::string receipt;      ///< Delivered
    bool resident =
        false; ///< Delivered: the deliverer listens, and may show it again after a restart
    std::string title, body;       ///< Chosen: the words shown
    std::string words;             ///< Chosen: the template's key
    Sight sight = Sight::Seen;     ///< Chosen: how much of the connection was seen
    bool is_return = false;        ///< Chosen: a `later` coming back, outside budgets
    bool opens_cycle = false;      ///< Chosen: the first offer of a cycle
    bool on_trial = false;         ///< Chosen, Withheld: the coin of honest_check was tossed for it
    double ratio = 0, score = 0;   ///< Chosen: for `kith log` and `kith why`
    std::optional<Touchpoint> was; ///< Corrected; past retention it is gone
    std::string text;              ///< Noted, Felt, RitualSaid, SelfChecked
    std::string
        occasion; ///< Chosen: what it is for, besides keeping in touch (policy/occasion.hpp)
    std::vector<std::string> also; ///< Chosen: who shares its message, besides `connection`

    friend bool operator==(const Event&, const Event&) = default;
};

} // namespace kith
