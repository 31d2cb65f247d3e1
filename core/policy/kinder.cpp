// SPDX-License-Identifier: MIT
#include "core/policy/kinder.hpp"

#include <algorithm>
#include <cmath>

namespace kith::policy {
namespace {

constexpr std::size_t kLeastGaps = 6, kMostGaps = 12;
constexpr double kSlower = 1.5;
constexpr double kReal = 0.4; // what a touch weighs that makes a connection-day

/// Between one day with a real touch and the next, without the time that was frozen.
std::vector<double> gaps_between(std::span<const LocalTouch> touches, const Goal& goal,
                                 const Facts& facts) {
    static const std::vector<Interval> kNone;
    const auto& frozen = facts.frozen ? *facts.frozen : kNone;
    std::vector<double> out;
    const LocalTouch* last = nullptr;
    for (const auto& touch : touches) {
        if (touch_weight(touch, goal.terms.is_group) < kReal) continue;
        if (last && last->day == touch.day) continue;
        if (last) out.push_back(active_days(last->at, touch.at, frozen));
        last = &touch;
    }
    if (out.size() > kMostGaps)
        out.erase(out.begin(), out.end() - static_cast<std::ptrdiff_t>(kMostGaps));
    return out;
}

double rounded_down(double days) {
    constexpr double kWeek = 7, kMonth = 30;
    const double unit = days >= 3 * kMonth ? kMonth : days >= kWeek ? kWeek : 1;
    return std::floor(days / unit + 1e-9) * unit;
}

} // namespace

std::optional<Kinder> kinder_rhythm(const Goal& goal, const Facts& facts,
                                    std::span<const LocalTouch> touches) {
    // A new friend's rhythm is over after twelve weeks anyway, and then asked about.
    if (!goal.rhythmic || goal.connection->circle == Circle::NewFriend ||
        goal.sight != Sight::Seen || facts.state != State::Active ||
        goal.connection->feels == Feels::Hard)
        return std::nullopt;
    auto gaps = gaps_between(touches, goal, facts);
    if (gaps.size() < kLeastGaps) return std::nullopt;
    const auto& every = goal.connection->every;
    const double written = std::max(goal.c, every ? every->outer_days : 0.0);
    const auto longer = std::ranges::count_if(gaps, [&](double gap) { return gap > written; });
    std::ranges::sort(gaps);
    const auto middle = gaps.size() / 2;
    Kinder out;
    out.lived = gaps.size() % 2 == 1 ? gaps[middle] : (gaps[middle - 1] + gaps[middle]) / 2;
    out.every = rounded_down(out.lived);
    const bool steadily = static_cast<std::size_t>(longer) * 4 >= gaps.size() * 3;
    if (!steadily || out.lived < kSlower * goal.c - 1e-9 || out.every <= written)
        return std::nullopt;
    return out;
}

} // namespace kith::policy
