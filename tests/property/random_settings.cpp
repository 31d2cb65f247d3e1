// SPDX-License-Identifier: MIT
#include "tests/property/random_settings.hpp"

namespace kith::test {
namespace {

using std::chrono::minutes;

constexpr std::array kCircles{Circle::Inner, Circle::Inner,     Circle::Close,
                              Circle::Close, Circle::Wide,      Circle::Outer,
                              Circle::Group, Circle::NewFriend, Circle::OldFriend,
                              Circle::Care,  Circle::SmallHello};
constexpr std::array kCounts{Counts::Any, Counts::Any, Counts::Voice, Counts::Together};
constexpr std::array kPaces{Pace::Ambient, Pace::Gentle, Pace::Steady, Pace::Steady, Pace::Lively};
constexpr std::array kImportance{Importance::Light, Importance::Usual, Importance::High};
constexpr std::array kStates{State::Active, State::Active,     State::Active,   State::Active,
                             State::Active, State::Resting,    State::Paused,   State::TheirTurn,
                             State::Ended,  State::Remembered, State::NoContact};
constexpr std::array<std::string_view, 4> kNames{"Ana Pereira", "Must Have", "山田 太郎",
                                                 "Overdue"};
constexpr std::array<std::string_view, 3> kRules{"every Tuesday", "every day",
                                                 "first Friday of the month"};
constexpr std::array<std::string_view, 3> kRituals{"every Saturday", "every day",
                                                   "every other Sunday"};
constexpr std::array<std::string_view, 3> kZones{"", "Asia/Tokyo", "America/Los_Angeles"};

constexpr std::array<std::string_view, 6> kOwnZones{"UTC",
                                                    "Europe/Lisbon",
                                                    "Asia/Kolkata",
                                                    "America/New_York",
                                                    "Australia/Lord_Howe",
                                                    "Pacific/Auckland"};

std::vector<Step> random_steps(Draw& draw) {
    std::vector<Step> steps;
    if (draw.chance(0.6)) return steps;
    if (draw.chance(0.5)) steps.push_back({"call", "call", 2, Channel::Call});
    if (draw.chance(0.5)) steps.push_back({"swim", "swim in the river", 3, Channel::Together});
    if (draw.chance(0.5)) steps.push_back({"card", "send a card", 1, Channel::Letter});
    return steps;
}

Hours random_hours(Draw& draw) {
    Hours hours;
    if (draw.chance(0.4)) return hours;
    hours.slots.clear();
    for (int n = draw.within(1, 4); n > 0; --n)
        hours.slots.push_back(minutes{15 * draw.within(0, 95)});
    hours.open_for = minutes{30 * draw.within(1, 6)};
    hours.quiet_from = minutes{30 * draw.within(0, 47)};
    hours.quiet_to = minutes{30 * draw.within(0, 47)};
    hours.quiet_weekend_to = minutes{30 * draw.within(0, 47)};
    return hours;
}

} // namespace

calendar::Zone some_zone(Draw& draw) { return *calendar::Zone::named(draw.of(kOwnZones)); }

Connection random_connection(Draw& draw, std::string id) {
    Connection c;
    c.id = std::move(id);
    c.name = draw.chance(0.3) ? std::string{draw.of(kNames)} : "Name" + c.id;
    c.circle = draw.of(kCircles);
    if (draw.chance(0.4)) {
        const double ideal = draw.within(2, 200);
        c.every = Rhythm{ideal, draw.chance(0.3) ? ideal * 1.5 : ideal, draw.chance(0.1)};
    }
    c.counts = draw.of(kCounts);
    c.access = draw.chance(0.2) ? Access::Remote : Access::Usual;
    c.importance = draw.of(kImportance);
    c.confidant = draw.chance(0.1);
    c.kin = draw.chance(0.2);
    if (draw.chance(0.1))
        c.feels = Feels::Hard;
    else if (draw.chance(0.5))
        c.feels = Feels::Safe;
    c.lean_on = draw.chance(0.3);
    c.direction = static_cast<Give>(draw.below(3));
    c.state = draw.of(kStates);
    c.timezone = draw.of(kZones);
    c.steps = random_steps(draw);
    for (int n = draw.chance(0.3) ? draw.within(1, 2) : 0; n > 0; --n)
        c.dates.push_back({draw.chance(0.6) ? "birthday" : "wedding day", std::nullopt,
                           static_cast<unsigned>(draw.within(1, 12)),
                           static_cast<unsigned>(draw.within(1, 28)), draw.within(0, 10)});
    return c;
}

Settings random_settings(Draw& draw, int most) {
    Settings s;
    const int count = draw.within(1, most);
    for (int i = 0; i < count; ++i)
        s.connections.push_back(random_connection(draw, "p" + std::to_string(i)));
    constexpr int kMany = 20; // of so many most are there, or the cap would never be met
    for (auto& c : s.connections) {
        if (most > kMany && draw.chance(0.8)) c.state = State::Active;
        if (draw.chance(0.1))
            c.bridge_to = "p" + std::to_string(draw.below(static_cast<std::size_t>(count)));
        if (c.circle == Circle::Group) {
            if (draw.chance(0.7)) c.meets = Meets{std::string{draw.of(kRules)}, "19:00", "21:00"};
            c.satisfied_by = static_cast<SatisfiedBy>(draw.below(4));
            c.quorum = draw.within(1, 3);
            c.members = {"p" + std::to_string(draw.below(static_cast<std::size_t>(count)))};
        }
    }
    for (int n = draw.chance(0.3) ? draw.within(1, 2) : 0; n > 0; --n) {
        const auto first = draw.below(static_cast<std::size_t>(count));
        Ritual ritual;
        ritual.id = n == 1 ? "walk" : "swim-in-the-lake";
        ritual.with = {"p" + std::to_string(first)};
        ritual.rule = draw.of(kRituals);
        ritual.from = "09:00";
        ritual.to = "11:00";
        ritual.since = "2026-01-11";
        if (count > 1 && draw.chance(0.3))
            ritual.with.push_back("p" +
                                  std::to_string((first + 1) % static_cast<std::size_t>(count)));
        s.rituals.push_back(std::move(ritual));
    }
    s.pace = draw.of(kPaces);
    if (draw.chance(0.2)) s.budget.per_7d = draw.within(0, 10);
    if (draw.chance(0.2)) s.budget.min_gap_h = draw.within(6, 48);
    if (draw.chance(0.2)) s.budget.per_cycle = draw.within(1, 2);
    if (draw.chance(0.2)) s.response.ignore_limit = draw.within(1, 2);
    if (draw.chance(0.3)) s.response.ambient_after_ignored = draw.within(3, 9);
    if (draw.chance(0.2)) s.policy.jitter = draw.unit() * 0.2;
    if (draw.chance(0.2)) s.policy.settle_h = draw.within(0, 72);
    s.hours = random_hours(draw);
    if (draw.chance(0.2)) s.you.usual_energy = draw.chance(0.5) ? Energy::Low : Energy::Bright;
    s.you.reach_for_me = draw.chance(0.4);
    if (draw.chance(0.3)) s.response.snoozes_per_cycle = draw.within(1, 5);
    return s;
}

} // namespace kith::test
