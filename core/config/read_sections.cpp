// SPDX-License-Identifier: MIT
#include "core/config/read_sections.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "core/calendar/civil.hpp"
#include "core/config/countries.hpp"
#include "core/config/fields.hpp"
#include "core/config/presets.hpp"
#include "core/config/read_connection.hpp"
#include "core/config/read_plugin.hpp"

namespace kith::config {
namespace {

const Node& nothing() {
    static const Node node;
    return node;
}

/// The section's mapping, or an empty one where it is not written.
Fields inner(Fields& parent, std::string_view name, SectionId id) {
    const auto* node = parent.find(name);
    return {parent.reading(), parent.file(), id, parent.path(name), node ? *node : nothing()};
}

/// What is no country is left out: the page then has every number there is.
void read_country(Fields& fields, std::string& out) {
    fields.read("country", out);
    const auto* node = fields.find("country");
    if (!node || out.empty()) return;
    auto code = out;
    for (auto& c : code)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (is_country(code)) return;
    const auto meant = country_meant(out);
    fields.error(*node, "country",
                 fmt::format("{} is no country's two letters (ISO 3166){}", clean_line(out, 40),
                             meant.empty() ? "" : fmt::format("; did you mean {}?", meant)));
    out.clear();
}

void read_you(Fields& parent, You& out) {
    auto fields = inner(parent, "you", SectionId::You);
    fields.read("name", out.name);
    out.addresses = read_addresses(fields, "addresses");
    fields.read("timezone", out.timezone);
    fields.word("usual_energy", out.usual_energy);
    fields.read("reach_for_me", out.reach_for_me);
    read_country(fields, out.country);
}

void read_slots(Fields& fields, std::vector<TimeOfDay>& out) {
    const auto* node = fields.find("slots");
    if (!node) return;
    std::vector<TimeOfDay> slots;
    for (const auto* item : fields.items("slots")) {
        const auto time = to_minutes(fields.key("slots"), *item);
        if (!time)
            fields.error(*item, "slots", time.error().text);
        else if (!slots.empty() && *time <= slots.back())
            fields.error(*item, "slots", "slots go from early to late, each time once");
        else
            slots.push_back(*time);
    }
    const auto& row = fields.key("slots");
    if (node->kind == Node::Kind::List && (node->items.size() < static_cast<std::size_t>(row.min) ||
                                           node->items.size() > static_cast<std::size_t>(row.max)))
        fields.error(*node, "slots", "one to six slots fit into a day");
    if (!slots.empty()) out = std::move(slots);
}

/// Such a slot can never open: worth a word, though nothing is wrong.
void check_slots(Fields& fields, const Hours& hours) {
    const auto quiet = [&](TimeOfDay at) {
        if (hours.quiet_from == hours.quiet_to) return false; // such a day is never quiet
        return hours.quiet_from < hours.quiet_to ? at >= hours.quiet_from && at < hours.quiet_to
                                                 : at >= hours.quiet_from || at < hours.quiet_to;
    };
    const auto* node = fields.find("slots");
    for (const auto slot : hours.slots)
        if (quiet(slot))
            fields.warn(
                node ? *node : fields.node(), "slots",
                fmt::format("the slot at {:02}:{:02} begins in quiet hours; it can only open "
                            "if they end while it lasts",
                            slot.count() / 60, slot.count() % 60));
}

void read_hours(Fields& parent, Hours& out) {
    auto fields = inner(parent, "hours", SectionId::Hours);
    read_slots(fields, out.slots);
    fields.read("open_for", out.open_for);
    auto quiet = inner(fields, "quiet", SectionId::Quiet);
    quiet.read("from", out.quiet_from);
    quiet.read("to", out.quiet_to);
    quiet.read("weekend_to", out.quiet_weekend_to);
    check_slots(fields, out);
}

void read_reflection(Fields& parent, Reflection& out) {
    auto fields = inner(parent, "reflection", SectionId::Reflection);
    fields.word("day", out.weekday);
    fields.read("at", out.at);
    fields.read("by", out.by);
    fields.mention("by", IdKind::Plugin, "deliver");
}

void read_policy(Fields& parent, PolicyBlock& out) {
    auto fields = inner(parent, "policy", SectionId::Policy);
    fields.read("f", out.f);
    fields.read("f_kin", out.f_kin);
    fields.read("far", out.far);
    fields.read("dormant", out.dormant);
    fields.read("theta", out.theta);
    fields.read("load", out.load);
    fields.read("jitter", out.jitter);
    fields.read("settle_h", out.settle_h);
    fields.read("settle_max_days", out.settle_max_days);
    fields.read("after_social_h", out.after_social_h);
    fields.read("stale_h", out.stale_h);
    int margin = static_cast<int>(out.event_margin.count());
    fields.read("event_margin_min", margin);
    out.event_margin = std::chrono::minutes{margin};
    if (out.dormant <= out.far)
        fields.error(fields.node(), "dormant",
                     fmt::format("this has to be more than far, which is {:g}", out.far));
}

void read_budget(Fields& parent, BudgetBlock& out) {
    auto fields = inner(parent, "budget", SectionId::Budget);
    fields.read("min_gap_h", out.min_gap_h);
    fields.read("per_7d", out.per_7d);
    fields.read("per_cycle", out.per_cycle);
    fields.read("goal_gap_min_d", out.goal_gap_min_d);
    fields.read("goal_gap_share", out.goal_gap_share);
    fields.read("kind_share", out.kind_share);
    fields.read("outstanding", out.outstanding);
    fields.read("micro_7d", out.micro_7d);
}

void read_response(Fields& parent, ResponseBlock& out) {
    auto fields = inner(parent, "response", SectionId::Response);
    fields.read("expire_h", out.expire_h);
    fields.read("engaged_h", out.engaged_h);
    fields.read("snoozes_per_cycle", out.snoozes_per_cycle);
    fields.read("ignore_limit", out.ignore_limit);
    fields.read("ambient_after_ignored", out.ambient_after_ignored);
}

void read_modes(Fields& parent, Settings& out) {
    auto modes = inner(parent, "modes", SectionId::Modes);
    modes.read("energy_ttl_d", out.modes.energy_ttl_d);
    modes.read("hard_week_d", out.modes.hard_week_d);
    modes.read("resume_half_budget_d", out.modes.resume_half_budget_d);
    auto honest = inner(parent, "honest_check", SectionId::HonestCheck);
    honest.read("withhold", out.withhold);
}

void read_rituals(Fields& parent, std::vector<Ritual>& out) {
    int index = 0;
    for (const auto* node : parent.items("rituals")) {
        Fields fields(parent.reading(), parent.file(), SectionId::Ritual,
                      fmt::format("rituals[{}]", index++), *node);
        Ritual ritual;
        fields.read("id", ritual.id);
        if (!ritual.id.empty())
            parent.reading().declare(IdKind::Ritual, ritual.id, fields.place(*fields.find("id")),
                                     fields.path("id"));
        fields.read("with", ritual.with);
        fields.mention("with", IdKind::Connection);
        fields.read("rule", ritual.rule);
        fields.read("from", ritual.from);
        fields.read("to", ritual.to);
        read_since(fields, ritual.rule, ritual.since);
        fields.read("place", ritual.place);
        fields.read("calendar", ritual.calendar);
        out.push_back(std::move(ritual));
    }
}

void read_version(Fields& fields) {
    const auto* node = fields.find("version");
    if (!node) return;
    const auto version = to_number({.name = "version", .type = Type::Number, .max = 1e6}, *node);
    if (!version || *version != 1)
        fields.error(*node, "version",
                     version
                         ? fmt::format("this Kith reads version 1, and this is version {:g}; was "
                                       "it written for a newer Kith?",
                                       *version)
                         : "write version: 1 here, without quotes");
}

/// Before everything else: it stands for what is not written.
void read_preset(Fields& fields) {
    std::size_t which = kPresetWords.size();
    fields.word("preset", which);
    if (which == kPresetWords.size()) return;
    const auto* node = fields.find("preset");
    fields.reading().preset = ActivePreset{kPresetWords.at(which), node->line, node->col};
}

void no_mapping(Fields& fields) {
    if (fields.node().kind == Node::Kind::Null)
        fields.error(fields.node(), "version",
                     "this file says nothing yet; begin it with version: 1");
}

void read_connections(Fields& fields, Settings& out) {
    int index = 0;
    for (const auto* node : fields.items("connections"))
        out.connections.push_back(read_connection(fields.reading(), fields.file(), *node,
                                                  fmt::format("connections[{}]", index++)));
}

} // namespace

void read_file(Reading& reading, std::string_view file, const Node& root, Settings& out) {
    Fields fields(reading, file, SectionId::File, "", root);
    if (root.kind != Node::Kind::Map) return no_mapping(fields);
    read_version(fields);
    read_preset(fields);
    read_you(fields, out.you);
    fields.word("pace", out.pace);
    fields.read("ideas", out.ideas);
    read_hours(fields, out.hours);
    fields.read("deliver", out.deliver);
    fields.mention("deliver", IdKind::Plugin, "deliver");
    fields.read("speak", out.speak);
    read_reflection(fields, out.reflection);
    fields.read("language", out.language);
    out.silent_days = read_days(fields, "silent_days", true);
    read_connections(fields, out);
    read_rituals(fields, out.rituals);
    read_plugins(fields, out.plugins);
    read_secrets(fields, out.secrets);
    read_policy(fields, out.policy);
    read_budget(fields, out.budget);
    read_response(fields, out.response);
    read_modes(fields, out);
}

void read_connections_file(Reading& reading, std::string_view file, const Node& root,
                           Settings& out) {
    const auto add = [&](const Node& node, const std::string& path) {
        out.connections.push_back(read_connection(reading, file, node, path));
    };
    if (root.kind == Node::Kind::Null)
        return reading.warn({std::string{file}, root.line, root.col}, "connections",
                            "nobody is in this file, so it changes nothing");
    if (root.kind == Node::Kind::Map && !root.find("connections"))
        return add(root, "connections[0]");
    const Node* list = &root;
    if (root.kind == Node::Kind::Map) {
        for (const auto& entry : root.entries) {
            if (entry.key == "connections")
                list = &entry.value;
            else
                reading.error(
                    {std::string{file}, entry.line, entry.col}, clean_line(entry.key, 60),
                    "a file in connections/ holds only connections; this belongs in kith.yaml");
        }
    }
    if (list->kind != Node::Kind::List) {
        reading.error({std::string{file}, list->line, list->col}, "connections",
                      "expected one connection, a list of them, or `connections:` with a list");
        return;
    }
    int index = 0;
    for (const auto& node : list->items) add(node, fmt::format("connections[{}]", index++));
}

} // namespace kith::config
