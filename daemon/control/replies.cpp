// SPDX-License-Identifier: MIT
#include "daemon/control/replies.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/text.hpp"
#include "core/calendar/civil.hpp"
#include "core/policy/asks.hpp"
#include "core/policy/notes.hpp"
#include "core/policy/rituals.hpp"
#include "core/policy/steps.hpp"
#include "core/policy/support.hpp"
#include "core/words/labels.hpp"
#include "daemon/control/reply_parts.hpp"
#include "daemon/life/machine.hpp"

namespace kith::daemon {
namespace {

Json asks_json(const std::vector<policy::Ask>& asks) {
    Json out = Json::array();
    for (const auto& ask : asks)
        out.push_back({{"connection", ask.connection}, {"kind", ask.kind}, {"text", ask.text}});
    return out;
}

/// What the open offer may be told, as its buttons say it.
Json answers_json(const Outlook& o) {
    const auto& n = *o.memory.outstanding;
    const bool is_ritual = !policy::ritual_of(n.occasion).empty();
    const auto labels =
        is_ritual ? words::ritual_labels(o.words, policy::is_ritual_question(n.occasion))
                  : words::all_labels(o.words, n.sight,
                                      policy::may_be_smaller(o.goals, n.connection, n.step));
    Json out = Json::array();
    for (const auto& [answer, text] : labels) out.push_back({{"answer", answer}, {"label", text}});
    return out;
}

/// Before a meeting, if one is within a day.
std::string one_to_ask(const Outlook& o, std::size_t i) {
    const auto& zone = o.goals.zones.front();
    auto next = o.board.facts[i].plan_from;
    if (next < o.now) next = Instant::max(); // it is on, or has been
    for (const auto& ritual : o.goals.rituals)
        if (std::ranges::find(ritual.with, i) != ritual.with.end())
            if (const auto at = policy::next_instance(ritual, o.memory, zone, o.now))
                next = std::min(next, at->from);
    if (next == Instant::max() || next - o.now > std::chrono::hours{24}) return {};
    const auto today = calendar::local_day(o.now, zone);
    const auto& c = *o.goals.all[i].connection;
    const auto known = o.memory.connections.find(c.id);
    auto notes = known == o.memory.connections.end()
                     ? policy::NoteWords{}
                     : policy::note_words(known->second.notes, o.words, zone, today);
    if (notes.sad) return {}; // no ready-made question fits hard news
    policy::leave_out(notes, o.board.gone);
    return policy::question_for(o.words, c, notes.thing_is_new ? notes.thing : "", today);
}

} // namespace

Json status_reply(const Outlook& o) {
    Json sources = Json::array();
    Json text = Json::array();
    const auto next = next_possible(o);
    const auto line = status_line(o, next);
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
    if (!speaks_on(o.settings.speak, machine_name()))
        text.push_back("This computer only listens; offers come from " +
                       join_words(o.settings.speak) + ", as `speak:` has it.");
    for (const auto& h : o.health) text.push_back(h);
    for (const auto state : o.outlived_lines) text.push_back(outlived_words(state));
    if (auto lean = lean_on_line(o); !lean.empty()) text.push_back(std::move(lean));
    const auto asks = policy::open_asks(o.frame, o.decision);
    for (const auto& ask : asks) text.push_back(ask.text);
    Json out{{"line", line}, {"now", stamp(o, o.now)}, {"deciding", o.deciding}};
    if (next) out["next"] = stamp(o, next->at);
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
        const bool closed = o.board.facts[i].state >= State::Ended;
        one["settings"] = closed ? Json::array() : settings_json(o, c);
        people.push_back(std::move(one));
        text.push_back(fmt::format("{} ({}, {}): {}", name_of(o, i), c.id, to_word(c.circle),
                                   mood(o.decision.goals[i], o.board.facts[i])));
        if (!closed) say_settings(text, o, c, false);
    }
    if (people.empty()) text.push_back("Nobody here yet. A first connection goes into kith.yaml.");
    Json settings = Json::array();
    bool first = true;
    for (const auto& e : config::effective(o.origins)) {
        settings.push_back(
            {{"key", e.key}, {"value", e.value}, {"from", e.from}, {"kept", e.kept}});
        if (e.from == "default" || e.key == "version") continue;
        if (std::exchange(first, false)) text.push_back("For everyone:");
        text.push_back(setting_line(e, e.value));
    }
    return {{"connections", std::move(people)},
            {"settings", std::move(settings)},
            {"text", std::move(text)}};
}

Json show_reply(const Outlook& o, std::size_t i, const std::vector<PastLine>& past) {
    auto out = goal_json(o, i);
    const auto& c = *o.goals.all[i].connection;
    Json text = Json::array();
    const auto closed = closed_words(o, i);
    text.push_back(!closed.empty() ? closed
                                   : fmt::format("{} ({}): {}", name_of(o, i), to_word(c.circle),
                                                 mood(o.decision.goals[i], o.board.facts[i])));
    if (!c.why.empty()) text.push_back("  " + without_shunned(o, c.why));
    const auto sight = o.goals.all[i].sight;
    if (closed.empty())
        text.push_back(sight == Sight::Seen ? "  Your sources show contact with them."
                       : sight == Sight::Partly
                           ? "  Your sources show some of the contact with them; Kith asks first."
                           : "  No source shows contact with them; Kith asks first.");
    if (const auto known = o.memory.connections.find(c.id); known != o.memory.connections.end()) {
        Json notes = Json::array();
        for (const auto& note : known->second.notes) {
            if (note.about && !closed.empty()) continue; // no day of theirs comes up any more
            const auto said = without_shunned(o, note.text);
            notes.push_back({{"text", said}});
            std::string day;
            if (note.about) {
                day = calendar::format_date(policy::civil_day(*note.about));
                notes.back()["on"] = day;
            }
            text.push_back(fmt::format("  You noted: {}{}", said, day.empty() ? "" : ", " + day));
        }
        out["notes"] = std::move(notes);
    }
    if (auto question = closed.empty() ? one_to_ask(o, i) : std::string{}; !question.empty()) {
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
    if (past.empty() && closed.empty()) text.push_back("  Nothing is known of the past.");
    out["past"] = std::move(lines);
    out["settings"] = closed.empty() ? settings_json(o, c) : Json::array();
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
    out["at"] = stamp(o, next->at);
    Json people = Json::array();
    std::string names;
    for (const auto i : next->who) {
        people.push_back(o.goals.all[i].connection->id);
        if (people.size() <= 3) names += (names.empty() ? "" : ", ") + name_of(o, i);
    }
    text.push_back(fmt::format("{}, perhaps {}.", when(next->at, o.now, o.goals.zones.front()),
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
            {"answers", answers_json(o)},
            {"state", n.delivered_at ? "delivered" : "handing"}};
}

} // namespace kith::daemon
