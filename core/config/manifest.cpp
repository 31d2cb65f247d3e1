// SPDX-License-Identifier: MIT
#include "core/config/manifest.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/text.hpp"
#include "core/config/fields.hpp"
#include "core/config/setting_value.hpp"

namespace kith::config {
namespace {

/// In the order of SettingType; the table lists them too.
constexpr std::array<std::string_view, 11> kTypeWords{"string", "int",     "number",   "bool",
                                                      "path",   "url",     "list",     "duration",
                                                      "enum",   "address", "addresses"};

bool is_setting_key(std::string_view text) {
    return !text.empty() && text.size() <= 64 && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    });
}

/// `kith plugin info` prints it among lines of its own, which it must not be able to forge.
void must_be_a_line(Fields& fields, std::string_view key, const std::vector<std::string>& texts) {
    for (const auto& text : texts)
        if (clean_line(text, text.size()) != trim(text))
            return fields.error(*fields.find(key), key,
                                "this must be one line, without control characters or what "
                                "nobody sees");
}

void read_permissions(Reading& reading, std::string_view file, const Node& node, Permissions& out) {
    Fields fields(reading, file, SectionId::Permissions, "permissions", node);
    fields.read("network", out.network);
    fields.read("hosts", out.hosts);
    fields.read("discovery", out.discovery);
    fields.read("bus", out.bus);
    fields.read("system_bus", out.system_bus);
    fields.read("exec", out.exec);
    fields.read("paths", out.paths);
    must_be_a_line(fields, "bus", out.bus);
    must_be_a_line(fields, "system_bus", out.system_bus);
}

SettingSpec read_setting(Reading& reading, std::string_view file, const Node& node,
                         std::string path) {
    SettingSpec spec;
    Fields fields(reading, file, SectionId::Setting, std::move(path), node);
    fields.read("key", spec.key);
    fields.word("type", spec.type);
    fields.read("required", spec.required);
    fields.read("secret", spec.secret);
    fields.read("help", spec.help);
    fields.read("values", spec.values);
    fields.read("empty", spec.empty);
    must_be_a_line(fields, "help", {spec.help});
    must_be_a_line(fields, "values", spec.values);
    if (!spec.key.empty() && !is_setting_key(spec.key))
        fields.error(node, "key", "a setting's key is small letters, digits, - and _");
    if (spec.type == SettingType::Enum && spec.values.empty())
        fields.error(node, "values", "an enum needs its values");
    if (spec.empty && (spec.type != SettingType::String || spec.secret))
        fields.error(node, "empty", "only a string that is no secret may be empty");
    if (const auto* fallback = fields.find("default")) {
        auto value = to_setting(spec, *fallback);
        if (value)
            spec.fallback = std::move(*value);
        else
            fields.error(*fallback, "default", value.error().text);
    }
    if (spec.required && spec.fallback)
        fields.error(node, "required", "a setting with a default is never required");
    return spec;
}

SettingNeed read_need(Reading& reading, std::string_view file, const Node& node, std::string path,
                      const Manifest& manifest) {
    SettingNeed need;
    Fields fields(reading, file, SectionId::Need, std::move(path), node);
    fields.read("one_of", need.one_of);
    fields.read("with", need.with);
    fields.read("role", need.role);
    const auto must_exist = [&](std::string_view name, const std::string& key) {
        if (!manifest.setting(key))
            fields.error(node, name,
                         fmt::format("{} is not among the settings", clean_line(key, 60)));
    };
    if (fields.find("one_of") && need.one_of.empty())
        fields.error(node, "one_of", "name one setting at least");
    for (const auto& key : need.one_of) must_exist("one_of", key);
    if (!need.with.empty()) must_exist("with", need.with);
    if (!need.role.empty() && !manifest.has_role(need.role))
        fields.error(node, "role",
                     fmt::format("{} is not among the roles", clean_line(need.role, 60)));
    return need;
}

