// SPDX-License-Identifier: MIT
#include "core/policy/steps.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace kith::policy {
namespace {

using std::chrono::hours;

constexpr auto kNightFrom = hours{21}, kNightTo = hours{9};
constexpr std::size_t kTrueSentence = 11; ///< its place in the library
constexpr double kLongGap = 3;

/// Asked for every goal in every decision, so fetched once.
const std::span<const Step> kLibrary = kith::built_in_steps();

std::span<const Step> library() { return kLibrary; }

bool allowed(const Step& step, int cap, bool calls_ok) {
    return step.cost <= cap && (calls_ok || !is_call(step));
}

bool is_spoken(Channel channel) {
    return channel == Channel::Call || channel == Channel::Video || channel == Channel::VoiceNote;
}

bool is_doing(const Step& step) {
    return step.channel == Channel::Together || step.channel == Channel::Event;
}

/// Whether the library's step `i` was the last one offered.
bool was_last(const Facts& facts, std::size_t i) {
    return facts.recency[i] != 0 && facts.recency[i] == std::ranges::max(facts.recency);
}

bool is_preferred(const Goal& goal, const Facts& facts, std::size_t i) {
    const auto& c = *goal.connection;
    const auto channel = library()[i].channel;
    switch (c.counts) {
    case Counts::Voice: return is_spoken(channel);
    case Counts::Together: return channel == Channel::Together;
    case Counts::Any: break;
    }
    return c.keeps_alive_by == KeptBy::Talking && is_spoken(channel) && !was_last(facts, i);
}

/// Meeting in person is hard, so what the library has for it is not offered.
bool out_of_reach(const Goal& goal, const Step& step) {
    return goal.connection->access == Access::Remote && is_doing(step);
}

/// Something to do together, the least recently offered first, then the smallest; null where none
/// fits, or doing was what was offered last.
const Step* something_to_do(const Goal& goal, const Facts& facts, int cap) {
    const auto& c = *goal.connection;
    if (!c.nervous && !c.buddy && c.keeps_alive_by != KeptBy::Doing) return nullptr;
    if (c.access == Access::Remote) return nullptr;
    std::size_t best = library().size();
    for (std::size_t i = 0; i < library().size(); ++i) {
        const auto& step = library()[i];
        if (!is_doing(step)) continue;
        if (was_last(facts, i)) return nullptr;
        if (step.cost > cap) continue;
        if (best == library().size() || facts.recency[i] < facts.recency[best] ||
            (facts.recency[i] == facts.recency[best] && step.cost < library()[best].cost))
            best = i;
    }
    return best < library().size() ? &library()[best] : nullptr;
}

/// The person's order says which cost goes first; within it the least recently offered. Null where
/// none fits.
const Step* own_step(const Goal& goal, const Facts& facts, int cap, bool calls_ok) {
    const auto& steps = goal.steps;
    std::size_t best = steps.size();
    for (std::size_t i = 0; i < steps.size(); ++i) {
        if (!allowed(steps[i], cap, calls_ok)) continue;
        if (best == steps.size())
            best = i;
        else if (i < facts.own_recency.size() && steps[i].cost == steps[best].cost &&
                 facts.own_recency.at(i) < facts.own_recency.at(best))
            best = i;
    }
    return best < steps.size() ? &steps[best] : nullptr;
}

/// One true sentence is for whom it is safe with, once it is asked for.
std::size_t offered_steps(const Goal& goal, bool long_gap, std::array<std::size_t, 6>& out) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < kUsualSteps; ++i)
        if (!out_of_reach(goal, library()[i])) out.at(count++) = i;
    const auto& c = *goal.connection;
    if (c.deeper && c.feels == Feels::Safe && !long_gap) out.at(count++) = kTrueSentence;
    return count;
}

} // namespace

StepRecency step_recency(std::span<const Push> pushes) {
    StepRecency out{};
    for (std::size_t p = 0; p < pushes.size(); ++p)
        for (std::size_t i = 0; i < out.size(); ++i)
            if (library()[i].name == pushes[p].step) out.at(i) = static_cast<std::uint8_t>(p + 1);
    return out;
}

