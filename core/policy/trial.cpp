// SPDX-License-Identifier: MIT
#include "core/policy/trial.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "base/hash.hpp"

namespace kith::policy {
namespace {

constexpr auto kFollows = std::chrono::hours{72};
constexpr auto kTwelveWeeks = std::chrono::days{84};
constexpr int kLeast = 5;
constexpr double kBetter = 0.1;

/// By at least ten in a hundred, and by more than one standard error of the difference.
bool is_better(const Comparison& c) {
    const double sent = static_cast<double>(c.sent_followed) / c.sent;
    const double kept = static_cast<double>(c.withheld_followed) / c.withheld;
    const double all =
        static_cast<double>(c.sent_followed + c.withheld_followed) / (c.sent + c.withheld);
    const double error = std::sqrt(all * (1 - all) * (1.0 / c.sent + 1.0 / c.withheld));
    return sent - kept >= kBetter - 1e-9 && sent - kept > error;
}

/// What a rhythm brought: of what comes on a quiet day, nobody is ripe.
bool is_lapse(const Frame& frame, const Decision& decision) {
    const auto& view = decision.goals[*decision.nudge];
    return !decision.is_return && !decision.occasion && decision.about == words::Occasion::Hello &&
           view.counted && view.failed.empty() &&
           view.score_value() >= frame.settings.policy.theta - 1e-9;
}

} // namespace

void toss_coin(const Frame& frame, const Decision& decision, Event& chosen) {
    const double share = frame.settings.withhold;
    if (share <= 0 || !is_lapse(frame, decision) || decision.standing.reach ||
        chosen.sight != Sight::Seen)
        return;
    chosen.on_trial = true;
    const auto slot = frame.around.slot.start.time_since_epoch().count();
    if (unit(fmt::format("withhold:{}:{}", slot, chosen.connection)) >= share) return;
    chosen.kind = EventKind::Withheld;
    chosen.title.clear();
    chosen.body.clear();
    chosen.words.clear();
}

std::vector<Trial> trials(std::span<const Event> events, const SeenBetween& seen, Instant now) {
    std::set<std::string> delivered;
    for (const auto& e : events)
        if (e.kind == EventKind::Delivered) delivered.insert(e.nudge);
    std::vector<Trial> out;
    for (const auto& e : events) {
        if (!e.on_trial || e.connection.empty() || now - e.at < kFollows) continue;
        const bool withheld = e.kind == EventKind::Withheld;
        if (!withheld && !delivered.contains(e.nudge)) continue;
        out.push_back({e.connection, e.at, withheld, seen(e.connection, e.at, e.at + kFollows)});
    }
    return out;
}

Comparison compare(std::span<const Trial> trials, Instant now) {
    Comparison out;
    Instant first = now;
    for (const auto& t : trials) {
        first = std::min(first, t.at);
        ++(t.withheld ? out.withheld : out.sent);
        if (t.followed) ++(t.withheld ? out.withheld_followed : out.sent_followed);
    }
    if (now - first < kTwelveWeeks) return out;
    if (out.sent < kLeast || out.withheld < kLeast)
        out.verdict = Verdict::Few;
    else
        out.verdict = is_better(out) ? Verdict::Helps : Verdict::Same;
    return out;
}

std::string trial_text(const Comparison& c) {
    if (c.sent + c.withheld == 0) return {};
    const auto figures = fmt::format("contact within three days followed {} of {} offers made, and "
                                     "{} of {} a coin kept back",
                                     c.sent_followed, c.sent, c.withheld_followed, c.withheld);
    switch (c.verdict) {
    case Verdict::Early:
        return fmt::format("Honest check: {}; after twelve weeks Kith says what it makes of it.",
                           figures);
    case Verdict::Few: return fmt::format("Honest check: {}; too few to tell yet.", figures);
    case Verdict::Helps: return fmt::format("Honest check: {}. They seem to help.", figures);
    case Verdict::Same: return fmt::format("Honest check: {}. They make no difference.", figures);
    }
    return {};
}

} // namespace kith::policy