void check_whole(Fields& fields, const Manifest& manifest) {
    const auto must_exist = [&](std::string_view list, const std::vector<std::string>& keys) {
        for (const auto& key : keys)
            if (!manifest.setting(key))
                fields.error(*fields.find("permissions"), "permissions",
                             fmt::format("{} names the setting {}, which is not among the settings",
                                         list, key));
    };
    must_exist("paths", manifest.permissions.paths);
    must_exist("hosts", manifest.permissions.hosts);
    for (const auto& key : manifest.permissions.hosts)
        if (const auto* named = manifest.setting(key); named && named->type == SettingType::Path)
            fields.error(*fields.find("permissions"), "permissions",
                         fmt::format("hosts names the setting {}, which is a path", key));
    for (const auto& key : manifest.granting())
        if (manifest.setting(key)->fallback)
            fields.error(*fields.find("settings"), "settings",
                         fmt::format("the setting {} says what the plugin may reach, so it has no "
                                     "default: that is the person's to write",
                                     key));
    if (!manifest.permissions.network && !manifest.permissions.hosts.empty())
        fields.error(*fields.find("permissions"), "permissions",
                     "hosts needs `network: true` beside it");
    for (auto at = manifest.settings.begin(); at != manifest.settings.end(); ++at)
        if (std::any_of(manifest.settings.begin(), at,
                        [&](const SettingSpec& other) { return other.key == at->key; }))
            fields.error(*fields.find("settings"), "settings",
                         fmt::format("the setting {} stands here twice", at->key));
}

} // namespace

std::string_view to_word(SettingType type) { return kTypeWords.at(static_cast<std::size_t>(type)); }

bool Manifest::has_role(std::string_view role) const {
    return std::ranges::find(roles, role) != roles.end();
}

bool Manifest::is_given(const PluginInstance& instance, std::string_view role) const {
    const auto given = [&](const std::string& key) {
        if (instance.secret_refs.contains(key)) return true;
        const auto found = instance.settings.find(key);
        if (found == instance.settings.end()) return false;
        const auto* text = std::get_if<std::string>(&found->second);
        return !text || !trim(*text).empty();
    };
    return std::ranges::all_of(needs, [&](const SettingNeed& need) {
        return need.role != role || (!need.with.empty() && !given(need.with)) ||
               std::ranges::any_of(need.one_of, given);
    });
}

const SettingSpec* Manifest::setting(std::string_view key) const {
    const auto found = std::ranges::find(settings, key, &SettingSpec::key);
    return found == settings.end() ? nullptr : &*found;
}

std::vector<std::string> Manifest::granting() const {
    std::vector<std::string> out;
    const auto among = [](const std::vector<std::string>& keys, const std::string& key) {
        return std::ranges::find(keys, key) != keys.end();
    };
    for (const auto& spec : settings) {
        const bool host = permissions.network &&
                          (spec.type == SettingType::Url || among(permissions.hosts, spec.key));
        if (host || among(permissions.paths, spec.key)) out.push_back(spec.key);
    }
    return out;
}

ParsedManifest parse_manifest(std::string_view file, std::string_view text) {
    ParsedManifest out;
    auto tree = read_yaml(file, text);
    Reading reading;
    reading.problems = std::move(tree.problems);
    if (tree.root) {
        Fields fields(reading, file, SectionId::Manifest, "", *tree.root);
        if (tree.root->kind == Node::Kind::Null)
            fields.error(*tree.root, "name", "this manifest is empty");
        auto& manifest = out.manifest;
        fields.read("name", manifest.name);
        fields.read("version", manifest.version);
        fields.read("abi", manifest.abi);
        fields.read("summary", manifest.summary);
        fields.read("roles", manifest.roles);
        must_be_a_line(fields, "version", {manifest.version});
        must_be_a_line(fields, "summary", {manifest.summary});
        if (const auto* node = fields.find("permissions"))
            read_permissions(reading, file, *node, manifest.permissions);
        int index = 0;
        for (const auto* node : fields.items("settings"))
            manifest.settings.push_back(
                read_setting(reading, file, *node, fmt::format("settings[{}]", index++)));
        index = 0;
        for (const auto* node : fields.items("needs"))
            manifest.needs.push_back(
                read_need(reading, file, *node, fmt::format("needs[{}]", index++), manifest));
        check_whole(fields, manifest);
    }
    out.problems = std::move(reading.problems);
    return out;
}

} // namespace kith::config
