// SPDX-License-Identifier: MIT
#include "daemon/loop/said_before.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace kith::daemon {
namespace {

std::optional<Event> last_answer(Life& life, const policy::Target& target) {
    constexpr int kLookBack = 50;
    try {
        for (auto& e : life.ledger().recent_events(target.connection, kLookBack))
            if (e.kind == EventKind::Answered && e.nudge == target.nudge) return std::move(e);
    } catch (const ledger::SqlError&) {
        return std::nullopt; // whether anything can be remembered now is for the commit to say
    }
    return std::nullopt;
}

/// What an answer says of a ritual besides, which may have been said otherwise since.
bool still_holds(const Life& life, const policy::Target& target, const Event& said) {
    if (said.text == "cancelled") { // an answer calls off the instance its offer was about
        const auto day = calendar::local_day(said.slot.value_or(said.at), life.zone());
        return !target.occasion.ends_with(calendar::format_date(day));
    }
    const auto& rituals = life.memory().rituals;
    const auto known = rituals.find(said.occasion);
    return known != rituals.end() && known->second.resting == (said.text == "resting");
}

const policy::ConnectionMemory* find(const Life& life, const std::string& connection) {
    const auto it = life.memory().connections.find(connection);
    return it == life.memory().connections.end() ? nullptr : &it->second;
}

} // namespace

bool noted_already(Life& life, const policy::Target& target) {
    const auto last = last_answer(life, target);
    if (!last || (last->answer != Answer::Done && last->answer != Answer::Already)) return false;
    try {
        return !life.ledger()
                    .find_touches(fmt::format("{}:{}", to_word(*last->answer), target.nudge))
                    .empty();
    } catch (const ledger::SqlError&) {
        return false;
    }
}

bool said_before(Life& life, const policy::Target& target, const policy::Reply& reply) {
    if (target.nudge.empty() || target.open || !reply.touches.empty()) return false;
    const auto& now = reply.events.front();
    const auto last = last_answer(life, target);
    return last && last->answer == now.answer &&
           (now.answer != Answer::Later || last->until == now.until) &&
           std::all_of(reply.events.begin() + 1, reply.events.end(),
                       [&](const Event& said) { return still_holds(life, target, said); });
}

bool rests_already(const Life& life, const std::string& connection) {
    const auto* known = find(life, connection);
    return known && std::ranges::any_of(known->states, [&](const policy::StateSpan& span) {
               return span.state == State::Resting && span.from <= life.now() &&
                      span.until == Instant::max();
           });
}

bool planned_already(const Life& life, const std::string& connection) {
    const auto* known = find(life, connection);
    return known && std::ranges::any_of(known->holds, [&](const policy::Hold& hold) {
               return hold.to > life.now();
           });
}

} // namespace kith::daemon
