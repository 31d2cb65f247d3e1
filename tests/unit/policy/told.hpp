// SPDX-License-Identifier: MIT
#pragma once

#include "core/policy/memory.hpp"
#include "tests/unit/policy/tools.hpp"

namespace kith::test {

using namespace kith::policy;

/// A memory that events are told to.
struct Told {
    Memory memory;
    Naming naming;

    Told() {
        naming.kinds = {{"ana", Kind::Intimate}, {"choir", Kind::Collective}};
        naming.also_names = {{"choir", {"ana", "ben"}}};
        say(EventKind::Began, kNoon - days{100});
        for (const auto* id : {"ana", "ben", "choir"})
            say(EventKind::Appeared, kNoon - days{100}, id);
    }

    Event make(EventKind kind, Instant at, std::string connection = {}, std::string nudge = {}) {
        Event e;
        e.kind = kind;
        e.at = at;
        e.connection = std::move(connection);
        e.nudge = std::move(nudge);
        return e;
    }
    void say(const Event& e) { apply(memory, e, naming); }
    void say(EventKind kind, Instant at, std::string connection = {}, std::string nudge = {}) {
        say(make(kind, at, std::move(connection), std::move(nudge)));
    }
    void offer(const std::string& id, const std::string& nudge, Instant at,
               Sight sight = Sight::Seen) {
        auto e = make(EventKind::Chosen, at, id, nudge);
        e.slot = at;
        e.step = Step{"one-line", "one line", 1, Channel::Message};
        e.sight = sight;
        e.opens_cycle = true;
        e.words = "text.hello";
        say(e);
        say(EventKind::Delivered, at, id, nudge);
    }
    void end(const std::string& id, const std::string& nudge, Ending how, Instant at) {
        auto e = make(EventKind::Ended, at, id, nudge);
        e.ending = how;
        say(e);
    }
    void answer(const std::string& id, const std::string& nudge, Answer what, Instant at,
                std::optional<Instant> until = {}) {
        auto e = make(EventKind::Answered, at, id, nudge);
        e.answer = what;
        e.until = until;
        say(e);
    }
    /// Offers and lets pass `n` times, an hour apart.
    void ignore(const std::string& id, int n, Instant from) {
        for (int i = 0; i < n; ++i) {
            const auto nudge = id + std::to_string(i);
            offer(id, nudge, from + hours{i});
            end(id, nudge, Ending::Ignored, from + hours{i} + 30min);
        }
    }
    ConnectionMemory& of(const std::string& id) { return memory.connections.at(id); }
    int k(const std::string& id) { return ignored_count(of(id)); }
};

} // namespace kith::test
