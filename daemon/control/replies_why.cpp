// SPDX-License-Identifier: MIT
// `kith why`: the whole reasoning, in figures and in words.
#include <algorithm>

#include <fmt/format.h>

#include "core/calendar/civil.hpp"
#include "core/policy/explain.hpp"
#include "core/policy/feasibility.hpp"
#include "daemon/control/replies.hpp"
#include "daemon/control/reply_parts.hpp"

namespace kith::daemon {
namespace {

Json guard_words(policy::GuardSet set) {
    Json out = Json::array();
    for (const auto guard : set.list()) out.push_back(policy::to_word(guard));
    return out;
}

Json checks_json(const Outlook& o, const std::vector<policy::Check>& checks) {
    Json out = Json::array();
    for (const auto& check : checks) {
        Json one{{"guard", policy::to_word(check.guard)},
                 {"holds", check.holds},
                 {"figure", check.figure}};
        if (check.clears) one["clears"] = stamp(o, *check.clears);
        out.push_back(std::move(one));
    }
    return out;
}

void say_checks(Json& text, const Outlook& o, const std::vector<policy::Check>& checks, bool all) {
    for (const auto& check : checks) {
        if (!check.holds && !all) continue;
        auto line = fmt::format(
            "  {} {:<14} {}", check.holds ? "holds " : "passed", policy::to_word(check.guard),
            check.holds ? std::string{policy::meaning(check.guard)} : check.figure);
        if (check.holds && !check.figure.empty()) line += fmt::format(" ({})", check.figure);
        if (check.clears)
            line += fmt::format(", until {}", when(*check.clears, o.now, o.goals.zones.front()));
        text.push_back(line);
    }
}

void say_factors(Json& text, const Outlook& o, std::size_t i) {
    const auto& goal = o.goals.all[i];
    const auto& view = o.decision.goals[i];
    text.push_back(fmt::format(
        "  rhythm {:.1f} d (as written {:.0f} d, stretched by {:.2f}), elapsed {:.1f} d, ratio "
        "{:.2f}: {}",
        goal.rhythm, goal.c, o.goals.stretch, view.elapsed, view.ratio, to_word(view.band)));
    text.push_back(fmt::format(
        "  score {:.2f} (at least {:.2f} is offered) = importance {:.2f} x shape {:.2f} x "
        "opportunity {:.2f} x balance {:.2f} x rotation {:.2f} x age {:.2f} / 2^{}",
        view.score_value(), o.settings.policy.theta, goal.importance, view.shape, view.opportunity,
        view.balance, view.rotation, view.age, o.board.facts[i].ignored));
    if (view.step)
        text.push_back(fmt::format("  step {} (cost {})", without_shunned(o, view.step->text),
                                   view.step->cost));
}

/// What an occasion would want of somebody without a rhythm.
std::string without_rhythm(const Outlook& o, std::size_t i) {
    const auto& facts = o.board.facts[i];
    const auto& name = name_of(o, i);
    switch (o.goals.all[i].connection->circle) {
    case Circle::Group:
        if (facts.meeting.next == Instant::max())
            return fmt::format("{} is in the picture; no meeting of it is known.", name);
        if (facts.meeting.absences >= 3)
            return fmt::format("{} is left alone until you go or are in touch.", name);
        return fmt::format("{} meets {}; a word may come the evening before.", name,
                           when(facts.meeting.next, o.now, o.goals.zones.front()));
    case Circle::OldFriend:
        return facts.last_touch > facts.in_circle
                   ? fmt::format("{} has been found again; nothing more is offered.", name)
                   : fmt::format("{} may come up on a quiet day, once in thirty at most.", name);
    case Circle::SmallHello:
        return fmt::format("{} may come up on a quiet day, {} times a week at most.", name,
                           o.settings.budget.micro_7d);
    default: return fmt::format("{} is in the picture; no offer comes for them.", name);
    }
}

void say_evidence(Json& text, const Outlook& o, std::size_t i,
                  const std::vector<PastLine>& evidence) {
    constexpr std::size_t kShown = 5;
    const auto sight = o.goals.all[i].sight;
    text.push_back(sight == Sight::Seen     ? "Evidence (your sources show all contact):"
                   : sight == Sight::Partly ? "Evidence (your sources show some of the contact):"
                                            : "Evidence (no source shows contact):");
    for (std::size_t n = 0; n < std::min(kShown, evidence.size()); ++n)
        text.push_back(fmt::format(
            "  {}  {}",
            calendar::format_instant(evidence[n].at, o.goals.zones.front()).substr(0, 16),
            evidence[n].text));
    if (evidence.empty()) text.push_back("  nothing is known of the past");
}

Json why_goal(const Outlook& o, std::size_t i, bool turned, const std::vector<PastLine>& evidence) {
    const auto& view = o.decision.goals[i];
    const auto& connection = *o.goals.all[i].connection;
    const auto checks = policy::goal_checks(o.frame, o.decision, i);
    const auto slot = policy::slot_checks(o.frame, o.decision);
    Json out = goal_json(o, i);
    Json text = Json::array();
    if (auto closed = closed_words(o, i); !closed.empty()) {
        text.push_back(std::move(closed));
        out["text"] = std::move(text);
        return out;
    }
    const auto possible = policy::possible_from(o.frame, o.decision, i);
    if (!view.counted) {
        text.push_back(without_rhythm(o, i));
        say_checks(text, o, checks, false);
    } else {
        text.push_back(fmt::format("{}: {}.", name_of(o, i), mood(view, o.board.facts[i])));
        const bool early = view.score_value() < o.settings.policy.theta - 1e-9;
        if (turned && early && view.failed.empty())
            text.push_back("It is early yet; nothing else speaks against them.");
        else if (turned && view.failed.empty() && o.decision.global.empty())
            text.push_back("Nothing speaks against them now.");
        say_factors(text, o, i);
        if (o.memory.fresh_start)
            text.push_back(fmt::format("  began anew on {}, like everyone",
                                       stamp(o, *o.memory.fresh_start).substr(0, 10)));
        say_checks(text, o, checks, !turned);
        say_checks(text, o, slot, !turned);
        if (possible)
            text.push_back(fmt::format("Possible from {} on, when a slot is open.",
                                       when(*possible, o.now, o.goals.zones.front())));
    }
    if (!turned) say_evidence(text, o, i, evidence);
    text.push_back("Settings:");
    say_settings(text, o, connection, true);
    if (!connection.why.empty())
        text.push_back("In your words: " + without_shunned(o, connection.why));
    Json known = Json::array();
    for (const auto& p : evidence)
        known.push_back({{"at", stamp(o, p.at)}, {"what", p.text}, {"ref", p.ref}});
    out["evidence"] = std::move(known);
    out["guards"] = checks_json(o, checks);
    out["slot_guards"] = checks_json(o, slot);
    if (possible) out["possible_from"] = stamp(o, *possible);
    out["settings"] = settings_json(o, connection);
    out["text"] = std::move(text);
    return out;
}

} // namespace

Json why_reply(const Outlook& o, std::optional<std::size_t> goal, bool turned,
               const std::vector<PastLine>& evidence) {
    if (goal) return why_goal(o, *goal, turned, evidence);
    Json text = Json::array();
    Json people = Json::array();
    text.push_back(status_line(o, next_possible(o)));
    const auto checks = policy::slot_checks(o.frame, o.decision);
    if (o.decision.nudge)
        text.push_back(fmt::format("If a slot were open now, the offer would be about {}.",
                                   name_of(o, *o.decision.nudge)));
    say_checks(text, o, checks, true);
    if (o.memory.fresh_start)
        text.push_back(fmt::format("Everyone began anew on {}; what was before does not count.",
                                   stamp(o, *o.memory.fresh_start).substr(0, 10)));
    if (!o.memory.pushes.empty() && o.memory.pushes.back().withheld)
        text.push_back(fmt::format("The last offer, of {}, was kept back by the coin of "
                                   "honest_check; nobody was asked.",
                                   stamp(o, o.memory.pushes.back().slot).substr(0, 16)));
    for (std::size_t i = 0; i < o.goals.all.size(); ++i) {
        if (!o.decision.goals[i].counted) continue;
        auto one = goal_json(o, i);
        one["because"] = guard_words(o.decision.goals[i].failed);
        people.push_back(std::move(one));
        std::string why;
        const bool early = o.decision.goals[i].score_value() < o.settings.policy.theta - 1e-9;
        for (const auto guard : o.decision.goals[i].failed.list())
            why += fmt::format("{}{}", why.empty() ? "" : ", ", policy::to_word(guard));
        text.push_back(fmt::format("  {:<16} ratio {:.2f}  score {:.2f}  {}", name_of(o, i),
                                   o.decision.goals[i].ratio, o.decision.goals[i].score_value(),
                                   why.empty() ? (early ? "early yet" : "free") : why));
    }
    for (const auto& line : policy::feasibility_text(policy::feasibility(o.goals, o.board)))
        text.push_back(line);
    Json out{{"outcome", o.decision.nudge ? "nudge" : "silence"},
             {"because", guard_words(o.decision.because)},
             {"candidates", o.decision.candidates},
             {"slot_guards", checks_json(o, checks)},
             {"goals", std::move(people)}};
    if (o.decision.nudge) out["connection"] = o.goals.all[*o.decision.nudge].connection->id;
    out["text"] = std::move(text);
    return out;
}

} // namespace kith::daemon
