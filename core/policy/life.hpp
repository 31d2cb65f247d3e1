// SPDX-License-Identifier: MIT
// What time and words do to a nudge: pure functions from Memory to events. The daemon appends them
// to the ledger, the rehearsal folds them at once; both then live the same life (domain.md B8,
// B18).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/calendar/slots.hpp"
#include "core/policy/decide.hpp"

namespace kith::policy {

/// What an answer leads to.
struct Reply {
    std::vector<Event> events;
    std::vector<Touchpoint> touches;
    std::string say; ///< one warm line for the person
};

/// What answering needs to know. Borrowed.
struct Situation {
    const Settings& settings;
    const Goals& goals;
    const Memory& memory;
    const calendar::SlotPlan& slots;
    Instant now{};
    const Nameless* shunned = nullptr; ///< those without contact, out of every name
};

/// What an answer calls a connection.
std::string name_of(const Situation& at, std::size_t goal);

/// A nudge as an answer finds it: outstanding, or one of the last that ended.
struct Target {
    std::string nudge;
    std::string connection;
    std::string step;
    Channel channel = Channel::Message;
    Instant offered{};
    bool open = false;
    std::string occasion{}; ///< as Event::occasion
};

/// The nudge with this id or unambiguous id prefix; with no id the outstanding one, else the last
/// that ended. Nothing when there is none.
std::optional<Target> find_target(const Memory& memory, std::string_view id);

/// `going`, `done`, `already`, `skip` to a nudge.
Reply reply(const Situation& at, const Target& target, Answer answer);

/// `later`: comes back in the slot `target` means; the second in a cycle is a not-this-time.
/// Fails when no slot lies ahead.
Result<Reply> reply_later(const Situation& at, const Target& nudge, calendar::LaterTarget target);

/// The expiry of the outstanding nudge, if it is due by `now`: dated when it fell due. Silence is
/// *ignored* only if the person was present twice; without `presence_sensed`, after no long pause.
std::optional<Event> expiry(const Memory& memory, const ResponseBlock& response,
                            bool presence_sensed, Instant now);

/// How the outstanding nudge ends when another takes its place at `now`.
Event replaced(const Memory& memory, bool presence_sensed, Instant now);

/// The kindness to G of a sensed touch that came within engaged_h of the offer of that person, if
/// any.
std::optional<Event> engagement(const Memory& memory, const ResponseBlock& response,
                                const Touchpoint& touch, Instant now);

/// The withdrawal of the outstanding nudge, if what is known now would not offer it: a touch, a
/// rest or a plan came in between, or somebody it speaks of is gone. `frame.now` is the moment
/// asked about.
std::optional<Event> withdrawal(const Frame& frame);

/// The touchpoint itself and, for a group's meeting, one for each listed member; a group of more
/// than twelve touches nobody but those who are named.
std::vector<Touchpoint> with_members(const Settings& settings, const Touchpoint& touch);

/// A touchpoint with its local time worked out.
LocalTouch to_local_touch(const Touchpoint& touch, const calendar::Zone& zone);

/// The surroundings of a slot as far as the configuration alone tells them.
Surroundings plain_surroundings(const calendar::SlotPlan& slots, const calendar::SlotWindow& slot,
                                Instant now);

/// The slots the configuration asks for.
calendar::SlotPlan slot_plan(const Settings& settings, const calendar::Zone& zone);

} // namespace kith::policy
