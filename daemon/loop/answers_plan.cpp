// SPDX-License-Identifier: MIT
// `kith plan`: something pencilled in with somebody.
#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/random.hpp"
#include "core/policy/offer.hpp"
#include "core/policy/steps.hpp"
#include "daemon/life/when.hpp"
#include "daemon/loop/answers.hpp"

namespace kith::daemon {
namespace {

constexpr auto kPlanLength = std::chrono::hours{2};
constexpr auto kPlanSoon = std::chrono::days{2};
constexpr auto kLately = std::chrono::days{7};
constexpr std::size_t kMostPlans = 3;

/// Two days from now in the daytime (domain.md B12): a plan nobody gave an hour to is for no night.
Instant some_time_soon(Instant now, const calendar::SlotPlan& slots, const calendar::Zone& zone) {
    constexpr std::chrono::seconds kFrom = std::chrono::hours{10}, kTo = std::chrono::hours{17};
    const auto local = zone.to_local(now + kPlanSoon);
    const auto day = std::chrono::floor<std::chrono::days>(local);
    const auto at = zone.to_instant_earliest(day + std::clamp(local - day, kFrom, kTo));
    return slots.quiet().next_allowed(at, zone).value_or(at);
}

/// Plans still ahead with others; a new one with somebody takes the old one's place.
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

std::vector<Event> Answers::rub_out(const std::string& id,
                                    const std::function<bool(const policy::Hold&)>& which) const {
    std::vector<Event> out;
    const auto known = life_.memory().connections.find(id);
    if (known == life_.memory().connections.end()) return out;
    for (const auto& hold : known->second.holds) {
        if (!which(hold)) continue;
        out.push_back(event(EventKind::HoldRemoved, id));
        out.back().nudge = hold.id;
        out.back().slot = hold.from;
    }
    return out;
}

/// When those rubbed out would have been.
std::string Answers::days_of(const std::vector<Event>& rubbed_out) const {
    std::vector<std::string> out;
    for (const auto& e : rubbed_out)
        if (e.slot) out.push_back(when(*e.slot, life_.now(), life_.zone()));
    return fmt::format("{}", fmt::join(out, ", "));
}

Result<std::string> Answers::plan_off(const std::string& name) {
    const auto i = life_.find(name);
    if (!i) return std::unexpected(i.error());
    const auto& c = *life_.goals().all[*i].connection;
    if (life_.state_of(*i) >= State::Ended) return fail(closed(*i, life_.state_of(*i)));
    const auto now = life_.now();
    auto events = rub_out(c.id, [&](const policy::Hold& h) { return h.to > now; });
    // The last that came to nothing is told of afterwards, too.
    if (events.empty()) {
        events = rub_out(c.id, [&](const policy::Hold& h) { return now - h.to < kLately; });
        if (events.size() > 1) events.erase(events.begin(), events.end() - 1);
    }
    if (events.empty())
        return fail(fmt::format("nothing is pencilled in with {} here; what a calendar shows is "
                                "taken out there",
                                name_of(*i)));
    const auto days = days_of(events);
    return commit(std::move(events), fmt::format("The plan with {} is rubbed out: {}. `kith undo` "
                                                 "brings it back.",
                                                 name_of(*i), days));
}

Result<std::string> Answers::plan(const std::string& name, const std::string& text) {
    const auto i = life_.find(name);
    if (!i) return std::unexpected(i.error());
    const auto& c = *life_.goals().all[*i].connection;
    if (life_.state_of(*i) >= State::Ended) return fail(closed(*i, life_.state_of(*i)));
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
        return fail("three plans are pencilled in already, and that is plenty; `kith plan NAME "
                    "--off` rubs one out, and each goes by itself when its time is over");
    auto events = rub_out(c.id, [&](const policy::Hold& h) { return h.from > life_.now(); });
    const auto before =
        events.empty() ? "" : fmt::format(" It stands in for the one on {}.", days_of(events));
    events.push_back(e);
    const auto* step = policy::find_built_in("walk");
    if (const auto& o = life_.memory().outstanding; o && o->connection == c.id) {
        if (const auto* offered = policy::find_step(life_.goals().all[*i], o->step)) step = offered;
        auto answered = event(EventKind::Answered, c.id);
        answered.nudge = o->nudge;
        answered.answer = Answer::Plan;
        events.push_back(std::move(answered));
    }
    const auto called = name_of(*i);
    return commit(
        std::move(events),
        fmt::format("{} Kith keeps quiet about {} until then: {}.{} `kith plan {} "
                    "--off` rubs it out.",
                    policy::plan_line(life_.goals(), life_.words(), *i, *step, *at, life_.now(),
                                      life_.board(life_.now(), life_.now(), {}).gone, called),
                    called, when(*at, life_.now(), life_.zone()), before, c.id));
}

} // namespace kith::daemon
