// SPDX-License-Identifier: MIT
#include "core/policy/goals.hpp"

#include <algorithm>
#include <numeric>

#include "base/hash.hpp"
#include "core/calendar/civil.hpp"
#include "core/calendar/rule_words.hpp"
#include "core/policy/called.hpp"

namespace kith::policy {
namespace {

constexpr double kUnseenF = 0.5;
constexpr double kRangeFMin = 0.33, kRangeFMax = 0.66;
constexpr int kWeeklyWhenAmbient = 3;

double importance_of(const Connection& c) {
    if (c.confidant) return 1.25;
    switch (c.importance) {
    case Importance::Light: return 0.75;
    case Importance::Usual: return 1;
    case Importance::High: return 1.25;
    }
    return 1;
}

double band_width(const Connection& c, Sight sight, const PolicyBlock& policy) {
    double f = policy.f;
    if (c.kin) f = std::max(f, policy.f_kin);
    if (sight != Sight::Seen) f = std::max(f, kUnseenF);
    if (c.every && c.every->outer_days > c.every->ideal_days)
        f = std::max(
            f, std::clamp(c.every->outer_days / c.every->ideal_days - 1, kRangeFMin, kRangeFMax));
    return f;
}

std::optional<double> rhythm_days(const Connection& c) {
    const auto circle = circle_rhythm(c.circle);
    if (!circle) return std::nullopt; // groups and care follow their meetings, not a lapse
    if (!c.every) return circle;
    if (c.every->never) return std::nullopt;
    return c.every->ideal_days;
}

std::size_t zone_index(Goals& goals, const std::string& name) {
    if (name.empty() || name == "auto") return 0;
    for (std::size_t i = 0; i < goals.zones.size(); ++i)
        if (goals.zones[i].name() == name) return i;
    const auto zone = calendar::Zone::named(name);
    if (!zone) return 0;
    goals.zones.push_back(*zone);
    return goals.zones.size() - 1;
}

Goal basics(Goals& goals, const Settings& settings, const Connection& c, State state, Sight sight) {
    Goal goal;
    goal.connection = &c;
    goal.kind = kind_of(c.circle);
    goal.declared = c.state;
    goal.sight = sight;
    goal.f = band_width(c, sight, settings.policy);
    goal.importance = importance_of(c);
    goal.zone = static_cast<std::uint16_t>(zone_index(goals, c.timezone));
    goal.steps = c.steps;
    if (const auto days = rhythm_days(c)) {
        goal.rhythmic = true;
        goal.c = *days;
        goal.in_load = takes_part(state);
        if (goal.in_load) goals.load += 7 / goal.c;
    }
    if (c.meets && c.circle == Circle::Group) {
        if (const auto since = calendar::parse_date(c.meets->since)) goal.meets_since = *since;
        // Which week it is cannot be guessed.
        if (auto rule = calendar::parse_rule(c.meets->rule);
            rule && (goal.meets_since || !calendar::needs_since(*rule)))
            goal.meets = std::move(*rule);
        if (const auto from = calendar::parse_time_of_day(c.meets->from)) goal.meets_from = *from;
    }
    goal.terms.f = goal.f;
    goal.terms.first_unit = unit("first:" + c.id);
    goal.terms.counts = c.counts;
    goal.terms.remote_access = c.access == Access::Remote;
    goal.terms.is_group = c.circle == Circle::Group;
    return goal;
}

/// The places go by circle, then by the file's order.
void mark_places(Goals& goals, std::span<const State> states) {
    std::vector<std::size_t> order(goals.all.size());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::stable_sort(order, {},
                             [&](std::size_t i) { return goals.all[i].connection->circle; });
    for (const auto i : order) {
        const auto& goal = goals.all[i];
        if (!goal.rhythmic || !takes_part(states[i]) || goal.connection->feels == Feels::Hard)
            continue;
        if (++goals.active > kPushActiveCap) goals.all[i].beyond_cap = true;
    }
}

constexpr auto kNoon = std::chrono::hours{12};
constexpr auto kLeastLength = std::chrono::minutes{30};
/// A Monday; rules that are the same from any day on count from here where no day is written.
constexpr calendar::Day kSince{std::chrono::year{2026} / 1 / 5};

void stand_rituals(Goals& goals, const Settings& settings) {
    for (const auto& ritual : settings.rituals) {
        auto rule = calendar::parse_rule(ritual.rule);
        if (!rule) continue; // checked when it was read
        if (ritual.since.empty() && calendar::needs_since(*rule)) continue; // likewise
        StandingRitual out;
        out.ritual = &ritual;
        out.rule = rule->in_zone(goals.zones.front());
        const auto since = calendar::parse_date(ritual.since);
        const auto from = calendar::parse_time_of_day(ritual.from);
        const auto to = calendar::parse_time_of_day(ritual.to, calendar::TimeUse::End);
        out.start = (since ? *since : kSince) + (from ? *from : std::chrono::minutes{kNoon});
        if (from && to && *to > *from) out.length = std::max(kLeastLength, *to - *from);
        for (const auto& id : ritual.with)
            if (const auto i = goals.find(id)) out.with.push_back(*i);
        goals.rituals.push_back(std::move(out));
    }
}

} // namespace

std::optional<double> circle_rhythm(Circle circle) {
    switch (circle) {
    case Circle::Inner: return 7;
    case Circle::Close: return 30;
    case Circle::Wide: return 90;
    case Circle::Outer: return 180;
    case Circle::NewFriend: return 10;
    case Circle::Group:
    case Circle::Care:
    case Circle::SmallHello:
    case Circle::OldFriend: break;
    }
    return std::nullopt;
}

Goals prepare(const Settings& settings, const calendar::Zone& own, std::span<const State> states,
              std::span<const Sight> sights) {
    Goals goals;
    goals.zones.push_back(own);
    goals.weekly = weekly_budget(settings);
    goals.load_max = settings.policy.load * (goals.weekly == 0 ? kWeeklyWhenAmbient : goals.weekly);
    goals.all.reserve(settings.connections.size());
    for (std::size_t i = 0; i < settings.connections.size(); ++i) {
        const auto& c = settings.connections[i];
        goals.all.push_back(basics(goals, settings, c, states[i], sights[i]));
        goals.naming.kinds[c.id] = kind_of(c.circle);
        if (!c.dates.empty()) goals.dated.push_back(i);
        if (!c.bridge_to.empty()) goals.bridges.push_back(i);
        if (!c.members.empty()) goals.naming.also_names[c.id] = c.members;
    }
    goals.stretch = std::max(1.0, goals.load / goals.load_max);
    for (auto& goal : goals.all) {
        const double h = 2 * unit("jitter:" + goal.connection->id) - 1;
        goal.rhythm = goal.c * goals.stretch * (1 + settings.policy.jitter * h);
        goal.terms.rhythm_days = goal.rhythm;
    }
    mark_places(goals, states);
    tell_apart(goals, states);
    stand_rituals(goals, settings);
    return goals;
}

std::optional<std::size_t> Goals::find(std::string_view id) const {
    for (std::size_t i = 0; i < all.size(); ++i)
        if (all[i].connection->id == id) return i;
    return std::nullopt;
}

Band band_of(double ratio, double f, const PolicyBlock& policy) {
    if (ratio < 1 - f) return Band::Fresh;
    if (ratio < 1 + f) return Band::Ripe;
    if (ratio < policy.far) return Band::Drifting;
    return ratio < policy.dormant ? Band::Quiet : Band::Dormant;
}

} // namespace kith::policy
