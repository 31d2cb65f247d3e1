// SPDX-License-Identifier: MIT
#include "core/policy/ritual_answers.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "core/policy/rituals.hpp"

namespace kith::policy {
namespace {

Event event_said(std::string_view id, Instant at) {
    Event e;
    e.kind = EventKind::RitualSaid;
    e.at = at;
    e.occasion = id;
    return e;
}

bool is_gone(const Situation& at, std::size_t i) {
    const auto& c = *at.goals.all[i].connection;
    const auto it = at.memory.connections.find(c.id);
    return (it == at.memory.connections.end() ? c.state : state_at(it->second, c.state, at.now)) >=
           State::Ended;
}

/// Nobody who is gone or remembered is named.
std::string names(const Situation& at, const StandingRitual& ritual) {
    std::vector<std::string> out;
    for (const auto i : ritual.with)
        if (!is_gone(at, i)) out.push_back(name_of(at, i));
    return join_words(out);
}

/// By its id, or by its number where that would name somebody who is gone.
std::string called(const Situation& at, const StandingRitual& ritual) {
    Nameless gone;
    for (std::size_t i = 0; i < at.goals.all.size(); ++i)
        if (is_gone(at, i))
            gone.add(*at.goals.all[i].connection);
        else
            gone.spare(*at.goals.all[i].connection);
    const auto& id = ritual.ritual->id;
    const bool is_unsaid =
        label_of(*ritual.ritual, gone).empty() || (at.shunned && at.shunned->finds(id));
    return is_unsaid ? numbered(at.goals, ritual) : id;
}

} // namespace

Reply ritual_reply(const Situation& at, const Target& target, Answer answer) {
    Event answered;
    answered.kind = EventKind::Answered;
    answered.at = at.now;
    answered.connection = target.connection;
    answered.nudge = target.nudge;
    answered.answer = answer;
    Reply out{{answered}, {}, "All right."};
    const auto id = ritual_of(target.occasion);
    const auto* ritual = find_ritual(at.goals, id);
    if (!ritual) return out;
    auto said = event_said(id, at.now);
    switch (answer) {
    case Answer::Going:
    case Answer::Done:
    case Answer::Already:
        said.text = "yes";
        out.say = "Good. It stands as it is.";
        break;
    case Answer::Rest:
        said.text = "resting";
        out.say =
            fmt::format("It rests. `kith ritual {} keep` takes it up again.", called(at, *ritual));
        break;
    case Answer::Later:
    case Answer::NotThisTime: {
        if (is_ritual_question(target.occasion)) {
            out.say = "All right. It can wait.";
            return out;
        }
        const auto& zone = at.goals.zones.front();
        const auto next = next_instance(*ritual, at.memory, zone, at.now);
        // The one it was about may be over, or called off already.
        if (!next || !target.occasion.ends_with(
                         calendar::format_date(calendar::local_day(next->from, zone))))
            return out;
        said.text = "cancelled";
        said.slot = next->from;
        out.say = "Not this time, then. The next one stands.";
        break;
    }
    default: return out;
    }
    out.events.push_back(std::move(said));
    return out;
}

Result<Reply> say_of_ritual(const Situation& at, std::string_view id, std::string_view word) {
    const auto* ritual = find_ritual(at.goals, id);
    const auto with = ritual ? names(at, *ritual) : std::string{};
    if (with.empty()) return fail(clean_line(id, 40) + " is no ritual; `kith ritual` lists them");
    const auto it = called(at, *ritual);
    auto said = event_said(ritual->ritual->id, at.now);
    Reply out;
    if (word == "keep" || word == "yes") {
        said.text = "yes";
        out.say = fmt::format("{} with {} stands.", it, with);
    } else if (word == "rest" || word == "resting") {
        said.text = "resting";
        out.say = fmt::format("It rests. `kith ritual {} keep` takes it up again.", it);
    } else if (word == "moved") { // when it is now, only the configuration can tell
        said.text = "resting";
        out.say = fmt::format("Then its old time rests. The new one goes into the `rule` of {0} in "
                              "your configuration; `kith ritual {0} keep` takes it up from there.",
                              it);
    } else {
        const auto next = next_instance(*ritual, at.memory, at.goals.zones.front(), at.now);
        if (!next) return fail("nothing of it lies ahead");
        said.text = "cancelled";
        said.slot = next->from;
        out.say = fmt::format(
            "Called off: {}. The next one stands.",
            calendar::format_date(calendar::local_day(next->from, at.goals.zones.front())));
    }
    out.events.push_back(std::move(said));
    return out;
}

} // namespace kith::policy
