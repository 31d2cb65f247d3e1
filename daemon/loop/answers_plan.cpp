// SPDX-License-Identifier: MIT
// `kith plan`: something pencilled in with somebody.
#include <algorithm>

#include <fmt/format.h>

#include "base/random.hpp"
#include "core/policy/offer.hpp"
#include "core/policy/steps.hpp"
#include "daemon/life/when.hpp"
#include "daemon/loop/answers.hpp"

namespace kith::daemon {
namespace {

constexpr auto kPlanLength = std::chrono::hours{2};
constexpr auto kPlanSoon = std::chrono::days{2};
constexpr std::size_t kMostPlans = 3;

/// Two days from now in the daytime (domain.md B12): a plan nobody gave an hour to is for no night.
Instant some_time_soon(Instant now, const calendar::SlotPlan& slots, const calendar::Zone& zone) {
    constexpr std::chrono::seconds kFrom = std::chrono::hours{10}, kTo = std::chrono::hours{17};
    const auto local = zone.to_local(now + kPlanSoon);
    const auto day = std::chrono::floor<std::chrono::days>(local);
    const auto at = zone.to_instant_earliest(day + std::clamp(local - day, kFrom, kTo));
    return slots.quiet().next_allowed(at, zone).value_or(at);
}

/// Plans still ahead with others; a second one with somebody takes no place of its own.
std::size_t active_plans(const policy::Memory& memory, const std::string& besides, Instant now) {
    std::size_t count = 0;
    for (const auto& [id, c] : memory.connections) {
        const bool planned =
            std::ranges::any_of(c.holds, [&](const policy::Hold& h) { return h.to > now; });
        count += planned && id != besides ? 1 : 0;
    }
    return count;
}

} // namespace

Result<std::string> Answers::plan(const std::string& name, const std::string& text) {
    const auto i = life_.find(name);
    if (!i) return std::unexpected(i.error());
    const auto& c = *life_.goals().all[*i].connection;
    if (life_.state_of(*i) >= State::Ended) return fail(closed(c.name, life_.state_of(*i)));
    auto e = event(EventKind::HoldPut, c.id);
    e.nudge = random_id();
    const auto at = text.empty()
                        ? Result<Instant>{some_time_soon(life_.now(), life_.slots(), life_.zone())}
                        : moment(text);
    if (!at) return std::unexpected(at.error());
    if (*at <= life_.now()) return fail("that moment is past; `kith log` notes what has been");
    e.slot = *at;
    e.until = *at + kPlanLength;
    if (active_plans(life_.memory(), c.id, life_.now()) >= kMostPlans)
        return fail("three plans are pencilled in already, and that is plenty; `kith log` notes "
                    "one that has been, and each goes by itself when its time is over");
    std::vector<Event> events{e};
    const auto* step = policy::find_built_in("walk");
    if (const auto& o = life_.memory().outstanding; o && o->connection == c.id) {
        if (const auto* offered = policy::find_step(life_.goals().all[*i], o->step)) step = offered;
        auto answered = event(EventKind::Answered, c.id);
        answered.nudge = o->nudge;
        answered.answer = Answer::Plan;
        events.push_back(std::move(answered));
    }
    return commit(std::move(events), fmt::format("{} Kith keeps quiet about {} until then: {}.",
                                                 policy::plan_line(life_.goals(), life_.words(), *i,
                                                                   *step, *at, life_.now()),
                                                 c.name, when(*at, life_.now(), life_.zone())));
}

} // namespace kith::daemon