StepRecency step_recency(std::span<const Push> pushes, std::span<const Step> steps) {
    StepRecency out{};
    for (std::size_t p = 0; p < pushes.size(); ++p)
        for (std::size_t i = 0; i < std::min(out.size(), steps.size()); ++i)
            if (steps[i].name == pushes[p].step) out.at(i) = static_cast<std::uint8_t>(p + 1);
    return out;
}

const Step* choose_step(const Goal& goal, const Facts& facts, int cap, bool calls_ok,
                        bool long_gap) {
    if (const auto* own = own_step(goal, facts, cap, calls_ok)) return own;
    if (const auto* doing = something_to_do(goal, facts, cap)) return doing;
    const auto steps = library();
    std::array<std::size_t, 6> offered{};
    const auto count = offered_steps(goal, long_gap, offered);
    std::size_t best = steps.size();
    for (std::size_t at = 0; at < count; ++at) {
        const auto i = offered.at(at);
        if (!allowed(steps[i], cap, calls_ok)) continue;
        if (best == steps.size() || steps[i].cost < steps[best].cost) {
            best = i;
            continue;
        }
        if (steps[i].cost > steps[best].cost) continue;
        const bool mine = is_preferred(goal, facts, i);
        const bool theirs = is_preferred(goal, facts, best);
        if (mine != theirs ? mine : facts.recency[i] < facts.recency[best]) best = i;
    }
    return &steps[best < steps.size() ? best : 0];
}

const Step* no_reply_needed(const Facts& facts) {
    constexpr std::size_t kPhoto = 9, kReaction = 10; ///< their places in the library
    return &library()[facts.recency[kReaction] < facts.recency[kPhoto] ? kReaction : kPhoto];
}

bool is_call_hour(const calendar::Zone& theirs, Instant now) {
    const auto local = theirs.to_local(now);
    const auto time = local - std::chrono::floor<std::chrono::days>(local);
    return time >= kNightTo && time < kNightFrom;
}

bool is_call(const Step& step) {
    return step.channel == Channel::Call || step.channel == Channel::Video;
}

const Step* smaller_step(const Goal& goal, const Step& current, bool calls_ok) {
    const Step* best = nullptr;
    const auto consider = [&](const Step& step) {
        if (!allowed(step, current.cost - 1, calls_ok)) return;
        if (!best || step.cost > best->cost) best = &step;
    };
    for (const auto& step : goal.steps) consider(step);
    if (best) return best; // the person's own come before the library
    for (const auto& step : library().first(kUsualSteps)) consider(step);
    for (const auto& step : library())
        if (step.cost == 0) consider(step);
    return best;
}

bool may_be_smaller(const Goals& goals, std::string_view connection, std::string_view step) {
    const auto i = goals.find(connection);
    const auto* current = i ? find_step(goals.all[*i], step) : nullptr;
    return current && smaller_step(goals.all[*i], *current);
}

const Step* bigger_step(const Goal& goal, const Step& current, bool calls_ok) {
    const Step* best = nullptr;
    const auto consider = [&](const Step& step) {
        if (step.cost <= current.cost || (!calls_ok && is_call(step))) return;
        if (!best || step.cost < best->cost) best = &step;
    };
    for (const auto& step : goal.steps) consider(step);
    if (!goal.steps.empty()) return best; // nothing bigger than what the person thought of
    for (const auto& step : library().first(kUsualSteps))
        if (!out_of_reach(goal, step)) consider(step);
    return best;
}

bool is_named(const Step& step) {
    const auto others = library().subspan(kUsualSteps);
    return step.cost > 0 && step.name != "reply" &&
           std::ranges::find(others, step.name, &Step::name) != others.end();
}

const Step* find_built_in(std::string_view name) {
    for (const auto& step : library())
        if (step.name == name) return &step;
    return nullptr;
}

const Step* find_step(const Goal& goal, std::string_view name) {
    for (const auto& step : goal.steps)
        if (step.name == name) return &step;
    return find_built_in(name);
}

std::chrono::minutes step_length(const Step& step, double ratio) {
    using std::chrono::minutes;
    if (is_call(step) && ratio >= kLongGap)
        return minutes{std::lround(std::clamp(10 * (1 + std::log2(ratio)), 10.0, 40.0))};
    if (step.cost <= 1) return minutes{10};
    return minutes{step.cost == 2 ? 20 : 75};
}

} // namespace kith::policy
