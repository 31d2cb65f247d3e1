// SPDX-License-Identifier: MIT
#include "core/config/docs/documents.hpp"

#include <fmt/format.h>

#include "base/json.hpp"
#include "core/config/docs/prose.hpp"
#include "core/config/table.hpp"

namespace kith::config {
namespace {

constexpr std::string_view kIdPattern = "^[a-z0-9][a-z0-9-]{0,63}$";
constexpr std::string_view kTimePattern = "^([01][0-9]|2[0-3]):[0-5][0-9]$";
constexpr std::string_view kDatePattern = "^([0-9]{4}|-)-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$";
constexpr std::string_view kCountPattern =
    "([0-9]+([.][0-9]+)?|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)";
constexpr std::string_view kUnitPattern = "(minutes?|min|hours?|h|days?|d|weeks?|w|months?|years?)";
constexpr int kLongestText = 1000;

Json text_schema() { return {{"type", {"string", "number"}}, {"maxLength", kLongestText}}; }

Json pattern_schema(std::string_view pattern) {
    return {{"type", "string"}, {"pattern", std::string{pattern}}};
}

std::string duration_pattern() { return fmt::format("^({} *)?{}$", kCountPattern, kUnitPattern); }

std::string rhythm_pattern() {
    return fmt::format(
        "^(every )?({0}((-| to |\u2013){0})? *)?{1}$|^(every )?(daily|weekly|fortnightly|"
        "monthly|yearly)$|^never$",
        kCountPattern, kUnitPattern);
}

/// A list, or one value that stands alone.
Json list_or_one(const Json& item) {
    return {{"anyOf", {item, {{"type", "array"}, {"items", item}, {"uniqueItems", true}}}}};
}

Json words_schema(const Key& key) {
    Json words = Json::array();
    for (const auto word : key.words) words.push_back(std::string{word});
    return {{"enum", std::move(words)}};
}

std::string definition(SectionId id) {
    const auto& path = section(id).path;
    if (path.empty()) return "file";
    auto name = heading(section(id));
    for (char& c : name)
        if (c == '.') c = '-';
    return name;
}

Json reference(SectionId id) { return {{"$ref", "#/$defs/" + definition(id)}}; }

Json number_schema(const Key& key) {
    return {{"type", key.type == Type::Integer ? "integer" : "number"},
            {"minimum", key.min},
            {"maximum", key.max}};
}

Json times_schema(const Key& key) {
    const auto time = pattern_schema(kTimePattern);
    return {{"anyOf",
             {time,
              {{"type", "array"},
               {"items", time},
               {"uniqueItems", true},
               {"minItems", static_cast<int>(key.min)},
               {"maxItems", static_cast<int>(key.max)}}}}};
}

Json days_schema() {
    return list_or_one({{"anyOf", {pattern_schema(kDatePattern), pattern_schema("[.]ics$")}}});
}

Json dates_schema() {
    return {{"type", "array"},
            {"items",
             {{"type", "object"},
              {"minProperties", 1},
              {"maxProperties", 2},
              {"properties", {{"lead", pattern_schema(duration_pattern())}}},
              {"additionalProperties", pattern_schema(kDatePattern)}}}};
}

Json settings_schema() {
    const Json secret{{"type", "object"},
                      {"properties", {{"secret", pattern_schema(kIdPattern)}}},
                      {"required", {"secret"}},
                      {"additionalProperties", false}};
    const Json list{{"type", "array"}, {"items", {{"type", {"string", "number"}}}}};
    const Json plain{{"type", {"string", "number", "boolean"}}};
    return {{"type", "object"}, {"additionalProperties", {{"anyOf", {plain, list, secret}}}}};
}

Json mapping_of(const Json& values, const Json& names) {
    return {{"type", "object"}, {"propertyNames", names}, {"additionalProperties", values}};
}

Json type_schema(const Key& key) {
    switch (key.type) {
    case Type::Text:
    case Type::Rule:
    case Type::Any: return text_schema();
    case Type::Id: return pattern_schema(kIdPattern);
    case Type::Word: return words_schema(key);
    case Type::Bool: return {{"type", "boolean"}};
    case Type::Integer:
    case Type::Number: return number_schema(key);
    case Type::Duration: return pattern_schema(duration_pattern());
    case Type::Rhythm: return pattern_schema(rhythm_pattern());
    case Type::Time: return pattern_schema(kTimePattern);
    case Type::Zone: return pattern_schema("^[A-Za-z0-9_+/-]+$");
    case Type::TextList: return list_or_one(text_schema());
    case Type::IdList: return list_or_one(pattern_schema(kIdPattern));
    case Type::WordList: return list_or_one(words_schema(key));
    case Type::Addresses: return list_or_one(pattern_schema("[@:]"));
    case Type::Times: return times_schema(key);
    case Type::Days: return days_schema();
    case Type::Steps: return list_or_one({{"anyOf", {text_schema(), reference(SectionId::Step)}}});
    case Type::Dates: return dates_schema();
    case Type::Satisfied:
        return {{"anyOf", {{{"enum", {"any", "all", "rotate"}}}, reference(SectionId::Quorum)}}};
    case Type::Mapping: return reference(key.section);
    case Type::List: return {{"type", "array"}, {"items", reference(key.section)}};
    case Type::Named: return mapping_of(reference(key.section), pattern_schema(kIdPattern));
    case Type::Texts: {
        auto out = mapping_of(text_schema(), {{"type", "string"}});
        out["minProperties"] = 1;
        return out;
    }
    case Type::Settings: return settings_schema();
    }
    return {};
}

Json key_schema(const Key& key) {
    auto out = type_schema(key);
    out["description"] =
        std::string{key.help} + (key.status == Status::Kept ? " Kept, not used yet." : "");
    if (!key.fallback.empty()) {
        const auto value = parse_json(key.fallback);
        out["default"] = value ? *value : Json(std::string{key.fallback});
    }
    return out;
}

Json section_schema(const Section& section) {
    Json properties = Json::object();
    Json required = Json::array();
    for (const auto& key : section.keys) {
        properties[std::string{key.name}] = key_schema(key);
        if (key.required) required.push_back(std::string{key.name});
    }
    Json out{{"type", "object"},
             {"description", std::string{section.help}},
             {"properties", std::move(properties)},
             {"additionalProperties", false}};
    if (!required.empty()) out["required"] = std::move(required);
    if (section.exactly_one) out["minProperties"] = out["maxProperties"] = 1;
    return out;
}

Json connections_file() {
    const auto one = reference(SectionId::Connection);
    const Json list{{"type", "array"}, {"items", one}};
    const Json wrapped{{"type", "object"},
                       {"properties", {{"connections", list}}},
                       {"required", {"connections"}},
                       {"additionalProperties", false}};
    return {{"description", "A file in connections/."}, {"anyOf", {one, list, wrapped}}};
}

} // namespace

std::string config_schema() {
    Json definitions = Json::object();
    for (const auto& section : sections())
        definitions[definition(section.id)] = section_schema(section);
    definitions["connections-file"] = connections_file();
    const Json out{
        {"$schema", "https://json-schema.org/draft/2020-12/schema"},
        {"title", "kith.yaml"},
        {"$comment", "Generated from the table in core/config by the target config-docs."},
        {"$ref", "#/$defs/file"},
        {"$defs", std::move(definitions)}};
    return out.dump(1) + "\n";
}

} // namespace kith::config
