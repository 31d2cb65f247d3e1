// SPDX-License-Identifier: MIT
#include "core/policy/feasibility.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace kith::policy {
namespace {

constexpr int kComfortable = 12;

constexpr int kMostWeekly = 10;

/// How many of the tightest rhythms have to rest until the others fit.
int tightest_over(const Goals& goals) {
    std::vector<double> loads;
    for (const auto& goal : goals.all)
        if (goal.rhythmic && goal.in_load) loads.push_back(7 / goal.c);
    std::ranges::sort(loads, std::ranges::greater{});
    double load = goals.load;
    int count = 0;
    for (const double each : loads) {
        if (load <= goals.load_max + 1e-9) break;
        load -= each;
        ++count;
    }
    return count;
}

std::string ways_to_fit(const Feasibility& what) {
    const auto tightest = what.tight == 1 ? std::string{"the tightest one live"}
                                          : fmt::format("the {} tightest live", what.tight);
    const bool wider = what.weekly > 0 && what.weekly < kMostWeekly;
    auto out = fmt::format("That is more than fits, so every rhythm is stretched by {:.1f}. {} "
                           "ways to fit: let every rhythm be {:.1f} times as long{} let {} "
                           "in the picture only (`every: never`)",
                           what.stretch, wider ? "Three" : "Two", what.stretch,
                           wider ? "," : ", or", tightest);
    if (!wider) return out + ".";
    if (what.weekly_needed <= kMostWeekly)
        return out + fmt::format(", or allow {} offers in seven days (`budget: {{per_7d: {}}}`).",
                                 what.weekly_needed, what.weekly_needed);
    return out + fmt::format(", or allow more offers together with either; {} in seven days are "
                             "the most.",
                             kMostWeekly);
}

} // namespace

Feasibility feasibility(const Goals& goals, const Board& board) {
    constexpr double kWeeks = 4;
    auto out = feasibility(goals);
    double days = 0;
    for (std::size_t i = 0; i < goals.all.size(); ++i)
        if (goals.all[i].rhythmic) days += board.facts[i].warm_days;
    out.lived_a_week = days / kWeeks;
    return out;
}

Feasibility feasibility(const Goals& goals) {
    Feasibility out;
    out.asked_a_week = goals.load;
    out.offered_a_week = goals.load_max;
    out.stretch = goals.stretch;
    out.active = goals.active;
    out.tight = tightest_over(goals);
    out.weekly_needed = static_cast<int>(
        std::ceil(goals.load * (goals.weekly == 0 ? 3 : goals.weekly) / goals.load_max - 1e-9));
    out.weekly = goals.weekly;
    for (const auto& goal : goals.all) {
        out.in_picture_only += goal.beyond_cap ? 1 : 0;
        const auto circle = goal.connection->circle;
        out.occasions |= goal.meets || !goal.connection->dates.empty() ||
                         circle == Circle::OldFriend || circle == Circle::SmallHello;
    }
    return out;
}

std::vector<std::string> feasibility_text(const Feasibility& what) {
    std::vector<std::string> out;
    if (what.active == 0) {
        out.emplace_back(what.occasions && what.weekly > 0
                             ? "No goals with a rhythm; a word comes only where there is an "
                               "occasion, like a meeting, a date or a quiet day."
                             : "No goals with a rhythm, so Kith will stay quiet.");
        return out;
    }
    if (what.weekly == 0)
        out.push_back(
            fmt::format("Your goals ask for about {:.1f} hellos a week. At this pace Kith "
                        "offers none by itself; `kith offer` is there when you like.",
                        what.asked_a_week));
    else
        out.push_back(
            fmt::format("Your goals ask for about {:.1f} hellos a week; your pace carries {:.1f}.",
                        what.asked_a_week, what.offered_a_week));
    if (!what.fits())
        out.push_back(ways_to_fit(what));
    else if (what.weekly > 0)
        out.emplace_back("That fits.");
    if (what.lived_a_week)
        out.push_back(fmt::format("The last four weeks held about {:.1f} hellos a week with them.",
                                  *what.lived_a_week));
    if (what.in_picture_only > 0)
        out.push_back(
            fmt::format("{} of your goals live in the picture only; Kith offers the first {}.",
                        what.in_picture_only, kPushActiveCap));
    else if (what.active > kComfortable)
        out.push_back(fmt::format(
            "{} goals are quite a few; many people find that a dozen is plenty.", what.active));
    return out;
}

} // namespace kith::policy
