// SPDX-License-Identifier: MIT
#include "core/config/read_plugin.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "core/config/setting_value.hpp"

namespace kith::config {
namespace {

/// A manifest's sentence as the end of one of ours.
std::string_view as_reason(std::string_view help) {
    return help.ends_with('.') ? help.substr(0, help.size() - 1) : help;
}

/// The manifest of the plugin named here, or null after having said what is wrong.
const Manifest* manifest_of(Fields& fields, const std::string& plugin) {
    const auto* manifests = fields.reading().manifests;
    if (plugin.empty() || !manifests) return nullptr;
    if (const auto found = manifests->find(plugin); found != manifests->end())
        return &found->second;
    std::vector<std::string_view> names;
    for (const auto& [name, manifest] : *manifests) names.push_back(name);
    const auto near = nearest(plugin, names);
    auto reason = fmt::format("there is no plugin {}; `kith plugin list` shows what there is{}",
                              clean_line(plugin, 60),
                              near.empty() ? "" : fmt::format("; did you mean {}?", near));
    if (fields.reading().absent_plugins_pass)
        fields.warn(*fields.find("plugin"), "plugin", std::move(reason));
    else
        fields.error(*fields.find("plugin"), "plugin", std::move(reason));
    return nullptr;
}

/// One mapping of settings while it is read.
struct SettingsReader {
    Reading& reading;
    std::string_view file;
    std::string path; ///< full key of the mapping
    const Manifest* manifest;
    PluginInstance& out;

    [[nodiscard]] Place place(const Node& node) const {
        return {std::string{file}, node.line, node.col};
    }
    [[nodiscard]] std::string key(std::string_view name) const {
        return path.empty() ? clean_line(name, 60) : path + "." + clean_line(name, 60);
    }

    void secret(const Entry& entry) {
        const auto* name = entry.value.find("secret");
        if (entry.value.kind != Node::Kind::Map || entry.value.entries.size() != 1 || !name ||
            name->value.kind != Node::Kind::Scalar) {
            reading.error(
                place(entry.value), key(entry.key),
                "this is a secret; write {secret: NAME} and say under `secrets:` where NAME "
                "comes from");
            return;
        }
        out.secret_refs[entry.key] = name->value.text;
        reading.mentions.push_back(
            {IdKind::Secret, name->value.text, key(entry.key), {}, place(name->value)});
    }

    [[nodiscard]] bool is_path(const SettingSpec& spec) const {
        return spec.type == SettingType::Path ||
               std::ranges::find(manifest->permissions.paths, spec.key) !=
                   manifest->permissions.paths.end();
    }

    /// A text that is a number only by its look would be taken as the name of a file.
    static bool has_number(const Node& node) {
        SettingSpec number;
        number.type = SettingType::Number;
        return std::ranges::any_of(node.items, has_number) ||
               (node.kind == Node::Kind::Scalar && !node.quoted && to_setting(number, node));
    }

    void unknown(const Entry& entry) {
        std::vector<std::string_view> names;
        for (const auto& spec : manifest->settings) names.push_back(spec.key);
        const auto near = nearest(entry.key, names);
        reading.error({std::string{file}, entry.line, entry.col}, key(entry.key),
                      fmt::format("the plugin {} has no such setting{}", manifest->name,
                                  near.empty() ? fmt::format("; `kith plugin info {}` lists them",
                                                             manifest->name)
                                               : fmt::format("; did you mean {}?", near)));
    }

    void entry(const Entry& entry) {
        const auto* spec = manifest ? manifest->setting(entry.key) : nullptr;
        if (manifest && !spec) return unknown(entry);
        if (spec ? spec->secret : entry.value.find("secret") != nullptr) return secret(entry);
        if (entry.value.kind == Node::Kind::Null) {
            reading.error(place(entry.value), key(entry.key),
                          "no value follows; write one, or take the line out");
            return;
        }
        if (!path.empty())
            reading.origins.insert_or_assign(key(entry.key), Origin{"", place(entry.value)});
        if (spec && is_path(*spec) && has_number(entry.value)) {
            reading.error(place(entry.value), key(entry.key),
                          "expected a folder or file, but this is a number; put it in quotes if "
                          "that is its name");
            return;
        }
        auto value = spec ? to_setting(*spec, entry.value) : to_setting_by_look(entry.value);
        if (!value)
            reading.error(place(entry.value), key(entry.key), value.error().text);
        else
            out.settings[entry.key] = std::move(*value);
    }

