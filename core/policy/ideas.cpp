// SPDX-License-Identifier: MIT
#include "core/policy/ideas.hpp"

#include <algorithm>

#include "core/policy/last_slot.hpp"
#include "core/policy/spans.hpp"
#include "core/policy/steps.hpp"

namespace kith::policy {
namespace {

using std::chrono::days;

constexpr int kQuietAfter = 3;       // absences: after two and a word there is no more
constexpr double kOldFriendGap = 30; // days between two thoughts of one old friend
constexpr auto kLately = days{45};
constexpr auto kWeek = std::chrono::hours{168};

const Step& line_step() {
    static const Step kStep{"line-to-the-group", "a line to the group", 1, Channel::Message};
    return kStep;
}
const Step& small_hello_step() {
    static const Step kStep{"small-hello", "a small hello", 1, Channel::None};
    return kStep;
}

/// Somebody in it was offered not long ago, or is spoken of elsewhere.
bool names_anybody_lately(const Frame& frame, const Goal& group) {
    const auto slot = frame.around.slot.start;
    return std::ranges::any_of(group.connection->members, [&](const std::string& id) {
        const auto i = frame.goals.find(id);
        if (!i) return false;
        const auto& facts = frame.board.facts[*i];
        const auto known = frame.memory.connections.find(id);
        // A group that meets every week names its people every week; another one waits.
        const bool by_itself = known != frame.memory.connections.end() &&
                               known->second.named_by == group.connection->id;
        const auto last = std::max(facts.last_budgeted,
                                   by_itself ? known->second.named_before.value_or(Instant::min())
                                             : facts.named_by_other);
        const double gap = person_gap(frame.goals.all[*i], frame.settings.budget);
        return last != Instant::min() && days_between(last, slot) < gap;
    });
}

bool is_open(State s) { return s == State::Active || s == State::TheirTurn; }

bool is_free(GuardSet failed, std::initializer_list<Guard> but = {}) {
    for (const auto guard : but) failed.remove(guard);
    return failed.empty();
}

int of_kind(const Frame& frame, Kind kind) {
    const auto slot = frame.around.slot.start;
    return static_cast<int>(std::ranges::count_if(frame.memory.pushes, [&](const Push& p) {
        return !p.is_return && p.kind == kind && p.slot <= slot && slot - p.slot < kWeek;
    }));
}

/// They wrote, three days ago and more: one small word about it, no second.
std::optional<Due> reply(const Frame& frame, const Decision& d) {
    static const Step* const kReply = find_built_in("reply");
    std::optional<std::size_t> best;
    for (std::size_t i = 0; i < frame.goals.all.size(); ++i) {
        if (!is_free(d.goals[i].failed)) continue;
        const auto& facts = frame.board.facts[i];
        if (!wants_reply(frame.goals.all[i], facts, frame.now) || d.goals[i].band == Band::Dormant)
            continue;
        if (!best || facts.they_wrote < frame.board.facts[*best].they_wrote) best = i;
    }
    if (!best) return std::nullopt;
    return Due{*best, words::Occasion::Hello, kReply};
}

/// One tie that may lead to another (a forum, and those who meet): now and then, where the first is
/// alive and the other has been quiet.
std::optional<Due> bridge(const Frame& frame, const Decision& d) {
    constexpr auto kMonth = days{30};
    for (const auto i : frame.goals.bridges) {
        const auto to = frame.goals.find(frame.goals.all[i].connection->bridge_to);
        if (!to || !is_free(d.goals[*to].failed) || !is_open(frame.board.facts[i].state)) continue;
        const auto& facts = frame.board.facts[*to];
        const auto lately = [&](Instant at) {
            return at != Instant::min() && frame.now - at < kMonth;
        };
        if (!lately(frame.board.facts[i].last_touch) || lately(facts.last_touch) ||
            lately(facts.last_offer))
            continue;
        const auto& goal = frame.goals.all[*to];
        const bool group = goal.connection->circle == Circle::Group;
        // Who is warm, or comes up by no rhythm of theirs, is left alone by this way as well.
        if ((goal.rhythmic || !group) && d.goals[*to].shape <= 0) continue;
        if (names_anybody_lately(frame, goal)) continue;
        return Due{*to, group ? words::Occasion::Meeting : words::Occasion::Hello, // in the chat
                   group ? &line_step() : choose_step(goal, facts, 1, false, true)};
    }
    return std::nullopt;
}

std::optional<Due> old_friend(const Frame& frame, const Decision& d) {
    for (std::size_t i = 0; i < frame.goals.all.size(); ++i) {
        if (!is_free(d.goals[i].failed)) continue; // first: it is true of few
        const auto& goal = frame.goals.all[i];
        const auto& facts = frame.board.facts[i];
        if (goal.connection->circle != Circle::OldFriend) continue;
        if (facts.last_touch > facts.in_circle) continue; // found again: what one-off was for
        if (facts.last_budgeted != Instant::min() &&
            days_between(facts.last_budgeted, frame.around.slot.start) < kOldFriendGap)
            continue;
        return Due{i, words::Occasion::Hello, choose_step(goal, facts, 1, false, true)};
    }
    return std::nullopt;
}

/// The one thought of longest ago; a week's last offer is kept for people.
std::optional<Due> small_hello(const Frame& frame, const Decision& d) {
    if (d.weekly - d.spent - d.kept < 2 ||
        of_kind(frame, Kind::Micro) >= frame.settings.budget.micro_7d)
        return std::nullopt;
    std::optional<std::size_t> best;
    for (std::size_t i = 0; i < frame.goals.all.size(); ++i) {
        if (!is_free(d.goals[i].failed)) continue;
        if (frame.goals.all[i].connection->circle != Circle::SmallHello) continue;
        if (!best || frame.board.facts[i].last_offer < frame.board.facts[*best].last_offer)
            best = i;
    }
    if (!best) return std::nullopt;
    return Due{*best, words::Occasion::Small, &small_hello_step()};
}

} // namespace

const Step& meeting_step() {
    static const Step kStep{"meeting", "the meeting", 2, Channel::Event};
    return kStep;
}

std::optional<Due> meeting_due(const Frame& frame, const Decision& d) {
    if (meeting_step().cost > d.standing.step_cap()) return std::nullopt;
    if (!is_last_slot(frame.settings.hours, frame.around.slot.index)) return std::nullopt;
    std::optional<std::size_t> best;
    for (const auto i : frame.board.meetings) {
        const auto& meeting = frame.board.facts[i].meeting;
        if (meeting.absences >= kQuietAfter) continue;
        const auto day = calendar::local_day(meeting.next, frame.goals.zones.front());
        if (day != frame.around.slot.day + days{1}) continue;
        if (!is_free(d.goals[i].failed, {Guard::PlanAhead}) ||
            names_anybody_lately(frame, frame.goals.all[i]))
            continue;
        if (!best || meeting.next < frame.board.facts[*best].meeting.next) best = i;
    }
    if (!best) return std::nullopt;
    return Due{*best, words::Occasion::Meeting, &meeting_step()};
}

std::optional<Due> quiet_due(const Frame& frame, const Decision& d) {
    if (auto due = reply(frame, d)) return due;
    if (auto due = bridge(frame, d)) return due;
    if (auto due = old_friend(frame, d)) return due;
    return small_hello(frame, d);
}

std::optional<Due> idea_again(const Frame& frame, std::size_t index) {
    const auto& goal = frame.goals.all[index];
    const auto& facts = frame.board.facts[index];
    switch (goal.connection->circle) {
    case Circle::OldFriend:
        if (facts.last_touch > facts.in_circle) return std::nullopt;
        return Due{index, words::Occasion::Hello, choose_step(goal, facts, 1, false, true)};
    case Circle::SmallHello: return Due{index, words::Occasion::Small, &small_hello_step()};
    case Circle::Group: return Due{index, words::Occasion::Meeting, &line_step()};
    default: return std::nullopt;
    }
}

std::optional<std::size_t> easy_friend(const Frame& frame, std::size_t except) {
    std::optional<std::size_t> best;
    for (std::size_t i = 0; i < frame.goals.all.size(); ++i) {
        const auto& goal = frame.goals.all[i];
        const auto& facts = frame.board.facts[i];
        const auto& c = *goal.connection;
        if (i == except || facts.state != State::Active || c.feels != Feels::Safe || c.discreet ||
            c.circle > Circle::Close || facts.last_touch == Instant::min() ||
            frame.now - facts.last_touch > kLately)
            continue;
        if (!best || facts.last_touch > frame.board.facts[*best].last_touch) best = i;
    }
    return best;
}

} // namespace kith::policy
