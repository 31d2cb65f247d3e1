// SPDX-License-Identifier: MIT
#include "core/config/effective.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/config/presets.hpp"
#include "core/config/table.hpp"

namespace kith::config {
namespace {

Effective of_key(const Origins& origins, const std::string& path, SectionId id, const Key& key,
                 Circle circle = Circle::Close) {
    const auto preset = origins.find("preset");
    const auto* set = preset == origins.end()
                          ? nullptr
                          : preset_value(preset->second.value, id, key.name, circle);
    Effective out;
    out.kept = key.status == Status::Kept;
    if (const auto found = origins.find(path); found != origins.end()) {
        out.value = found->second.value;
        out.from = format(found->second.place);
    } else if (set) {
        out.value = set->value;
        out.from = fmt::format("preset {}", preset->second.value);
    } else {
        out.value = key.fallback;
        out.from = "default";
    }
    return out;
}

std::string step_names(const std::vector<Step>& steps) {
    std::vector<std::string_view> names;
    for (const auto& step : steps) names.push_back(step.name);
    return fmt::format("[{}]", fmt::join(names, ", "));
}

void add_section(const Origins& origins, SectionId id, const std::string& path,
                 std::vector<Effective>& out) {
    for (const auto& key : section(id).keys) {
        const auto full =
            path.empty() ? std::string{key.name} : fmt::format("{}.{}", path, key.name);
        if (key.type == Type::List || key.type == Type::Named) continue;
        if (key.type == Type::Mapping) {
            add_section(origins, key.section, full, out);
            continue;
        }
        auto row = of_key(origins, full, id, key);
        row.key = full;
        out.push_back(std::move(row));
    }
}

} // namespace

std::vector<Effective> effective(const Origins& origins, const Connection& connection) {
    std::vector<Effective> out;
    for (const auto& key : section(SectionId::Connection).keys) {
        auto row = of_key(origins, fmt::format("connections.{}.{}", connection.id, key.name),
                          SectionId::Connection, key, connection.circle);
        row.key = key.name;
        if (row.from == "default") {
            const auto own = circle_default(key, connection.circle);
            if (!own.empty()) {
                row.value = own;
                row.from = fmt::format("circle {}", kith::to_word(connection.circle));
            } else if (key.name == "name")
                row.value = connection.name;
        }
        // What a preset suggests and this one has no use for is not in force.
        if (key.name == "steps" && row.from.starts_with("preset "))
            row.value = step_names(connection.steps);
        out.push_back(std::move(row));
    }
    return out;
}

std::vector<Effective> effective(const Origins& origins) {
    std::vector<Effective> out;
    add_section(origins, SectionId::File, "", out);
    return out;
}

} // namespace kith::config
