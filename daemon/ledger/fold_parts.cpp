// SPDX-License-Identifier: MIT
#include "daemon/ledger/fold_parts.hpp"

#include "daemon/ledger/fold_lists.hpp"

namespace kith::ledger {

using namespace policy;

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
    put(out, "failed", p.failed);
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
    p.failed = bool_or(in, "failed", false);
    return p;
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
    auto out = Json::array({static_cast<int>(s.state), seconds(s.from), seconds(s.until)});
    if (s.written) out.push_back(true);
    return out;
}
StateSpan to_state(const Json& in) {
    if (!in.is_array() || in.size() < 3) return {};
    return {enumerator(in.at(0).get<std::int64_t>(), State::NoContact), to_instant(in.at(1)),
            to_instant(in.at(2)), in.size() > 3};
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
    put(out, "kept", r.kept);
    put(out, "put_off", r.put_off);
    if (r.put_offs > 0) out["put_offs"] = r.put_offs;
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
    r.kept = maybe_instant(in, "kept");
    r.put_off = maybe_instant(in, "put_off");
    r.put_offs = static_cast<int>(int_or(in, "put_offs", 0));
    return r;
}

} // namespace kith::ledger
