// SPDX-License-Identifier: MIT
// Boundaries and bereavement (domain.md B14): total, by exact name alone, each taken back by undo.
#include <fmt/format.h>

#include "base/text.hpp"
#include "daemon/loop/answers.hpp"

namespace kith::daemon {
namespace {

std::string done_words(State state, const std::string& name) {
    switch (state) {
    case State::Remembered:
        return fmt::format("{} is remembered. No offer, no birthday and no count will come up "
                           "again; what was open or planned is taken back. `kith undo` reverses "
                           "this. If quiet would help: kith away --for bereavement.",
                           name);
    case State::Ended:
        return fmt::format("{} is let go: in no offer, list or picture any more. Your "
                           "configuration keeps its lines. `kith undo` reverses this.",
                           name);
    default: break;
    }
    return "Done. Kith will not name them anywhere, and takes no notice of what they send. `kith "
           "undo` reverses this.";
}

std::string over_words(State state, const std::string& name) {
    if (state == State::NoContact) return fmt::format("Kith knows {} again.", name);
    return fmt::format("{} is back among your people.", name);
}

} // namespace

/// Why `state` cannot be set on them, or (`over`) ended; empty where it can.
std::string Answers::against(State state, std::size_t goal, bool over) const {
    const auto& c = *life_.goals().all[goal].connection;
    const auto before = life_.state_of(goal);
    const bool kept = life_.is_shunned(c.id);
    if (!over) {
        if (before > state) return closed(goal, before);
        // Where only the configuration says so, its hashes are still to be kept: they outlast it.
        const bool so = before == state && (state != State::NoContact || kept);
        return so && !life_.outlived_line(goal) ? "that is so already" : "";
    }
    if (before != state) return fmt::format("nothing of that kind is set on {}", name_of(goal));
    if (life_.written_state(c.id) == state)
        return fmt::format("your configuration says `state: {}` itself; take that out",
                           to_word(state));
    if (state == State::NoContact && !kept)
        return "that was said of another id with the same address; with that id it ends";
    return {};
}

Result<std::string> Answers::boundary(State state, const std::string& name, bool over) {
    const auto i = life_.find_exact(name);
    const auto as_id = lower_ascii(trim(name));
    const bool lines_gone = !life_.goals().find(as_id);
    if (!i && over && state == State::NoContact && lines_gone) {
        const auto ended = life_.unshun(as_id);
        if (!ended) return std::unexpected(ended.error());
        if (*ended) return std::string{"That is over. Their lines stay out of the configuration."};
    }
    if (!i) return std::unexpected(i.error());
    const auto c = *life_.goals().all[*i].connection; // a copy: the goals are made anew
    // To any other command, whoever is without contact is nobody.
    if (state != State::NoContact && life_.state_of(*i) == State::NoContact)
        return fail(Life::nobody_called(name));
    if (auto why = against(state, *i, over); !why.empty()) return fail(std::move(why));
    auto e = event(over ? EventKind::StateLifted : EventKind::StateSet, c.id);
    e.state = state;
    if (state == State::NoContact) {
        if (auto done = life_.shun(c, e, over); !done) return std::unexpected(done.error());
        withdraw_if_needless();
        if (on_change) on_change();
        return over ? over_words(state, c.name) : done_words(state, c.name);
    }
    auto said = commit({e}, over ? over_words(state, name_of(*i)) : done_words(state, name_of(*i)));
    if (!said || !over) return said;
    const auto now = life_.goals().find(c.id);
    const auto left = now ? life_.state_of(*now) : State::Active;
    return left < State::Ended ? said : "That is over. " + closed(*now, left) + ".";
}

} // namespace kith::daemon
