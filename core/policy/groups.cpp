// SPDX-License-Identifier: MIT
#include "core/policy/groups.hpp"

#include <algorithm>

#include "core/calendar/civil.hpp"

namespace kith::policy {
namespace {

using std::chrono::days;

constexpr auto kBack = days{100}, kAhead = days{40};
constexpr std::size_t kMeetingsRead = 200;
constexpr int kAbsencesTold = 3;

/// Members who may still be met, by the time of the last contact, the latest first.
struct Member {
    std::size_t goal;
    Instant last;
};

std::vector<Member> members_of(const Goal& group, const Goals& goals, const Memory& memory,
                               Instant now) {
    std::vector<Member> out;
    for (const auto& id : group.connection->members) {
        const auto goal = goals.find(id);
        const auto it = memory.connections.find(id);
        if (!goal || it == memory.connections.end()) continue;
        if (state_at(it->second, goals.all[*goal].declared, now) >= State::Ended) continue;
        out.push_back({*goal, it->second.clock.last_touch.value_or(Instant::min())});
    }
    std::ranges::stable_sort(out, std::ranges::greater{}, &Member::last);
    return out;
}

/// Going along is a suggestion too: nobody who rests, and nobody with whom contact is hard.
bool may_be_named(const Goal& goal, const Memory& memory, Instant now) {
    const auto it = memory.connections.find(goal.connection->id);
    return goal.connection->feels != Feels::Hard && it != memory.connections.end() &&
           state_at(it->second, goal.declared, now) == State::Active;
}

/// Words before meetings that got no answer, nor did any contact with the group itself follow. What
/// was said of a group Kith cannot see has become a contact, so there its offers alone are counted.
int unanswered(const Goal& goal, const Memory& memory, const ConnectionMemory& group,
               const calendar::Zone& zone, Instant now) {
    if (goal.sight == Sight::Seen) return ignored_count(group);
    auto since = group.clock.last_touch.value_or(Instant::min());
    for (const auto& said : {group.cycle_start, group.circle_since, memory.fresh_start})
        since = std::max(since, said.value_or(since));
    return static_cast<int>(std::ranges::count_if(group.pushes, [&](const Push& push) {
        return push.channel == Channel::Event && push.was_asked() && !push.is_return &&
               push.at > since && // the meeting was on the day after
               calendar::local_day(push.at, zone) + days{1} < calendar::local_day(now, zone);
    }));
}

std::size_t needed(const Connection& group, std::size_t members) {
    switch (group.satisfied_by) {
    case SatisfiedBy::All: return members;
    case SatisfiedBy::Quorum: return static_cast<std::size_t>(std::max(1, group.quorum));
    case SatisfiedBy::Any:
    case SatisfiedBy::Rotate: break;
    }
    return 1;
}

} // namespace

std::optional<Instant> kept_by_members(const Goal& group, const Goals& goals, const Memory& memory,
                                       Instant now) {
    const auto members = members_of(group, goals, memory, now);
    const auto count = needed(*group.connection, members.size());
    if (count == 0 || members.size() < count) return std::nullopt;
    const auto last = members[count - 1].last;
    return last == Instant::min() ? std::nullopt : std::optional{last};
}

Gathering gathering(const Goal& group, const Goals& goals, const Memory& memory, Instant now) {
    Gathering out;
    const auto it = memory.connections.find(group.connection->id);
    if (!group.meets || it == memory.connections.end()) return out;
    const auto& zone = goals.zones.front();
    const auto first = calendar::local_day(it->second.first_seen, zone);
    const auto today = calendar::local_day(now, zone);
    auto attended = it->second.clock.last_touch.value_or(Instant::min());
    attended = std::max(attended, kept_by_members(group, goals, memory, now).value_or(attended));
    const auto attended_day =
        attended == Instant::min() ? calendar::Day::min() : calendar::local_day(attended, zone);
    const auto start = group.meets_since.value_or(first);
    for (const auto day : calendar::expand_days(*group.meets, start, std::max(first, today - kBack),
                                                today + kAhead, kMeetingsRead)) {
        const auto at = zone.to_instant(day + group.meets_from);
        if (at > now) {
            out.next = at;
            break;
        }
        if (day > attended_day && day < today)
            out.absences = std::min(kAbsencesTold, out.absences + 1);
        if (day <= attended_day) out.absences = 0;
    }
    // Whoever is in touch with members and at no meeting is not asked for ever.
    out.absences = std::min(
        kAbsencesTold, std::max(out.absences, unanswered(group, memory, it->second, zone, now)));
    if (group.connection->satisfied_by == SatisfiedBy::Rotate) {
        const auto members = members_of(group, goals, memory, now);
        for (auto member = members.rbegin(); member != members.rend() && !out.companion; ++member)
            if (may_be_named(goals.all[member->goal], memory, now)) out.companion = member->goal;
    }
    return out;
}

} // namespace kith::policy
