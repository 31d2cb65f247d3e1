// SPDX-License-Identifier: MIT
#include "core/policy/score.hpp"

#include <algorithm>
#include <cmath>

#include "core/calendar/free_windows.hpp"
#include "core/policy/company.hpp"

namespace kith::policy {
namespace {

using std::chrono::minutes;

constexpr double kFree = 1.25, kUsual = 1.2, kLifeEvent = 1.3, kOppCap = 1.6;
constexpr double kSame = 0.8;
constexpr double kAgePerDay = 0.05, kAgeDays = 10, kAgeCap = 1.5;

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
    if (frame.around.busy_known) {
        std::vector<Interval> busy;
        // Without quiet hours the day ends a day from now.
        const Interval today{frame.now,
                             std::min(frame.around.quiet_from, frame.now + std::chrono::days{1})};
        for (const auto& b : taken_times(frame, today))
            if (!b.all_day) busy.push_back({b.from, b.to});
        terms.free_short = calendar::has_free_window(busy, today, minutes{10});
        terms.free_medium = calendar::has_free_window(busy, today, minutes{20});
        terms.free_long = calendar::has_free_window(busy, today, minutes{75});
    }
    if (!frame.memory.pushes.empty()) terms.last = &frame.memory.pushes.back();
    return terms;
}

double opportunity(const ScoreTerms& terms, const Facts& facts, const Step& step) {
    double opp = 1;
    const bool free = step.cost <= 1   ? terms.free_short
                      : step.cost == 2 ? terms.free_medium
                                       : terms.free_long;
    if (free) opp *= kFree;
    if (facts.usual_time) opp *= kUsual;
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
