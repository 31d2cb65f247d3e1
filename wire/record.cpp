// SPDX-License-Identifier: MIT
#include "wire/record.hpp"

#include <array>

#include <fmt/format.h>

#include "base/json.hpp"
#include "base/text.hpp"
#include "core/calendar/civil.hpp"
#include "wire/fields.hpp"
#include "wire/limits.hpp"

namespace kith::wire {
namespace {

// The readers: the keys of each type, once. `put` below is their mirror.

void read(Fields& in, TouchpointRecord& out) {
    out.at = in.need_instant("at");
    out.address = in.text("address");
    out.connection = in.text("connection");
    const auto channel = in.need_text("channel");
    if (const auto known = channel_from(channel))
        out.channel = *known;
    else
        in.refuse(fmt::format("`channel` \"{}\" is none of together, call, video, voice-note, "
                              "message, email, letter, event, reaction",
                              clean_line(channel, 40)));
    const auto direction = in.need_text("direction");
    if (const auto known = direction_from(direction))
        out.direction = *known;
    else
        in.refuse(
            fmt::format("`direction` \"{}\" is none of in, out, both", clean_line(direction, 40)));
    if (const auto minutes = in.number("minutes"))
        out.minutes = *minutes >= 0 && *minutes < 1'000'000 ? static_cast<int>(*minutes) : -1;
    out.source = in.text("source");
    out.ref = in.need_text("ref");
    out.name = in.text("name");
    out.because = in.text("because");
}

void read(Fields& in, SkippedRecord& out) {
    out.ref = in.need_text("ref");
    out.because = in.text("because");
}

void read(Fields& in, BusyRecord& out) {
    out.from = in.need_instant("from");
    out.to = in.need_instant("to");
    out.all_day = in.flag("all_day").value_or(false);
    out.connection = in.text("connection");
    out.address = in.text("address");
    out.ref = in.need_text("ref");
}

void read(Fields& in, PersonRecord& out) {
    out.ref = in.need_text("ref");
    out.name = in.need_text("name");
    out.addresses = in.texts("addresses");
    out.birthday = in.text("birthday");
}

void read(Fields& in, CoverageRecord& out) {
    out.since = in.need_instant("since");
    out.complete = in.flag("complete").value_or(false);
    out.schemes = in.texts("schemes");
}

void read(Fields& in, AttentionRecord& out) {
    out.locked = in.flag("locked");
    out.idle = in.flag("idle");
    out.do_not_disturb = in.flag("do_not_disturb");
    out.fullscreen = in.flag("fullscreen");
}

void read(Fields& in, CursorRecord& out) { out.cursor = in.text("cursor"); }

void read(Fields& in, ReceiptRecord& out) {
    out.receipt = in.text("receipt");
    out.resident = in.flag("resident").value_or(false);
}

void read(Fields& in, AnswerRecord& out) {
    out.nudge = in.need_text("nudge");
    out.answer = in.need_text("answer");
}

void read(Fields& in, ReplyRecord& out) {
    out.nudge = in.need_text("nudge");
    out.text = in.need_text("text");
    out.ref = in.need_text("ref");
    out.at = in.instant("at");
}

void read(Fields& in, RetractRecord& out) { out.ref = in.need_text("ref"); }

void read(Fields& in, LogRecord& out) {
    out.level = static_cast<int>(in.number("level").value_or(6) & 7);
    out.text = in.text("text");
}

void read(Fields& in, ResultRecord& out) {
    out.ok = in.flag("ok").value_or(false);
    const auto word = in.text("kind");
    if (const auto kind = fail_kind_from(word))
        out.kind = *kind;
    else if (!word.empty())
        in.refuse("`kind` is not one Kith knows");
    out.text = in.text("text");
    out.rejected = in.number("rejected").value_or(0);
}

void read(Fields& in, ConfinedRecord& out) {
    out.level = in.text("level");
    out.text = in.text("text");
    out.reached = in.texts("reached");
    out.refused = in.texts("refused");
    const auto word = in.text("kept");
    if (const auto kept = kept_from(word))
        out.kept = *kept;
    else if (!word.empty())
        in.refuse("`kept` is not a word Kith knows");
}

std::string written(Instant at) { return calendar::format_instant(at, calendar::Zone::utc()); }

void put_if(Json& out, const char* key, const std::string& text) {
    if (!text.empty()) out[key] = text;
}

void put_if(Json& out, const char* key, std::optional<bool> value) {
    if (value) out[key] = *value;
}

void put(Json& out, const TouchpointRecord& r) {
    out["at"] = written(r.at);
    put_if(out, "connection", r.connection);
    put_if(out, "address", r.address);
    out["channel"] = to_word(r.channel);
    out["direction"] = to_word(r.direction);
    if (r.minutes) out["minutes"] = *r.minutes;
    put_if(out, "source", r.source);
    out["ref"] = r.ref;
    put_if(out, "name", r.name);
    put_if(out, "because", r.because);
}

void put(Json& out, const SkippedRecord& r) {
    out["ref"] = r.ref;
    out["because"] = r.because;
}

void put(Json& out, const BusyRecord& r) {
    out["from"] = written(r.from);
    out["to"] = written(r.to);
    if (r.all_day) out["all_day"] = true;
    put_if(out, "connection", r.connection);
    put_if(out, "address", r.address);
    out["ref"] = r.ref;
}

void put(Json& out, const PersonRecord& r) {
    out["ref"] = r.ref;
    out["name"] = r.name;
    out["addresses"] = r.addresses;
    put_if(out, "birthday", r.birthday);
}

void put(Json& out, const CoverageRecord& r) {
    out["since"] = written(r.since);
    out["complete"] = r.complete;
    out["schemes"] = r.schemes;
}

void put(Json& out, const AttentionRecord& r) {
    put_if(out, "locked", r.locked);
    put_if(out, "idle", r.idle);
    put_if(out, "do_not_disturb", r.do_not_disturb);
    put_if(out, "fullscreen", r.fullscreen);
}

void put(Json& out, const CursorRecord& r) { out["cursor"] = r.cursor; }

void put(Json& out, const ReceiptRecord& r) {
    out["receipt"] = r.receipt;
    if (r.resident) out["resident"] = true;
}

void put(Json& out, const AnswerRecord& r) {
    out["nudge"] = r.nudge;
    out["answer"] = r.answer;
}

void put(Json& out, const ReplyRecord& r) {
    out["nudge"] = r.nudge;
    out["text"] = r.text;
    out["ref"] = r.ref;
    if (r.at) out["at"] = written(*r.at);
}

void put(Json& out, const RetractRecord& r) { out["ref"] = r.ref; }

void put(Json& out, const LogRecord& r) {
    out["level"] = r.level;
    out["text"] = r.text;
}

void put(Json& out, const ResultRecord& r) {
    out["ok"] = r.ok;
    if (!r.ok) {
        out["kind"] = to_word(r.kind);
        out["text"] = r.text;
    } else
        put_if(out, "text", r.text);
    if (r.rejected > 0) out["rejected"] = r.rejected;
}

void put(Json& out, const ConfinedRecord& r) {
    out["level"] = r.level;
    put_if(out, "text", r.text);
    if (!r.reached.empty()) out["reached"] = r.reached;
    if (!r.refused.empty()) out["refused"] = r.refused;
    if (r.kept != Kept::Fine) out["kept"] = to_word(r.kept);
}

/// The spelling of each type, in the order of Record's alternatives.
constexpr std::array<std::string_view, std::variant_size_v<Record>> kTypes{
    "touchpoint", "skipped", "busy", "person", "coverage", "attention", "cursor",
    "receipt",    "answer",  "log",  "result", "confined", "reply",     "retract"};

template <class R>
Result<Record> read_as(const Json& object, Mode mode) {
    Fields in(object, mode);
    (void)in.text("type");
    R record;
    read(in, record);
    if (auto fine = in.finish(); !fine) return std::unexpected(fine.error());
    if (auto fine = tidy(record); !fine) return std::unexpected(fine.error());
    return record;
}

template <std::size_t... Index>
Result<Record> read_type(std::string_view type, const Json& object, Mode mode,
                         std::index_sequence<Index...>) {
    std::optional<Result<Record>> out;
    (void)((type == kTypes.at(Index) &&
            (out.emplace(read_as<std::variant_alternative_t<Index, Record>>(object, mode)),
             true)) ||
           ...);
    if (out) return std::move(*out);
    return fail(fmt::format("`type` \"{}\" is not a record Kith knows", clean_line(type, 40)));
}

} // namespace

Result<Record> parse_record(std::string_view line, Mode mode) {
    if (line.size() > kMaxDatagram) return fail("a record may have at most 64 kB");
    const auto object = parse_json(line, 4);
    if (!object) return std::unexpected(object.error());
    if (!object->is_object()) return fail("a record must be one JSON object");
    return read_type(string_or(*object, "type", "touchpoint"), *object, mode,
                     std::make_index_sequence<std::variant_size_v<Record>>{});
}

Result<TouchpointRecord> parse_touchpoint(std::string_view line, Mode mode) {
    auto record = parse_record(line, mode);
    if (!record) return std::unexpected(record.error());
    if (auto* touchpoint = std::get_if<TouchpointRecord>(&*record)) return std::move(*touchpoint);
    return fail("only touchpoints may stand here, not other records");
}

std::string format_record(const Record& record) {
    Json out = Json::object();
    if (record.index() != 0) out["type"] = kTypes.at(record.index());
    std::visit([&out](const auto& r) { put(out, r); }, record);
    return to_line(out);
}

} // namespace kith::wire
