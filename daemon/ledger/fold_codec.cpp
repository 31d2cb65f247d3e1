// SPDX-License-Identifier: MIT
#include "daemon/ledger/fold_codec.hpp"

#include <algorithm>
#include <stdexcept>

#include "daemon/ledger/fold_clock.hpp"
#include "daemon/ledger/fold_lists.hpp"
#include "daemon/ledger/fold_parts.hpp"

namespace kith::ledger {

using namespace policy;

namespace {

/// A fold that another program wrote may hold anything; then it is rebuilt from the events.
template <class F>
auto guarded(std::string_view body, F read) -> Result<decltype(read(Json{}))> {
    const auto parsed = parse_json(body);
    if (!parsed) return std::unexpected(parsed.error());
    try {
        return read(*parsed);
    } catch (const std::exception&) {
        return fail("the fold is not what this Kith writes");
    }
}

} // namespace

std::string encode_connection(const ConnectionMemory& c) {
    Json out{{"id", c.id},
             {"first_seen", seconds(c.first_seen)},
             {"clock", clock_json(c.clock)},
             {"pushes", list(c.pushes, push_json)},
             {"ignored",
              list(c.ignored,
                   [](const Ignored& i) { return Json::array({i.nudge, seconds(i.offered)}); })},
             {"laters", list(c.laters, number)},
             {"states", list(c.states, state_json)},
             {"holds", list(c.holds, hold_json)}};
    put(out, "hidden_until", c.hidden_until);
    put(out, "cycle_start", c.cycle_start);
    put(out, "named_by_other", c.named_by_other);
    put(out, "named_by", c.named_by);
    put(out, "named_before", c.named_before);
    put(out, "circle_since", c.circle_since);
    put(out, "kept", c.kept);
    if (!c.rests.empty()) out["rests"] = list(c.rests, interval_json);
    if (!c.notes.empty()) out["notes"] = list(c.notes, note_json);
    if (!c.felt.empty()) out["felt"] = list(c.felt, feeling_json);
    if (!c.occasions.empty()) out["occasions"] = c.occasions;
    put_map(out, "told", c.told, number);
    if (c.waiting)
        out["waiting"] = {{"slot", seconds(c.waiting->slot)},
                          {"nudge", c.waiting->nudge},
                          {"step", c.waiting->step}};
    return to_line(out) + minutes_line(c.clock.week_minutes);
}

Result<ConnectionMemory> decode_connection(const std::string& body) {
    const std::string_view all = body;
    const auto end = std::min(all.find('\n'), all.size());
    const auto minutes = all.substr(std::min(end + 1, all.size()));
    return guarded(all.substr(0, end), [&](const Json& in) {
        ConnectionMemory c;
        c.id = string_or(in, "id");
        c.first_seen = instant_or(in, "first_seen");
        if (const auto clock = in.find("clock"); clock != in.end())
            c.clock = to_clock(*clock, minutes);
        c.pushes = read_list(in, "pushes", to_push);
        c.ignored = read_list(in, "ignored", [](const Json& i) {
            return Ignored{i.at(0).get<std::string>(), to_instant(i.at(1))};
        });
        c.laters = read_list(in, "laters", to_instant);
        c.states = read_list(in, "states", to_state);
        c.holds = read_list(in, "holds", to_hold);
        c.hidden_until = maybe_instant(in, "hidden_until");
        c.cycle_start = maybe_instant(in, "cycle_start");
        c.named_by_other = maybe_instant(in, "named_by_other");
        c.named_by = string_or(in, "named_by");
        c.named_before = maybe_instant(in, "named_before");
        c.circle_since = maybe_instant(in, "circle_since");
        c.kept = maybe_instant(in, "kept");
        c.rests = read_list(in, "rests", to_interval);
        c.notes = read_list(in, "notes", to_note);
        c.felt = read_list(in, "felt", to_feeling);
        c.occasions = strings_or(in, "occasions");
        read_map(in, "told", c.told, to_instant);
        if (const auto w = in.find("waiting"); w != in.end())
            c.waiting =
                Return{instant_or(*w, "slot"), string_or(*w, "nudge"), string_or(*w, "step")};
        return c;
    });
}

std::string encode_global(const Memory& m) {
    Json out{{"began", seconds(m.began)},
             {"g", m.g},
             {"g_since", seconds(m.g_since)},
             {"pauses", list(m.pauses, interval_json)},
             {"pushes", list(m.pushes, push_json)},
             {"past", list(m.past, past_json)},
             {"credits", list(m.credits, credit_json)},
             {"recent_words", m.recent_words}};
    if (m.modes != Modes{}) out["modes"] = modes_json(m.modes);
    put(out, "backfilled", m.backfilled);
    put(out, "fresh_start", m.fresh_start);
    put(out, "interrupted", m.interrupted);
    put(out, "ambient_told", m.ambient_told);
    for (const auto& [thing, at] : m.troubles_told) out["troubles_told"][thing] = seconds(at);
    if (m.outstanding) out["outstanding"] = outstanding_json(*m.outstanding);
    if (!m.self_checks.empty()) out["self_checks"] = list(m.self_checks, feeling_json);
    put_map(out, "told", m.told, number);
    if (!m.dismissed.empty()) out["dismissed"] = m.dismissed;
    put_map(out, "rituals", m.rituals, ritual_json);
    return to_line(out);
}

Result<Memory> decode_global(const std::string& body) {
    return guarded(body, [](const Json& in) {
        Memory m;
        m.began = instant_or(in, "began");
        m.backfilled = maybe_instant(in, "backfilled");
        m.fresh_start = maybe_instant(in, "fresh_start");
        m.interrupted = bool_or(in, "interrupted", false);
        m.g = static_cast<int>(int_or(in, "g", 0));
        m.g_since = instant_or(in, "g_since");
        m.ambient_told = bool_or(in, "ambient_told", false);
        if (const auto told = in.find("troubles_told"); told != in.end())
            for (const auto& [thing, at] : told->items()) m.troubles_told[thing] = to_instant(at);
        m.pauses = read_list(in, "pauses", to_interval);
        if (const auto modes = in.find("modes"); modes != in.end()) m.modes = to_modes(*modes);
        m.pushes = read_list(in, "pushes", to_push);
        m.past = read_list(in, "past", to_past);
        m.credits = read_list(in, "credits", to_credit);
        m.recent_words = read_list(in, "recent_words", [](const Json& w) {
            return w.is_string() ? w.get<std::string>() : std::string{};
        });
        if (const auto o = in.find("outstanding"); o != in.end())
            m.outstanding = to_outstanding(*o);
        m.self_checks = read_list(in, "self_checks", to_feeling);
        read_map(in, "told", m.told, to_instant);
        for (auto& word : strings_or(in, "dismissed")) m.dismissed.insert(std::move(word));
        read_map(in, "rituals", m.rituals, to_ritual);
        return m;
    });
}

} // namespace kith::ledger
