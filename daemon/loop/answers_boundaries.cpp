// SPDX-License-Identifier: MIT
// Boundaries and bereavement (domain.md B14): total, by exact name alone, each taken back by undo.
#include <fmt/format.h>

#include "base/text.hpp"
#include "daemon/loop/answers.hpp"

namespace kith::daemon {
namespace {

std::string done_words(State state, const Connection& c) {
    switch (state) {
    case State::Remembered:
        return fmt::format("{} is remembered. No offer, no birthday and no count will come up "
                           "again; what was open or planned is taken back. `kith undo` reverses "
                           "this. If quiet would help: kith away --for bereavement.",
                           c.name);
    case State::Ended:
        return fmt::format("{} is let go: in no offer, list or picture any more. Your "
                           "configuration keeps its lines. `kith undo` reverses this.",
                           c.name);
    default: break;
    }
    return "Done. Kith will not name them anywhere, and takes no notice of what they send. `kith "
           "undo` reverses this.";
}

std::string over_words(State state, const Connection& c) {
    if (state == State::NoContact) return fmt::format("Kith knows {} again.", c.name);
    return fmt::format("{} is back among your people.", c.name);
}

} // namespace

Result<std::string> Answers::boundary(State state, const std::string& name, bool over) {
    const auto i = life_.find_exact(name);
    if (!i && over && state == State::NoContact) { // their lines may be gone
        const auto ended = life_.unshun(lower_ascii(trim(name)));
        if (!ended) return std::unexpected(ended.error());
        if (*ended) return std::string{"That is over. Their lines stay out of the configuration."};
    }
    if (!i) return std::unexpected(i.error());
    const auto c = *life_.goals().all[*i].connection; // a copy: the goals are made anew
    const auto before = life_.state_of(*i);
    const bool holds = before >= state;
    // Where only the configuration says so, its hashes are still to be kept: they outlast it.
    const bool again = holds && (state != State::NoContact || life_.is_shunned(c.id));
    if (over ? !holds : again)
        return fail(over ? fmt::format("nothing of that kind is set on {}", c.name)
                         : fmt::format("that is so already"));
    auto e = event(over ? EventKind::StateLifted : EventKind::StateSet, c.id);
    e.state = state;
    if (state == State::NoContact) {
        if (auto done = life_.shun(c, e, over); !done) return std::unexpected(done.error());
        if (const auto now = life_.find_exact(c.id); over && now && life_.state_of(*now) >= state)
            return fail("your configuration says `state: no_contact` itself; take that out");
        withdraw_if_needless();
        if (on_change) on_change();
        return over ? over_words(state, c) : done_words(state, c);
    }
    return commit({e}, over ? over_words(state, c) : done_words(state, c));
}

} // namespace kith::daemon
