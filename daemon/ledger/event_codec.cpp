// SPDX-License-Identifier: MIT
#include "daemon/ledger/event_codec.hpp"

#include "daemon/ledger/json_values.hpp"

namespace kith::ledger {
namespace {

Sight sight_from(const std::string& word) {
    if (word == to_word(Sight::Partly)) return Sight::Partly;
    return word == to_word(Sight::Unseen) ? Sight::Unseen : Sight::Seen;
}

Json step_json(const Step& step) {
    return {{"name", step.name},
            {"text", step.text},
            {"cost", step.cost},
            {"channel", to_word(step.channel)}};
}

Step step_from(const Json& in) {
    Step out;
    out.name = string_or(in, "name");
    out.text = string_or(in, "text");
    out.cost = static_cast<int>(int_or(in, "cost", 1));
    out.channel = channel_from(string_or(in, "channel")).value_or(Channel::None);
    return out;
}

Json touch_json(const Touchpoint& t) {
    Json out{{"at", seconds(t.at)},
             {"channel", to_word(t.channel)},
             {"direction", to_word(t.direction)},
             {"source", t.source},
             {"ref", t.ref}};
    if (t.minutes) out["minutes"] = *t.minutes;
    put(out, "via", t.via);
    put(out, "day_only", t.day_only);
    return out;
}

Touchpoint touch_from(const Json& in, const std::string& connection) {
    Touchpoint t;
    t.at = instant_or(in, "at");
    t.connection = connection;
    t.channel = channel_from(string_or(in, "channel")).value_or(Channel::Message);
    t.direction = direction_from(string_or(in, "direction")).value_or(Direction::Both);
    if (in.contains("minutes")) t.minutes = static_cast<int>(int_or(in, "minutes", 0));
    t.source = string_or(in, "source");
    t.ref = string_or(in, "ref");
    t.via = string_or(in, "via");
    t.day_only = bool_or(in, "day_only", false);
    return t;
}

} // namespace

std::string encode_event(const Event& e) {
    Json out = Json::object();
    put(out, "slot", e.slot);
    put(out, "until", e.until);
    if (e.answer) out["answer"] = to_word(*e.answer);
    if (e.ending) out["ending"] = to_word(*e.ending);
    if (e.state) out["state"] = to_word(*e.state);
    if (e.energy) out["energy"] = to_word(*e.energy);
    if (e.life_event) out["life_event"] = to_word(*e.life_event);
    if (e.step) out["step"] = step_json(*e.step);
    put(out, "deliverer", e.deliverer);
    put(out, "receipt", e.receipt);
    put(out, "resident", e.resident);
    put(out, "title", e.title);
    put(out, "body", e.body);
    put(out, "words", e.words);
    if (e.sight != Sight::Seen) out["sight"] = to_word(e.sight);
    put(out, "return", e.is_return);
    put(out, "opens_cycle", e.opens_cycle);
    put(out, "on_trial", e.on_trial);
    if (e.ratio != 0) out["ratio"] = e.ratio;
    if (e.score != 0) out["score"] = e.score;
    if (e.was) out["was"] = touch_json(*e.was);
    put(out, "text", e.text);
    put(out, "occasion", e.occasion);
    if (!e.also.empty()) out["also"] = e.also;
    return to_line(out);
}

Result<void> decode_event(const std::string& body, Event& e) {
    const auto parsed = parse_json(body);
    if (!parsed) return std::unexpected(parsed.error());
    const auto& in = *parsed;
    e.slot = maybe_instant(in, "slot");
    e.until = maybe_instant(in, "until");
    e.answer = answer_from(string_or(in, "answer"));
    e.ending = ending_from(string_or(in, "ending"));
    e.state = state_from(string_or(in, "state"));
    e.energy = energy_from(string_or(in, "energy"));
    e.life_event = life_event_from(string_or(in, "life_event"));
    if (const auto step = in.find("step"); step != in.end()) e.step = step_from(*step);
    e.deliverer = string_or(in, "deliverer");
    e.receipt = string_or(in, "receipt");
    e.resident = bool_or(in, "resident", false);
    e.title = string_or(in, "title");
    e.body = string_or(in, "body");
    e.words = string_or(in, "words");
    e.sight = sight_from(string_or(in, "sight"));
    e.is_return = bool_or(in, "return", false);
    e.opens_cycle = bool_or(in, "opens_cycle", false);
    e.on_trial = bool_or(in, "on_trial", false);
    e.ratio = number_or(in, "ratio", 0);
    e.score = number_or(in, "score", 0);
    e.text = string_or(in, "text");
    e.occasion = string_or(in, "occasion");
    e.also = strings_or(in, "also");
    if (const auto was = in.find("was"); was != in.end()) e.was = touch_from(*was, e.connection);
    return {};
}

} // namespace kith::ledger
