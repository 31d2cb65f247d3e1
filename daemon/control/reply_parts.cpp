// SPDX-License-Identifier: MIT
#include "daemon/control/reply_parts.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/text.hpp"
#include "core/calendar/civil.hpp"
#include "core/policy/support.hpp"

namespace kith::daemon {

double two(double value) { return std::round(value * 100) / 100; }

std::string stamp(const Outlook& o, Instant at) {
    return calendar::format_instant(at, o.goals.zones.front());
}

std::string name_of(const Outlook& o, std::size_t i) {
    return o.shunned(o.goals.all[i].connection->name);
}

Json goal_json(const Outlook& o, std::size_t i) {
    const auto& goal = o.goals.all[i];
    const auto& view = o.decision.goals[i];
    Json out{{"id", goal.connection->id},
             {"name", name_of(o, i)},
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

namespace {

/// A setting as it is shown: nobody without contact is named in another's.
std::string shown(const Outlook& o, const Connection& c, const config::Effective& e) {
    const auto hidden = [&](const std::string& id) {
        const auto i = o.goals.find(id);
        return i && o.board.facts[*i].state >= State::Ended;
    };
    if (e.key == "bridge_to" && hidden(c.bridge_to)) return {};
    if (e.key == "id") return e.value;
    if (e.key != "members") return without_shunned(o, e.value);
    if (std::ranges::none_of(c.members, hidden)) return e.value;
    std::vector<std::string> rest;
    for (const auto& id : c.members)
        if (!hidden(id)) rest.push_back(id);
    return fmt::format("[{}]", fmt::join(rest, ", "));
}

std::string_view boundary_command(State state) {
    if (state == State::NoContact) return "no-contact";
    return state == State::Remembered ? "in-memory" : "let-go";
}

} // namespace

std::string setting_line(const config::Effective& e, const std::string& value) {
    return fmt::format("  {:<15} {:<28} {}{}", e.key, value, e.from,
                       e.kept ? ", kept, not used yet" : "");
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
        text.push_back(setting_line(e, value));
    }
}

std::string closed_words(const Outlook& o, std::size_t i) {
    const auto& c = *o.goals.all[i].connection;
    const auto state = o.board.facts[i].state;
    if (state < State::Ended) return {};
    const bool written = c.state >= State::Ended;
    const auto known = o.memory.connections.find(c.id);
    const bool outlived = known != o.memory.connections.end() &&
                          policy::outlived_line(known->second, c.state, o.now).has_value();
    return fmt::format("{} is {}. Nothing comes up about them; {}.", name_of(o, i),
                       state == State::Remembered ? "remembered" : "let go",
                       written ? std::string{"your configuration says so"}
                               : fmt::format("{}`kith {} {} --over` ends that",
                                             outlived ? "the `state:` line that said so was taken "
                                                        "out, and "
                                                      : "",
                                             boundary_command(state), c.id));
}

std::string outlived_words(State state) {
    return fmt::format("A `state: {0}` line was taken out, and what it said still holds; `kith {1} "
                       "ID --over` ends that, `kith {1} ID` lets it stay.",
                       to_word(state), boundary_command(state));
}

std::string lean_on_line(const Outlook& o) {
    if (!o.decision.standing.hard_week && !policy::is_grieving(o.memory.modes, o.now)) return {};
    std::vector<std::string> names;
    for (const auto i : policy::to_lean_on(o.goals, o.board)) names.push_back(name_of(o, i));
    if (names.empty()) return {};
    return fmt::format("To lean on, if you like: {}. `kith lean-on` has how to reach them.",
                       join_words(names));
}

std::string without_shunned(const Outlook& o, std::string_view text) { return o.shunned(text); }

} // namespace kith::daemon
