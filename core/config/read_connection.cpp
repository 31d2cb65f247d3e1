// SPDX-License-Identifier: MIT
#include "core/config/read_connection.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/text.hpp"
#include "core/calendar/civil.hpp"
#include "core/calendar/rule_words.hpp"
#include "core/config/duration.hpp"
#include "core/config/fields.hpp"
#include "core/config/values.hpp"

namespace kith::config {
namespace {

constexpr std::size_t kLongestSlug = 64, kLongestRule = 60;
constexpr auto kLongestLead = std::chrono::days{60};

std::string slug(std::string_view text) {
    std::string out;
    for (const char c : lower_ascii(text)) {
        const auto byte = static_cast<unsigned char>(c);
        const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || byte >= 0x80;
        if (plain)
            out += c;
        else if (!out.empty() && out.back() != '-')
            out += '-';
    }
    while (out.ends_with('-')) out.pop_back();
    while (out.size() > kLongestSlug || !is_utf8(out)) out.pop_back();
    return out.empty() ? "step" : out;
}

Step step_called(const std::string& text) {
    for (const auto& step : built_in_steps())
        if (text == step.name || text == step.text) return step;
    return {slug(text), text, 1, Channel::Message};
}

void read_step(Fields& parent, const Node& node, std::vector<Step>& out) {
    if (node.kind != Node::Kind::Map) {
        const auto text = to_text(parent.key("steps"), node);
        if (text)
            out.push_back(step_called(*text));
        else
            parent.error(node, "steps", text.error().text);
        return;
    }
    Fields fields(parent.reading(), parent.file(), SectionId::Step, parent.path("steps"), node);
    std::string text;
    fields.read("do", text);
    Step step = step_called(text);
    fields.read("cost", step.cost);
    fields.word("channel", step.channel);
    if (!text.empty()) out.push_back(std::move(step));
}

void read_date(Fields& parent, const Node& node, std::vector<DateEntry>& out) {
    DateEntry date;
    bool found = false;
    for (const auto& entry : node.entries) {
        if (entry.key == "lead") {
            const auto lead = entry.value.kind == Node::Kind::Scalar
                                  ? parse_duration(entry.value.text)
                                  : Result<std::chrono::minutes>{fail("write it like 2 days")};
            if (!lead)
                parent.error(entry.value, "dates", lead.error().text);
            else if (*lead > kLongestLead)
                parent.error(entry.value, "dates", "a lead of more than 60 days is too long");
            else
                date.lead_days =
                    static_cast<int>(std::chrono::duration_cast<std::chrono::days>(*lead).count());
            continue;
        }
        if (found) {
            parent.error(entry.value, "dates",
                         "one date an entry; begin the next with a hyphen of its own");
            continue;
        }
        found = true;
        const auto day = to_date(entry.value);
        if (!day) {
            parent.error(entry.value, "dates", day.error().text);
            continue;
        }
        date.label = clean_line(entry.key, 60);
        if (day->year != 0) date.year = day->year;
        date.month = day->month;
        date.day = day->day;
    }
    if (!found)
        parent.error(node, "dates", expected(parent.key("dates"), node));
    else
        out.push_back(std::move(date));
}

void read_satisfied(Fields& fields, Connection& out) {
    const auto* node = fields.find("satisfied_by");
    if (!node) return;
    if (out.circle != Circle::Group)
        fields.warn(*node, "satisfied_by",
                    "only what is in `circle: group` has members to meet, so this does nothing");
    if (node->kind == Node::Kind::Map) {
        Fields quorum(fields.reading(), fields.file(), SectionId::Quorum,
                      fields.path("satisfied_by"), *node);
        quorum.read("quorum", out.quorum);
        out.satisfied_by = SatisfiedBy::Quorum;
        return;
    }
    static constexpr std::array<std::string_view, 3> kWords{"any", "all", "rotate"};
    const auto found = std::ranges::find(kWords, node->text);
    if (node->kind != Node::Kind::Scalar || found == kWords.end())
        fields.error(*node, "satisfied_by", expected(fields.key("satisfied_by"), *node));
    else
        out.satisfied_by = static_cast<SatisfiedBy>(found - kWords.begin());
}

void read_meets(Fields& fields, Connection& out) {
    const auto* node = fields.find("meets");
    if (!node) return;
    Meets meets;
    Fields inner(fields.reading(), fields.file(), SectionId::Meets, fields.path("meets"), *node);
    inner.read("rule", meets.rule);
    inner.read("from", meets.from);
    inner.read("to", meets.to);
    read_since(inner, meets.rule, meets.since);
    if (out.circle != Circle::Group)
        fields.warn(*node, "meets",
                    "only what is in `circle: group` meets, so this does nothing; write a ritual "
                    "with them, which counts as contact once it has passed");
    out.meets = std::move(meets);
}

void read_every(Fields& fields, Connection& out) {
    const auto* node = fields.find("every");
    if (!node) return;
    if (node->kind != Node::Kind::Scalar) {
        fields.error(*node, "every", expected(fields.key("every"), *node));
        return;
    }
    auto rhythm = parse_rhythm(node->text);
    if (!rhythm) fields.error(*node, "every", rhythm.error().text);
    const bool lapses = !default_for(fields.key("every"), out.circle).empty();
    if (rhythm && (rhythm->never || lapses)) out.every = *rhythm;
    if (rhythm && !rhythm->never && !lapses)
        fields.warn(*node, "every",
                    fmt::format("the circle {} has no rhythm, so this changes nothing",
                                kith::to_word(out.circle)));
}

void read_flags(Fields& fields, Connection& out) {
    fields.read("kin", out.kin);
    fields.read("confidant", out.confidant);
    fields.read("nervous", out.nervous);
    fields.read("deeper", out.deeper);
    fields.read("buddy", out.buddy);
    fields.read("lean_on", out.lean_on);
    fields.read("discreet", out.discreet);
    fields.word("importance", out.importance);
    fields.word("access", out.access);
    fields.word("direction", out.direction);
    fields.word("keeps_alive_by", out.keeps_alive_by);
    fields.word("state", out.state);
}

void read_people(Fields& fields, Connection& out) {
    fields.read("members", out.members);
    fields.mention("members", IdKind::Connection);
    fields.read("bridge_to", out.bridge_to);
    fields.mention("bridge_to", IdKind::Connection);
    if (const auto* node = fields.find("members"); node && out.circle != Circle::Group)
        fields.error(*node, "members",
                     "only a group has members; write `circle: group`, or take this out");
    if (std::ranges::find(out.members, out.id) != out.members.end())
        fields.error(*fields.find("members"), "members", "a group cannot be a member of itself");
}

std::string name_from_id(std::string id) {
    if (!id.empty() && id.front() >= 'a' && id.front() <= 'z')
        id.front() = static_cast<char>(id.front() - 'a' + 'A');
    return id;
}

} // namespace

std::vector<Address> read_addresses(Fields& fields, std::string_view name) {
    std::vector<Address> out;
    for (const auto* item : fields.items(name)) {
        const auto text = to_text(fields.key(name), *item);
        const auto address = text ? parse_address(*text) : std::unexpected(text.error());
        if (!address)
            fields.error(*item, name, address.error().text);
        else if (std::ranges::find(out, *address) != out.end())
            fields.error(*item, name, "this address stands here twice");
        else
            out.push_back(*address);
    }
    return out;
}

std::vector<std::string> read_days(Fields& fields, std::string_view name, bool or_ics) {
    std::vector<std::string> out;
    for (const auto* item : fields.items(name)) {
        const bool ics = or_ics && item->kind == Node::Kind::Scalar && item->text.ends_with(".ics");
        const auto day = to_date(*item);
        if (ics)
            fields.warn(*item, std::string{name},
                        "a calendar file is kept, not used yet; dates written here are");
        if (!ics && !day)
            fields.error(*item, name, day.error().text);
        else
            out.push_back(item->text);
    }
    return out;
}

void read_since(Fields& fields, const std::string& rule, std::string& out) {
    fields.read("since", out);
    const auto* written = fields.find("since");
    if (!out.empty() && !calendar::parse_date(out)) {
        fields.error(*written, "since", "write it like 2026-03-07");
        out.clear();
        return;
    }
    const auto parsed = calendar::parse_rule(rule);
    if (!out.empty() || written || !parsed || !calendar::needs_since(*parsed)) return;
    fields.error(*fields.find("rule"), "since",
                 fmt::format("\"{}\" is counted from a day it fell on; write one such day beside "
                             "it, like since: 2026-03-07",
                             clean_line(rule, kLongestRule)));
}

Connection read_connection(Reading& reading, std::string_view file, const Node& node,
                           const std::string& path) {
    Connection out;
    const auto* id = node.find("id");
    const bool named = id && id->value.kind == Node::Kind::Scalar && is_id(id->value.text);
    Fields fields(reading, file, SectionId::Connection,
                  named ? "connections." + id->value.text : path, node);
    fields.read("id", out.id);
    if (id && !out.id.empty())
        reading.declare(IdKind::Connection, out.id, fields.place(id->value), fields.path("id"));
    fields.read("name", out.name);
    if (out.name.empty()) out.name = name_from_id(out.id);
    fields.word("circle", out.circle);
    fields.of(out.circle);
    if (out.circle == Circle::NewFriend) out.counts = Counts::Voice;
    fields.word("counts", out.counts);
    read_every(fields, out);
    out.addresses = read_addresses(fields, "addresses");
    fields.read("also_called", out.also_called);
    fields.read("support", out.support);
    if (fields.find("feels")) {
        out.feels = Feels::Mixed;
        fields.word("feels", *out.feels);
    }
    for (const auto* step : fields.items("steps")) read_step(fields, *step, out.steps);
    for (const auto* date : fields.items("dates")) read_date(fields, *date, out.dates);
    fields.read("timezone", out.timezone);
    fields.read("why", out.why);
    fields.read("place", out.place);
    fields.read("label", out.label);
    read_flags(fields, out);
    // A walk that a preset suggests is none with somebody far away; one the person wrote may be.
    if (out.access == Access::Remote && !fields.is_written("steps"))
        std::erase_if(out.steps, [](const Step& s) { return s.channel == Channel::Together; });
    out.remember_on = read_days(fields, "remember_on", false);
    read_meets(fields, out);
    read_people(fields, out);
    read_satisfied(fields, out);
    return out;
}

} // namespace kith::config
