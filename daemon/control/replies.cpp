// SPDX-License-Identifier: MIT
#include "daemon/control/replies.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "core/calendar/civil.hpp"
#include "core/policy/asks.hpp"
#include "core/policy/explain.hpp"
#include "core/policy/feasibility.hpp"
#include "core/policy/notes.hpp"
#include "core/policy/rituals.hpp"
#include "core/policy/support.hpp"

namespace kith::daemon {
namespace {

double two(double value) { return std::round(value * 100) / 100; }

std::string stamp(const Outlook& o, Instant at) {
    return calendar::format_instant(at, o.goals.zones.front());
}

Json guard_words(policy::GuardSet set) {
    Json out = Json::array();
    for (const auto guard : set.list()) out.push_back(policy::to_word(guard));
    return out;
}

const std::string& name_of(const Outlook& o, std::size_t i) {
    return o.goals.all[i].connection->name;
}

Json goal_json(const Outlook& o, std::size_t i) {
    const auto& goal = o.goals.all[i];
    const auto& view = o.decision.goals[i];
    Json out{{"id", goal.connection->id},
             {"name", goal.connection->name},
             {"circle", to_word(goal.connection->circle)},
             {"state", to_word(o.board.facts[i].state)},
             {"sight", to_word(goal.sight)},
             {"mood", mood(view, o.board.facts[i])}};
    if (!view.counted) return out;
    out["rhythm_days"] = two(goal.rhythm);
    out["elapsed_days"] = two(view.elapsed);
    out["ratio"] = two(view.ratio);
    out["band"] = to_word(view.band);
    out["score"] = two(view.score_value());
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
        text.push_back(fmt::format("  step {} (cost {})", view.step->text, view.step->cost));
}

/// A setting as it is shown: nobody without contact is named in another's.
std::string shown(const Outlook& o, const Connection& c, const config::Effective& e) {
    const auto hidden = [&](const std::string& id) {
        const auto i = o.goals.find(id);
        return i && o.board.facts[*i].state == State::NoContact;
    };
    if (e.key == "bridge_to" && hidden(c.bridge_to)) return {};
    if (e.key != "members" || std::ranges::none_of(c.members, hidden)) return e.value;
    std::vector<std::string> rest;
    for (const auto& id : c.members)
        if (!hidden(id)) rest.push_back(id);
    return fmt::format("[{}]", fmt::join(rest, ", "));
}

Json asks_json(const std::vector<policy::Ask>& asks) {
    Json out = Json::array();
    for (const auto& ask : asks)
        out.push_back({{"connection", ask.connection}, {"kind", ask.kind}, {"text", ask.text}});
    return out;
}

Json settings_json(const Outlook& o, const Connection& c) {
    Json out = Json::array();
    for (const auto& e : config::effective(o.origins, c))
        if (const auto value = shown(o, c, e); !value.empty())
            out.push_back({{"key", e.key}, {"value", value}, {"from", e.from}, {"kept", e.kept}});
    return out;
}

void say_settings(Json& text, const Outlook& o, const Connection& c, bool defaults) {
    for (const auto& e : config::effective(o.origins, c)) {
        const auto value = shown(o, c, e);
        if (value.empty() || (!defaults && e.from == "default")) continue;
        text.push_back(fmt::format("  {:<15} {:<28} {}{}", e.key, value, e.from,
                                   e.kept ? ", kept, not used yet" : ""));
    }
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
        return facts.last_touch > facts.first_seen
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
    const auto possible = policy::possible_from(o.frame, o.decision, i);
    if (!view.counted) {
        text.push_back(without_rhythm(o, i));
        say_checks(text, o, checks, false);
    } else {
        text.push_back(fmt::format("{}: {}.", connection.name, mood(view, o.board.facts[i])));
        const bool early = view.score_value() < o.settings.policy.theta - 1e-9;
        if (turned && early && view.failed.empty())
            text.push_back("It is early yet; nothing else speaks against them.");
        else if (turned && view.failed.empty() && o.decision.global.empty())
            text.push_back("Nothing speaks against them now.");
        say_factors(text, o, i);
        say_checks(text, o, checks, !turned);
        say_checks(text, o, slot, !turned);
        if (possible)
            text.push_back(fmt::format("Possible from {} on, when a slot is open.",
                                       when(*possible, o.now, o.goals.zones.front())));
    }
    if (!turned) say_evidence(text, o, i, evidence);
    text.push_back("Settings:");
    say_settings(text, o, connection, true);
    if (!connection.why.empty()) text.push_back("In your words: " + connection.why);
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

/// Before a meeting, if one is within a day.
std::string one_to_ask(const Outlook& o, std::size_t i) {
    const auto& zone = o.goals.zones.front();
    auto next = o.board.facts[i].plan_from;
    for (const auto& ritual : o.goals.rituals)
        if (std::ranges::find(ritual.with, i) != ritual.with.end())
            if (const auto at = policy::next_instance(ritual, o.memory, zone, o.now))
                next = std::min(next, at->from);
    if (next == Instant::max() || next - o.now > std::chrono::hours{24}) return {};
    const auto today = calendar::local_day(o.now, zone);
    const auto& c = *o.goals.all[i].connection;
    const auto known = o.memory.connections.find(c.id);
    const auto notes = known == o.memory.connections.end()
                           ? policy::NoteWords{}
                           : policy::note_words(known->second.notes, o.words, zone, today);
    return policy::question_for(o.words, c, notes.thing, today);
}

} // namespace

Json status_reply(const Outlook& o) {
    Json sources = Json::array();
    Json text = Json::array();
    const auto line = status_line(o);
    text.push_back(line);
    for (const auto& s : o.sources) {
        Json one{{"id", s.instance},
                 {"fresh", is_fresh(s, o.settings.policy.stale_h, o.now)},
                 {"complete", s.complete},
                 {"covers", s.schemes}};
        if (s.last_ok) one["last_ok"] = stamp(o, *s.last_ok);
        if (!s.trouble.empty()) one["trouble"] = s.trouble;
        sources.push_back(std::move(one));
    }
    for (const auto& h : o.health) text.push_back(h);
    const auto asks = policy::open_asks(o.frame, o.decision);
    for (const auto& ask : asks) text.push_back(ask.text);
    Json out{{"line", line}, {"now", stamp(o, o.now)}, {"deciding", o.deciding}};
    if (const auto next = next_possible(o)) out["next"] = stamp(o, *next);
    out["offers"] = {
        {"week", o.decision.spent}, {"of", o.decision.weekly}, {"backoff", o.decision.backoff}};
    out["connections"] = o.goals.all.size();
    out["sources"] = std::move(sources);
    out["health"] = o.health;
    out["confined"] = o.jail;
    out["outstanding"] = outstanding_reply(o);
    out["asks"] = asks_json(asks);
    out["text"] = std::move(text);
    return out;
}

Json list_reply(const Outlook& o) {
    Json people = Json::array();
    Json text = Json::array();
    for (std::size_t i = 0; i < o.goals.all.size(); ++i) {
        const auto& c = *o.goals.all[i].connection;
        if (is_hidden(o.board.facts[i].state)) continue;
        auto one = goal_json(o, i);
        one["settings"] = settings_json(o, c);
        people.push_back(std::move(one));
        text.push_back(fmt::format("{} ({}, {}): {}", c.name, c.id, to_word(c.circle),
                                   mood(o.decision.goals[i], o.board.facts[i])));
        say_settings(text, o, c, false);
    }
    if (people.empty()) text.push_back("Nobody here yet. A first connection goes into kith.yaml.");
    return {{"connections", std::move(people)}, {"text", std::move(text)}};
}

Json show_reply(const Outlook& o, std::size_t i, const std::vector<PastLine>& past) {
    auto out = goal_json(o, i);
    const auto& c = *o.goals.all[i].connection;
    Json text = Json::array();
    text.push_back(fmt::format("{} ({}): {}", c.name, to_word(c.circle),
                               mood(o.decision.goals[i], o.board.facts[i])));
    if (!c.why.empty()) text.push_back("  " + c.why);
    const auto sight = o.goals.all[i].sight;
    text.push_back(sight == Sight::Seen ? "  Your sources show contact with them."
                   : sight == Sight::Partly
                       ? "  Your sources show some of the contact with them; Kith asks first."
                       : "  No source shows contact with them; Kith asks first.");
    if (const auto known = o.memory.connections.find(c.id); known != o.memory.connections.end()) {
        Json notes = Json::array();
        for (const auto& note : known->second.notes) {
            notes.push_back({{"text", note.text}});
            std::string day;
            if (note.about) {
                day = calendar::format_date(policy::civil_day(*note.about));
                notes.back()["on"] = day;
            }
            text.push_back(
                fmt::format("  You noted: {}{}", note.text, day.empty() ? "" : ", " + day));
        }
        out["notes"] = std::move(notes);
    }
    if (auto question = one_to_ask(o, i); !question.empty()) {
        text.push_back("  One thing to ask: " + question);
        out["ask"] = std::move(question);
    }
    Json lines = Json::array();
    for (const auto& p : past) {
        lines.push_back({{"at", stamp(o, p.at)}, {"what", p.text}, {"ref", p.ref}});
        text.push_back(fmt::format(
            "  {}  {}{}", calendar::format_instant(p.at, o.goals.zones.front()).substr(0, 16),
            p.text, p.ref.empty() ? "" : "  [" + p.ref + "]"));
    }
    if (past.empty()) text.push_back("  Nothing is known of the past.");
    out["past"] = std::move(lines);
    out["settings"] = settings_json(o, c);
    out["text"] = std::move(text);
    return out;
}

Json why_reply(const Outlook& o, std::optional<std::size_t> goal, bool turned,
               const std::vector<PastLine>& evidence) {
    if (goal) return why_goal(o, *goal, turned, evidence);
    Json text = Json::array();
    Json people = Json::array();
    text.push_back(status_line(o));
    const auto checks = policy::slot_checks(o.frame, o.decision);
    if (o.decision.nudge)
        text.push_back(fmt::format("If a slot were open now, the offer would be about {}.",
                                   name_of(o, *o.decision.nudge)));
    say_checks(text, o, checks, true);
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

Json next_reply(const Outlook& o) {
    const auto next = next_possible(o);
    Json out;
    Json text = Json::array();
    if (!next) {
        out["found"] = false;
        text.push_back("Nothing is in sight. `kith why` tells the reasons.");
        out["text"] = std::move(text);
        return out;
    }
    out["found"] = true;
    out["at"] = stamp(o, *next);
    Json people = Json::array();
    std::string names;
    for (const auto i : likely(o, *next)) {
        people.push_back(o.goals.all[i].connection->id);
        if (people.size() <= 3) names += (names.empty() ? "" : ", ") + name_of(o, i);
    }
    text.push_back(fmt::format("{}, perhaps {}.", when(*next, o.now, o.goals.zones.front()),
                               names.empty() ? "someone" : names));
    out["perhaps"] = std::move(people);
    out["text"] = std::move(text);
    return out;
}

Json outstanding_reply(const Outlook& o) {
    if (!o.memory.outstanding) return nullptr;
    const auto& n = *o.memory.outstanding;
    return {{"nudge", n.nudge},
            {"connection", n.connection},
            {"title", n.title},
            {"body", n.body},
            {"step", n.step},
            {"ask_first", n.sight != Sight::Seen},
            {"state", n.delivered_at ? "delivered" : "handing"}};
}

} // namespace kith::daemon