    /// What was not written: required or with a default.
    void absent(const Node* node, const Node& at) {
        if (!manifest) return;
        for (const auto& spec : manifest->settings) {
            if (node && node->find(spec.key)) continue;
            if (spec.required)
                reading.error(place(at), key(spec.key),
                              fmt::format("the plugin {} needs this setting: {}", manifest->name,
                                          as_reason(spec.help.empty() ? spec.key : spec.help)));
            if (spec.fallback) out.settings[spec.key] = *spec.fallback;
        }
    }
};

bool is_given(const Node* node, std::string_view key) {
    const auto* entry = node ? node->find(key) : nullptr;
    return entry && !(entry->value.kind == Node::Kind::Scalar && trim(entry->value.text).empty());
}

std::string reason_of(const SettingNeed& need, const Manifest& manifest, std::string_view who) {
    const auto* only = need.one_of.size() == 1 ? manifest.setting(need.one_of.front()) : nullptr;
    return fmt::format("{}{} needs {} {}{}{}", need.role.empty() ? "the plugin " : "", who,
                       only ? "the setting" : "one of the settings", fmt::join(need.one_of, ", "),
                       need.with.empty() ? "" : " beside " + need.with,
                       need.role.empty() ? "" : " to " + need.role) +
           (only && !only->help.empty() ? fmt::format(": {}", as_reason(only->help)) : "");
}

/// The needs that are not met: those of a role are told where the role is asked for.
void check_needs(SettingsReader& reader, const Node* node, const Node& at) {
    if (!reader.manifest) return;
    const auto& manifest = *reader.manifest;
    for (const auto& need : manifest.needs) {
        if (!need.with.empty() && !is_given(node, need.with)) continue;
        if (std::ranges::any_of(need.one_of, [&](const auto& key) { return is_given(node, key); }))
            continue;
        if (!need.role.empty()) {
            reader.reading.lacks[reader.out.id].push_back(
                {need.role, reason_of(need, manifest, reader.out.id)});
            continue;
        }
        const auto* with = need.with.empty() ? nullptr : node->find(need.with);
        const auto place =
            with ? Place{std::string{reader.file}, with->line, with->col} : reader.place(at);
        reader.reading.error(place, reader.key(need.one_of.front()),
                             reason_of(need, manifest, manifest.name));
    }
}

void read_settings(Fields& fields, const Manifest* manifest, PluginInstance& out) {
    const auto* node = fields.find("settings");
    if (node && node->kind != Node::Kind::Map) {
        fields.error(*node, "settings", expected(fields.key("settings"), *node));
        return;
    }
    SettingsReader reader{fields.reading(), fields.file(), fields.path("settings"), manifest, out};
    if (node)
        for (const auto& entry : node->entries) reader.entry(entry);
    reader.absent(node, node ? *node : fields.node());
    check_needs(reader, node, node ? *node : fields.node());
}

SecretSource read_secret(Fields& fields) {
    SecretSource out;
    const auto text = [&](std::string_view name, SecretSource::Kind kind) {
        if (!fields.find(name)) return;
        out.kind = kind;
        fields.read(name, out.name);
    };
    text("credential", SecretSource::Kind::Credential);
    text("gnome", SecretSource::Kind::Gnome);
    text("file", SecretSource::Kind::File);
    if (fields.find("command")) {
        out.kind = SecretSource::Kind::Command;
        fields.read("command", out.command);
    }
    if (const auto* node = fields.find("keyring")) {
        out.kind = SecretSource::Kind::Keyring;
        if (node->kind != Node::Kind::Map || node->entries.empty())
            fields.error(*node, "keyring", expected(fields.key("keyring"), *node));
        for (const auto& entry : node->entries) {
            if (entry.value.kind == Node::Kind::Scalar)
                out.lookup[entry.key] = entry.value.text;
            else
                fields.error(entry.value, "keyring", "each attribute is one text");
        }
    }
    return out;
}

} // namespace

void read_plugins(Fields& parent, std::vector<PluginInstance>& out) {
    int index = 0;
    for (const auto* node : parent.items("plugins")) {
        const auto* id = node->find("id");
        const bool named = id && id->value.kind == Node::Kind::Scalar && is_id(id->value.text);
        Fields fields(parent.reading(), parent.file(), SectionId::Plugin,
                      named ? "plugins." + id->value.text : fmt::format("plugins[{}]", index),
                      *node);
        ++index;
        PluginInstance instance;
        fields.read("id", instance.id);
        if (!instance.id.empty())
            parent.reading().declare(IdKind::Plugin, instance.id, fields.place(id->value),
                                     fields.path("id"));
        fields.read("plugin", instance.plugin);
        fields.read("trust", instance.trust);
        int sandbox = 0;
        fields.word("sandbox", sandbox);
        instance.best_effort_sandbox = sandbox == 1;
        const auto* manifest = manifest_of(fields, instance.plugin);
        if (manifest)
            for (const auto& role : manifest->roles)
                parent.reading().roles[instance.id].push_back(role);
        read_settings(fields, manifest, instance);
        out.push_back(std::move(instance));
    }
}

void read_settings_of(Reading& reading, std::string_view file, const Node& node,
                      const Manifest& manifest, PluginInstance& out) {
    SettingsReader reader{reading, file, "", &manifest, out};
    if (node.kind != Node::Kind::Map && node.kind != Node::Kind::Null)
        reading.error(reader.place(node), "settings",
                      "expected keys and values, one setting a line");
    for (const auto& entry : node.entries) reader.entry(entry);
    reader.absent(&node, node);
    check_needs(reader, &node, node);
}

void read_secrets(Fields& parent, std::map<std::string, SecretSource>& out) {
    const auto* node = parent.find("secrets");
    if (!node) return;
    if (node->kind != Node::Kind::Map) {
        parent.error(*node, "secrets", expected(parent.key("secrets"), *node));
        return;
    }
    for (const auto& entry : node->entries) {
        const auto key = "secrets." + clean_line(entry.key, 60);
        const Place place{std::string{parent.file()}, entry.line, entry.col};
        if (!is_id(entry.key)) {
            parent.reading().error(place, key,
                                   "a secret's name is small letters, digits and hyphens");
            continue;
        }
        parent.reading().declare(IdKind::Secret, entry.key, place, key);
        Fields fields(parent.reading(), parent.file(), SectionId::Secret, key, entry.value);
        out[entry.key] = read_secret(fields);
    }
}

} // namespace kith::config
