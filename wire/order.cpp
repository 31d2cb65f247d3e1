// SPDX-License-Identifier: MIT
#include "wire/order.hpp"

namespace kith::wire {
namespace {

std::int64_t seconds_of(Instant at) { return at.time_since_epoch().count(); }

Instant instant_of(const Json& object, const char* key) {
    return Instant{std::chrono::seconds{int_or(object, key, 0)}};
}

Json or_null(const std::optional<std::string>& text) { return text ? Json(*text) : Json(nullptr); }

std::optional<std::string> optional_text(const Json& object, const char* key) {
    const auto it = object.find(key);
    if (it == object.end() || !it->is_string()) return std::nullopt;
    return it->get<std::string>();
}

} // namespace

Json to_json(const NudgeOrder& order) {
    Json answers = Json::array();
    Json labels = Json::array();
    for (const auto& choice : order.answers) {
        answers.push_back(choice.answer);
        labels.push_back(choice.label);
    }
    Json out;
    out["nudge"] = order.id;
    out["connection"] = order.connection;
    out["title"] = order.title;
    out["body"] = order.body;
    out["step"] = order.step;
    out["open"] = or_null(order.open_uri);
    out["answers"] = std::move(answers);
    out["labels"] = std::move(labels);
    if (!order.reply_with.empty()) out["reply_with"] = order.reply_with;
    out["ask_first"] = order.ask_first;
    out["replaces"] = order.replaces;
    out["discreet"] = order.discreet;
    out["expires"] = seconds_of(order.expires);
    out["previous"] = or_null(order.previous);
    return out;
}

Json to_json(const HoldOrder& order) {
    Json out;
    out["hold"] = order.id;
    out["title"] = order.title;
    out["from"] = seconds_of(order.from);
    out["to"] = seconds_of(order.to);
    out["remove"] = order.remove;
    out["previous"] = or_null(order.previous);
    return out;
}

NudgeOrder nudge_from(const Json& object) {
    NudgeOrder out;
    out.id = string_or(object, "nudge");
    out.connection = string_or(object, "connection");
    out.title = string_or(object, "title");
    out.body = string_or(object, "body");
    out.step = string_or(object, "step");
    out.open_uri = optional_text(object, "open");
    const auto answers = object.value("answers", Json::array());
    const auto labels = object.value("labels", Json::array());
    for (std::size_t i = 0; i < answers.size() && i < labels.size(); ++i)
        if (answers[i].is_string() && labels[i].is_string())
            out.answers.push_back({answers[i].get<std::string>(), labels[i].get<std::string>()});
    out.reply_with = string_or(object, "reply_with");
    out.ask_first = bool_or(object, "ask_first", false);
    out.replaces = bool_or(object, "replaces", false);
    out.discreet = bool_or(object, "discreet", false);
    out.expires = instant_of(object, "expires");
    out.previous = optional_text(object, "previous");
    return out;
}

HoldOrder hold_from(const Json& object) {
    HoldOrder out;
    out.id = string_or(object, "hold");
    out.title = string_or(object, "title");
    out.from = instant_of(object, "from");
    out.to = instant_of(object, "to");
    out.remove = bool_or(object, "remove", false);
    out.previous = optional_text(object, "previous");
    return out;
}

} // namespace kith::wire
