// SPDX-License-Identifier: MIT
#include "core/policy/score.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "core/calendar/free_windows.hpp"

namespace kith::policy {
namespace {

using std::chrono::minutes;

constexpr double kFree = 1.25, kUsual = 1.2, kLifeEvent = 1.3, kOppCap = 1.6;
constexpr double kSame = 0.8;
constexpr double kBalanceSlope = 0.3, kBalanceMin = 0.8, kBalanceMax = 1.2;
constexpr double kAgePerDay = 0.05, kAgeDays = 10, kAgeCap = 1.5;
constexpr std::size_t kUsualTouches = 6;
constexpr double kUsualShare = 0.4;
constexpr int kMinutesADay = 24 * 60;
constexpr int kNearby = 60;

bool takes_part(State s) { return s == State::Active || s == State::TheirTurn; }

std::array<double, kKindCount> balances(const Frame& frame) {
    std::array<double, kKindCount> target{};
    std::array<double, kKindCount> actual{};
    double all_target = 0;
    double all_actual = 0;
    for (std::size_t i = 0; i < frame.goals.all.size(); ++i) {
        const auto& goal = frame.goals.all[i];
        const auto& facts = frame.board.facts[i];
        const auto kind = static_cast<std::size_t>(goal.kind);
        actual.at(kind) += facts.warm_days;
        all_actual += facts.warm_days;
        if (!goal.rhythmic || !takes_part(facts.state)) continue;
        target.at(kind) += 1 / goal.rhythm;
        all_target += 1 / goal.rhythm;
    }
    std::array<double, kKindCount> out{};
    for (std::size_t k = 0; k < kKindCount; ++k) {
        out.at(k) = 1;
        if (all_actual <= 0 || target.at(k) <= 0) continue;
        const double t = target.at(k) / all_target;
        const double a = actual.at(k) / all_actual;
        out.at(k) = std::clamp(1 + kBalanceSlope * (t - a) / t, kBalanceMin, kBalanceMax);
    }
    return out;
}

} // namespace

double shape(double r, double f, const PolicyBlock& policy) {
    if (r < 1 - f) return 0;
    if (r < 1) return 0.25;
    if (r < 1 + f) return 0.25 + 0.75 * (r - 1) / f;
    if (r < policy.far) return 1;
    return r < policy.dormant ? 0.6 : 0;
}

ScoreTerms score_terms(const Frame& frame) {
    ScoreTerms terms;
    terms.balance = balances(frame);
    if (frame.around.busy_known) {
        std::vector<Interval> busy;
        for (const auto& b : frame.around.busy)
            if (!b.all_day) busy.push_back({b.from, b.to});
        const Interval today{frame.now, frame.around.quiet_from};
        terms.free_short = calendar::has_free_window(busy, today, minutes{10});
        terms.free_medium = calendar::has_free_window(busy, today, minutes{20});
        terms.free_long = calendar::has_free_window(busy, today, minutes{75});
    }
    const auto local = frame.goals.zones.front().to_local(frame.now);
    const auto day = std::chrono::floor<std::chrono::days>(local);
    const auto minute = std::chrono::duration_cast<minutes>(local - day).count();
    const auto weekday = std::chrono::weekday{day}.iso_encoding() - 1;
    terms.week_minute = static_cast<int>(weekday) * kMinutesADay + static_cast<int>(minute);
    if (!frame.memory.pushes.empty()) terms.last = &frame.memory.pushes.back();
    return terms;
}

bool is_usual_time(std::span<const std::uint16_t> touches, int now) {
    if (touches.size() < kUsualTouches) return false;
    const int today = now / kMinutesADay, minute = now % kMinutesADay;
    int near = 0;
    // Asked of every goal in every decision: no branches in here.
    for (const int at : touches) {
        const int day = at / kMinutesADay;
        const int apart = std::abs(at - day * kMinutesADay - minute);
        near += static_cast<int>(day == today) | static_cast<int>(apart <= kNearby) |
                static_cast<int>(apart >= kMinutesADay - kNearby);
    }
    return near >= kUsualShare * static_cast<double>(touches.size());
}

double opportunity(const ScoreTerms& terms, const Facts& facts, const Step& step) {
    double opp = 1;
    const bool free = step.cost <= 1   ? terms.free_short
                      : step.cost == 2 ? terms.free_medium
                                       : terms.free_long;
    if (free) opp *= kFree;
    if (is_usual_time(facts.week_minutes, terms.week_minute)) opp *= kUsual;
    if (facts.life_event) opp *= kLifeEvent;
    return std::min(opp, kOppCap);
}

double rotation(const ScoreTerms& terms, Kind kind, Channel channel) {
    if (!terms.last) return 1;
    return (terms.last->kind == kind ? kSame : 1) * (terms.last->channel == channel ? kSame : 1);
}

double age(const Facts& facts, double elapsed, double rhythm, Instant now) {
    double days = elapsed - rhythm;
    if (facts.last_offer != Instant::min()) {
        const auto frozen =
            facts.frozen ? std::span<const Interval>{*facts.frozen} : std::span<const Interval>{};
        days = std::min(days, active_days(facts.last_offer, now, frozen));
    }
    return std::min(kAgeCap, 1 + kAgePerDay * std::clamp(days, 0.0, kAgeDays));
}

} // namespace kith::policy
