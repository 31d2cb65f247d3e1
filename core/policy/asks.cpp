// SPDX-License-Identifier: MIT
#include "core/policy/asks.hpp"

#include <fmt/format.h>

#include "core/policy/page_people.hpp"
#include "core/policy/spans.hpp"
#include "core/policy/trial.hpp"

namespace kith::policy {
namespace {

void ask_circle(const Frame& frame, std::size_t i, std::vector<Ask>& out) {
    const auto& goal = frame.goals.all[i];
    const auto& facts = frame.board.facts[i];
    const auto& c = *goal.connection;
    if (has_outgrown(goal, facts, frame.now))
        out.push_back({c.id, "new-friend",
                       fmt::format("{} is no longer quite a new friend. Which circle suits now? "
                                   "It stands under `circle:` in your configuration.",
                                   c.name)});
    if (c.circle == Circle::OldFriend && facts.last_touch > facts.in_circle)
        out.push_back({c.id, "old-friend",
                       fmt::format("You and {} have found each other again. A circle of its own "
                                   "would keep it warm, if you like; or leave it at that.",
                                   c.name)});
}

/// The question stands until a page has put it, and for five weeks from then; a page puts it again
/// after a year.
bool is_asked(const Frame& frame, const std::string& id) {
    constexpr std::chrono::days kStands{36};
    const auto known = frame.memory.connections.find(id);
    if (known == frame.memory.connections.end()) return true;
    const auto told = known->second.told.find(kKeep);
    if (told == known->second.told.end()) return true;
    const auto since = frame.now - told->second;
    return since < kStands || since >= kKeepApart;
}

/// Whether to go on is asked gently; letting go only where the ring is wide.
void ask_to_go_on(const Frame& frame, std::size_t i, std::vector<Ask>& out) {
    const auto& c = *frame.goals.all[i].connection;
    if (!frame.board.facts[i].left_alone || c.feels == Feels::Hard || !is_asked(frame, c.id))
        return;
    const bool wide = !c.kin && (c.circle == Circle::Wide || c.circle == Circle::Outer);
    out.push_back(
        {c.id, "keep-rest-let-go",
         wide ? fmt::format("{0}: keep, rest, let go? Any answer is kind. `kith wake {1}`, "
                            "`kith rest {1}` and `kith let-go {1}` are there; until "
                            "there is word, nothing is suggested.",
                            c.name, c.id)
              : fmt::format("{0}: keep, or rest a while? Either is kind. `kith wake {1}` "
                            "and `kith rest {1}` are there; until there is word, nothing "
                            "is suggested.",
                            c.name, c.id)});
}

/// More than half of at least three, of those who may be offered.
bool most_are_far(const Frame& frame, const Decision& d) {
    constexpr int kLeast = 3;
    int all = 0, far = 0;
    for (std::size_t i = 0; i < frame.goals.all.size(); ++i) {
        const auto& goal = frame.goals.all[i];
        if (!d.goals[i].counted || !takes_part(frame.board.facts[i].state) || goal.beyond_cap ||
            goal.connection->feels == Feels::Hard)
            continue;
        ++all;
        far += d.goals[i].ratio >= frame.settings.policy.far ? 1 : 0;
    }
    return all >= kLeast && 2 * far > all;
}

bool is_easy_time(const Frame& frame, const Decision& d) {
    return !d.standing.hard_week && !d.standing.away && d.standing.energy != Energy::Low &&
           !is_grieving(frame.memory.modes, frame.now);
}

bool told_within(const Memory& memory, std::string_view what, Instant now, std::chrono::days span) {
    const auto told = memory.told.find(what);
    return told != memory.told.end() && now - told->second < span;
}

/// It stands for a week, or until most are near again.
void ask_to_begin_anew(const Frame& frame, const Decision& d, std::vector<Ask>& out) {
    constexpr std::chrono::days kStands{7};
    if (!told_within(frame.memory, kFreshStart, frame.now, kStands) || !is_easy_time(frame, d) ||
        !most_are_far(frame, d))
        return;
    out.push_back({"", std::string{kFreshStart},
                   "Life went another way for a while, as it does. If you like, everyone begins "
                   "anew: `kith resume --fresh`. Or leave it be; either is fine."});
}

/// What the coin has told stands for two weeks.
void tell_honestly(const Frame& frame, std::vector<Ask>& out) {
    constexpr std::chrono::days kStands{14};
    if (told_within(frame.memory, kOffersHelp, frame.now, kStands))
        out.push_back({"", "honest-check",
                       "Twelve weeks of honest check: the offers seem to help. `kith why` has the "
                       "figures, and `honest_check` may rest now."});
    if (told_within(frame.memory, kOffersSame, frame.now, kStands))
        out.push_back({"", "honest-check",
                       "Twelve weeks of honest check: the offers make no difference. With `pace: "
                       "ambient` there are none, and everything else stays; it is up to you."});
}

} // namespace

bool fresh_start_due(const Frame& frame, const Decision& d) {
    constexpr std::chrono::days kApart{30};
    const auto& start = frame.memory.fresh_start;
    return !told_within(frame.memory, kFreshStart, frame.now, kApart) &&
           !(start && frame.now - *start < kApart) && is_easy_time(frame, d) &&
           most_are_far(frame, d);
}

std::vector<Ask> open_asks(const Frame& frame, const Decision& d) {
    std::vector<Ask> out;
    if (d.standing.hard_week || d.standing.away || d.standing.energy == Energy::Low) return out;
    ask_to_begin_anew(frame, d, out);
    tell_honestly(frame, out);
    for (std::size_t i = 0; i < frame.goals.all.size(); ++i)
        if (takes_part(frame.board.facts[i].state)) {
            ask_circle(frame, i, out);
            if (!is_grieving(frame.memory.modes, frame.now)) ask_to_go_on(frame, i, out);
        }
    return out;
}

} // namespace kith::policy
