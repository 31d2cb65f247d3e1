// SPDX-License-Identifier: MIT
#include "core/policy/steps.hpp"

#include <algorithm>

namespace kith::policy {
namespace {

using std::chrono::hours;

constexpr auto kNightFrom = hours{21}, kNightTo = hours{9};

std::span<const Step> library() { return kith::built_in_steps(); }

bool allowed(const Step& step, int cap, bool calls_ok) {
    return step.cost <= cap && (calls_ok || !is_call(step));
}

bool is_preferred(Channel channel, Counts counts) {
    switch (counts) {
    case Counts::Any: return false;
    case Counts::Voice:
        return channel == Channel::Call || channel == Channel::Video ||
               channel == Channel::VoiceNote;
    case Counts::Together: return channel == Channel::Together;
    }
    return false;
}

} // namespace

StepRecency step_recency(std::span<const Push> pushes) {
    StepRecency out{};
    for (std::size_t p = 0; p < pushes.size(); ++p)
        for (std::size_t i = 0; i < out.size(); ++i)
            if (library()[i].name == pushes[p].step) out.at(i) = static_cast<std::uint8_t>(p + 1);
    return out;
}

const Step* choose_step(const Goal& goal, const Facts& facts, int cap, bool calls_ok) {
    for (const auto& step : goal.steps)
        if (allowed(step, cap, calls_ok)) return &step;
    const auto steps = library();
    const auto counts = goal.connection->counts;
    std::size_t best = steps.size();
    for (std::size_t i = 0; i < steps.size(); ++i) {
        if (!allowed(steps[i], cap, calls_ok)) continue;
        if (best == steps.size() || steps[i].cost < steps[best].cost) {
            best = i;
            continue;
        }
        if (steps[i].cost > steps[best].cost) continue;
        const bool mine = is_preferred(steps[i].channel, counts);
        const bool theirs = is_preferred(steps[best].channel, counts);
        if (mine != theirs ? mine : facts.recency[i] < facts.recency[best]) best = i;
    }
    return &steps[best < steps.size() ? best : 0];
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
    for (const auto& step : library()) consider(step);
    return best;
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

std::chrono::minutes step_length(const Step& step) {
    if (step.cost <= 1) return std::chrono::minutes{10};
    return std::chrono::minutes{step.cost == 2 ? 20 : 75};
}

} // namespace kith::policy
