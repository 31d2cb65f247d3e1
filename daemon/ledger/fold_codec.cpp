// SPDX-License-Identifier: MIT
#include "daemon/ledger/fold_codec.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "daemon/ledger/json_values.hpp"

namespace kith::ledger {
namespace {

using namespace policy;

template <class T, class F>
Json list(const std::vector<T>& items, F one) {
    Json out = Json::array();
    for (const auto& item : items) out.push_back(one(item));
    return out;
}

template <class F>
auto read_list(const Json& in, const char* key, F one) {
    std::vector<decltype(one(in))> out;
    if (const auto it = in.find(key); it != in.end() && it->is_array())
        for (const auto& item : *it) out.push_back(one(item));
    return out;
}

Json number(Instant at) { return seconds(at); }
Instant to_instant(const Json& in) {
    return instant(in.is_number_integer() ? in.get<std::int64_t>() : 0);
}

Json push_json(const Push& p) {
    Json out{{"slot", seconds(p.slot)},
             {"at", seconds(p.at)},
             {"connection", p.connection},
             {"nudge", p.nudge},
             {"step", p.step},
             {"channel", static_cast<int>(p.channel)},
             {"kind", static_cast<int>(p.kind)}};
    put(out, "return", p.is_return);
    put(out, "opens_cycle", p.opens_cycle);
    put(out, "for_occasion", p.for_occasion);
    put(out, "withheld", p.withheld);
    return out;
}

Push to_push(const Json& in) {
    Push p;
    p.slot = instant_or(in, "slot");
    p.at = instant_or(in, "at");
    p.connection = string_or(in, "connection");
    p.nudge = string_or(in, "nudge");
    p.step = string_or(in, "step");
    p.channel = value_or(in, "channel", Channel::Message, Channel::None);
    p.kind = value_or(in, "kind", Kind::Relational, Kind::Micro);
    p.is_return = bool_or(in, "return", false);
    p.opens_cycle = bool_or(in, "opens_cycle", false);
    p.for_occasion = bool_or(in, "for_occasion", false);
    p.withheld = bool_or(in, "withheld", false);
    return p;
}

// A start reads these for every connection: four hex digits each, on a line of their own after the
// JSON, as reading them as JSON would take ten times as long.
constexpr std::string_view kDigits = "0123456789abcdef";
constexpr std::size_t kWidth = 4;
constexpr unsigned kMinutesAWeek = 7 * 24 * 60;

std::string minutes_line(const std::vector<std::uint16_t>& minutes) {
    std::string out;
    out.reserve(minutes.size() * kWidth + 1);
    out += '\n';
    for (const unsigned minute : minutes)
        for (const unsigned shift : {12U, 8U, 4U, 0U}) out += kDigits[(minute >> shift) & 15U];
    return out;
}

/// 16 for what is no digit of ours.
constexpr std::array<std::uint8_t, 256> kValues = [] {
    std::array<std::uint8_t, 256> out{};
    out.fill(16);
    for (std::size_t i = 0; i < kDigits.size(); ++i)
        out.at(static_cast<unsigned char>(kDigits[i])) = static_cast<std::uint8_t>(i);
    return out;
}();

std::vector<std::uint16_t> to_minutes(std::string_view line, std::size_t count) {
    if (count > kMinutesKept || line.size() != count * kWidth)
        throw std::invalid_argument("week_minutes");
    std::vector<std::uint16_t> out(count);
    unsigned wrong = 0;
    for (std::size_t i = 0; i < count; ++i) {
        unsigned minute = 0;
        for (std::size_t k = 0; k < kWidth; ++k) {
            const unsigned value = kValues[static_cast<unsigned char>(line[i * kWidth + k])];
            wrong |= value & 16U;
            minute = minute << 4U | (value & 15U);
        }
        wrong |= minute < kMinutesAWeek ? 0U : 16U;
        out[i] = static_cast<std::uint16_t>(minute);
    }
    if (wrong != 0) throw std::invalid_argument("week_minutes");
    return out;
}

Json sides_json(const OneSided& s) {
    Json out{{"you_wrote", list(s.you_wrote, number)}, {"last_day", s.last_day}};
    put(out, "they_wrote", s.they_wrote);
    put(out, "rang", s.rang);
    put(out, "by_hand", s.by_hand);
    return out;
}

OneSided to_sides(const Json& in) {
    OneSided s;
    s.they_wrote = maybe_instant(in, "they_wrote");
    s.rang = bool_or(in, "rang", false);
    s.you_wrote = read_list(in, "you_wrote", to_instant);
    s.last_day = static_cast<std::int32_t>(int_or(in, "last_day", 0));
    s.by_hand = bool_or(in, "by_hand", false);
    return s;
}

Json clock_json(const Clock& c) {
    Json out{{"elapsed", c.elapsed},
             {"as_of", seconds(c.as_of)},
             {"day", Json::array({c.day.day, c.day.text_in, c.day.text_out, c.day.spoken_in,
                                  c.day.spoken_out, c.day.called})},
             {"warm_days", list(c.warm_days, number)},
             {"minutes", c.week_minutes.size()}};
    if (c.sides != OneSided{}) out["sides"] = sides_json(c.sides);
    put(out, "known", c.known);
    put(out, "last_touch", c.last_touch);
    return out;
}

Clock to_clock(const Json& in, std::string_view minutes) {
    Clock c;
    c.elapsed = number_or(in, "elapsed", 0);
    c.as_of = instant_or(in, "as_of");
    c.known = bool_or(in, "known", false);
    c.last_touch = maybe_instant(in, "last_touch");
    if (const auto day = in.find("day"); day != in.end() && day->is_array() && day->size() == 6)
        c.day = {day->at(0).get<std::int32_t>(), day->at(1).get<double>(), day->at(2).get<double>(),
                 day->at(3).get<double>(),       day->at(4).get<double>(), day->at(5).get<bool>()};
    c.warm_days = read_list(in, "warm_days", to_instant);
    if (const auto sides = in.find("sides"); sides != in.end()) c.sides = to_sides(*sides);
    c.week_minutes = to_minutes(minutes, static_cast<std::size_t>(int_or(in, "minutes", -1)));
    return c;
}

Json outstanding_json(const Outstanding& o) {
    Json out{{"nudge", o.nudge},
             {"connection", o.connection},
             {"slot", seconds(o.slot)},
             {"chosen_at", seconds(o.chosen_at)},
             {"sight", static_cast<int>(o.sight)},
             {"step", o.step},
             {"channel", static_cast<int>(o.channel)},
             {"title", o.title},
             {"body", o.body}};
    put(out, "delivered_at", o.delivered_at);
    put(out, "deliverer", o.deliverer);
    put(out, "receipt", o.receipt);
    put(out, "resident", o.resident);
    put(out, "first_noticed", o.first_noticed);
    put(out, "last_noticed", o.last_noticed);
    put(out, "engaged", o.engaged);
    put(out, "occasion", o.occasion);
    if (!o.also.empty()) out["also"] = o.also;
    return out;
}

Outstanding to_outstanding(const Json& in) {
    Outstanding o;
    o.nudge = string_or(in, "nudge");
    o.connection = string_or(in, "connection");
    o.slot = instant_or(in, "slot");
    o.chosen_at = instant_or(in, "chosen_at");
    o.delivered_at = maybe_instant(in, "delivered_at");
    o.sight = value_or(in, "sight", Sight::Seen, Sight::Unseen);
    o.step = string_or(in, "step");
    o.channel = value_or(in, "channel", Channel::Message, Channel::None);
    o.deliverer = string_or(in, "deliverer");
    o.receipt = string_or(in, "receipt");
    o.resident = bool_or(in, "resident", false);
    o.title = string_or(in, "title");
    o.body = string_or(in, "body");
    o.first_noticed = maybe_instant(in, "first_noticed");
    o.last_noticed = maybe_instant(in, "last_noticed");
    o.engaged = bool_or(in, "engaged", false);
    o.occasion = string_or(in, "occasion");
    o.also = strings_or(in, "also");
    return o;
}

Json past_json(const Past& p) {
    Json out{{"nudge", p.nudge},
             {"connection", p.connection},
             {"offered", seconds(p.offered)},
             {"step", p.step},
             {"channel", static_cast<int>(p.channel)},
             {"sight", static_cast<int>(p.sight)}};
    put(out, "cost_g", p.cost_g);
    put(out, "engaged", p.engaged);
    put(out, "occasion", p.occasion);
    return out;
}

Past to_past(const Json& in) {
    Past p;
    p.nudge = string_or(in, "nudge");
    p.connection = string_or(in, "connection");
    p.offered = instant_or(in, "offered");
    p.step = string_or(in, "step");
    p.channel = value_or(in, "channel", Channel::Message, Channel::None);
    p.sight = value_or(in, "sight", Sight::Seen, Sight::Unseen);
    p.cost_g = bool_or(in, "cost_g", false);
    p.engaged = bool_or(in, "engaged", false);
    p.occasion = string_or(in, "occasion");
    return p;
}

Json credit_json(const Credit& c) {
    return {{"nudge", c.nudge},
            {"connection", c.connection},
            {"channel", static_cast<int>(c.channel)},
            {"said", seconds(c.said)}};
}

Credit to_credit(const Json& in) {
    return {string_or(in, "nudge"), string_or(in, "connection"),
            value_or(in, "channel", Channel::Message, Channel::None), instant_or(in, "said")};
}

Json interval_json(const Interval& i) { return Json::array({seconds(i.from), seconds(i.to)}); }
Interval to_interval(const Json& in) {
    if (!in.is_array() || in.size() != 2) return {};
    return {to_instant(in.at(0)), to_instant(in.at(1))};
}

Json state_json(const StateSpan& s) {
    return Json::array({static_cast<int>(s.state), seconds(s.from), seconds(s.until)});
}
StateSpan to_state(const Json& in) {
    if (!in.is_array() || in.size() != 3) return {};
    return {enumerator(in.at(0).get<std::int64_t>(), State::NoContact), to_instant(in.at(1)),
            to_instant(in.at(2))};
}

Json hold_json(const Hold& h) { return Json::array({h.id, seconds(h.from), seconds(h.to)}); }
Hold to_hold(const Json& in) {
    if (!in.is_array() || in.size() != 3) return {};
    return {in.at(0).get<std::string>(), to_instant(in.at(1)), to_instant(in.at(2))};
}

Json modes_json(const Modes& m) {
    Json out = Json::object();
    if (m.energy)
        out["energy"] = Json::array(
            {static_cast<int>(m.energy->level), seconds(m.energy->from), seconds(m.energy->until)});
    if (!m.hard_weeks.empty())
        out["hard_weeks"] = list(m.hard_weeks, [](const HardWeek& w) {
            Json one = Json::array({seconds(w.from), seconds(w.until)});
            if (w.stirred) one.push_back(seconds(*w.stirred));
            return one;
        });
    if (!m.leaves.empty())
        out["leaves"] = list(m.leaves, [](const Leave& l) {
            return Json::array({static_cast<int>(l.what), seconds(l.from), seconds(l.until)});
        });
    return out;
}

Modes to_modes(const Json& in) {
    Modes m;
    if (const auto e = in.find("energy"); e != in.end())
        m.energy = EnergySpell{enumerator(e->at(0).get<std::int64_t>(), Energy::Bright),
                               to_instant(e->at(1)), to_instant(e->at(2))};
    m.hard_weeks = read_list(in, "hard_weeks", [](const Json& w) {
        HardWeek week{to_instant(w.at(0)), to_instant(w.at(1)), {}};
        if (w.size() > 2) week.stirred = to_instant(w.at(2));
        return week;
    });
    m.leaves = read_list(in, "leaves", [](const Json& l) {
        return Leave{enumerator(l.at(0).get<std::int64_t>(), LifeEvent::Bereavement),
                     to_instant(l.at(1)), to_instant(l.at(2))};
    });
    return m;
}

Json note_json(const Note& n) {
    Json out{{"at", seconds(n.at)}, {"text", n.text}};
    put(out, "about", n.about);
    put(out, "until", n.until);
    return out;
}
Note to_note(const Json& in) {
    return {instant_or(in, "at"), maybe_instant(in, "about"), maybe_instant(in, "until"),
            string_or(in, "text")};
}

Json feeling_json(const Feeling& f) { return Json::array({seconds(f.at), f.how}); }
Feeling to_feeling(const Json& in) {
    if (!in.is_array() || in.size() != 2) return {};
    return {to_instant(in.at(0)), in.at(1).get<std::string>()};
}

Json ritual_json(const RitualMemory& r) {
    Json out{{"passed", seconds(r.passed)},
             {"unsaid", r.unsaid},
             {"cancelled", r.cancelled},
             {"off", list(r.off, number)}};
    put(out, "asked", r.asked);
    put(out, "resting", r.resting);
    return out;
}
RitualMemory to_ritual(const Json& in) {
    RitualMemory r;
    r.passed = instant_or(in, "passed");
    r.unsaid = static_cast<int>(int_or(in, "unsaid", 0));
    r.cancelled = static_cast<int>(int_or(in, "cancelled", 0));
    r.asked = bool_or(in, "asked", false);
    r.resting = bool_or(in, "resting", false);
    r.off = read_list(in, "off", to_instant);
    return r;
}

/// What belongs to an occasion by its name.
template <class Map, class F>
void put_map(Json& out, const char* key, const Map& map, F one) {
    if (map.empty()) return;
    auto& named = out[key] = Json::object();
    for (const auto& [name, value] : map) named[name] = one(value);
}
template <class Map, class F>
void read_map(const Json& in, const char* key, Map& map, F one) {
    if (const auto it = in.find(key); it != in.end() && it->is_object())
        for (const auto& [name, value] : it->items()) map.insert_or_assign(name, one(value));
}

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
        read_map(in, "told", m.told, to_instant);
        for (auto& word : strings_or(in, "dismissed")) m.dismissed.insert(std::move(word));
        read_map(in, "rituals", m.rituals, to_ritual);
        return m;
    });
}

} // namespace kith::ledger
