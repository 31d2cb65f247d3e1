// SPDX-License-Identifier: MIT
#include "core/policy/asks.hpp"

#include <fmt/format.h>

#include "core/policy/spans.hpp"

namespace kith::policy {
namespace {

bool takes_part(State s) { return s == State::Active || s == State::TheirTurn; }

void ask_circle(const Frame& frame, std::size_t i, std::vector<Ask>& out) {
    const auto& goal = frame.goals.all[i];
    const auto& facts = frame.board.facts[i];
    const auto& c = *goal.connection;
    if (has_outgrown(goal, facts, frame.now))
        out.push_back({c.id, "new-friend",
                       fmt::format("{} is no longer quite a new friend. Which circle suits now? "
                                   "It stands under `circle:` in your configuration.",
                                   c.name)});
    if (c.circle == Circle::OldFriend && facts.last_touch > facts.first_seen)
        out.push_back({c.id, "old-friend",
                       fmt::format("You and {} have found each other again. A circle of its own "
                                   "would keep it warm, if you like; or leave it at that.",
                                   c.name)});
}

/// Whether to go on is asked gently; letting go only where the ring is wide.
void ask_to_go_on(const Frame& frame, std::size_t i, std::vector<Ask>& out) {
    const auto& c = *frame.goals.all[i].connection;
    if (!frame.board.facts[i].left_open) return;
    const bool wide = !c.kin && (c.circle == Circle::Wide || c.circle == Circle::Outer);
    out.push_back({c.id, "keep-rest-let-go",
                   wide ? fmt::format("{}: keep, rest, let go? Any answer is kind. `kith rest {}` "
                                      "and `kith let-go {}` are there; keeping needs nothing.",
                                      c.name, c.id, c.id)
                        : fmt::format("{}: keep, or rest a while? Either is kind. `kith rest {}` "
                                      "is there; keeping needs nothing.",
                                      c.name, c.id)});
}

} // namespace

std::vector<Ask> open_asks(const Frame& frame, const Decision& d) {
    std::vector<Ask> out;
    if (d.standing.hard_week || d.standing.away || d.standing.energy == Energy::Low) return out;
    for (std::size_t i = 0; i < frame.goals.all.size(); ++i)
        if (takes_part(frame.board.facts[i].state)) {
            ask_circle(frame, i, out);
            if (!is_grieving(frame.memory.modes, frame.now)) ask_to_go_on(frame, i, out);
        }
    return out;
}

} // namespace kith::policy
