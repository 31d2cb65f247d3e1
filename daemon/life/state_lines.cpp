// SPDX-License-Identifier: MIT
// The `state:` lines of the configuration, and what is left of one that went.
#include <algorithm>
#include <set>

#include "daemon/life/life.hpp"

namespace kith::daemon {

std::map<std::string, std::string> Life::unsaid_lines() const {
    std::map<std::string, std::string> out;
    for (std::size_t i = 0; i < written_states_.size(); ++i) {
        if (written_states_[i] != State::NoContact) continue;
        const auto& c = settings().connections[i];
        auto alone = shunned_.nobody();
        alone.add(c);
        out[c.id] = alone.text();
    }
    return out;
}

/// Whether the boundary of a line that is gone has nothing else to hold it.
bool Life::outlasts(const std::string& id, const std::string& hashes) const {
    const auto& all = settings().connections;
    const auto c = std::ranges::find(all, id, &Connection::id);
    if (c != all.end()) return !shunned_.has(*c);
    if (hashes.empty() || is_shunned(id)) return false;
    // With another id and one of their addresses, the line is still there.
    const auto known = policy::Shunned::read(hashes);
    for (std::size_t i = 0; i < written_states_.size(); ++i)
        if (written_states_[i] == State::NoContact && known.has(all[i])) return false;
    return true;
}

std::optional<State> Life::written_state(const std::string& id) const {
    for (std::size_t i = 0; i < written_states_.size(); ++i)
        if (settings().connections[i].id == id) return written_states_[i];
    return std::nullopt;
}

std::vector<State> Life::outlived_lines() const {
    std::set<State> out;
    for (std::size_t i = 0; i < written_states_.size(); ++i)
        if (const auto state = outlived_line(i)) out.insert(*state);
    return {out.begin(), out.end()};
}

std::optional<State> Life::outlived_line(std::size_t i) const {
    const auto& c = settings().connections[i];
    if (c.state == State::NoContact) {
        const bool gone =
            written_states_[i] != c.state && unsaid_gone_.contains(shunned_.mark_of(c));
        return gone ? std::optional{c.state} : std::nullopt;
    }
    const auto it = memory_.connections.find(c.id);
    if (it == memory_.connections.end()) return std::nullopt;
    return policy::outlived_line(it->second, c.state, now());
}

} // namespace kith::daemon
