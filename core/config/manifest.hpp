// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/config/place.hpp"
#include "core/model/settings.hpp"

namespace kith::config {

enum class SettingType : std::uint8_t {
    String,
    Int,
    Number,
    Bool,
    Path,
    Url,
    List,
    Duration,
    Enum,
    Address,  ///< a mail address
    Addresses ///< a list of them
};

/// One setting a plugin takes. Durations, paths and urls reach the plugin as they were written.
struct SettingSpec {
    std::string key;
    SettingType type = SettingType::String;
    bool required = false;
    bool secret = false;                  ///< given as {secret: NAME}, handed over apart
    std::optional<SettingValue> fallback; ///< `default:`
    std::string help;
    std::vector<std::string> values; ///< for Enum
    bool empty = false;              ///< an empty text is a value of it
};

/// One of some settings that has to be given. An empty text counts as none. What a role needs is
/// asked for where the configuration names the plugin in that role; otherwise it is not played.
struct SettingNeed {
    std::string with;                ///< only beside this setting; empty: always
    std::string role;                ///< only in this role; empty: always
    std::vector<std::string> one_of; ///< their keys
};

struct Permissions {
    bool network = false;           ///< connections to the hosts its settings name
    std::vector<std::string> hosts; ///< keys of settings that name such hosts, besides every url
    bool discovery =
        false; ///< SRV, .well-known and redirect targets of the hosts its settings name
    std::vector<std::string> bus;        ///< names on the session bus
    std::vector<std::string> system_bus; ///< names on the system bus
    bool exec = false;
    std::vector<std::string> paths; ///< keys of settings whose values are paths it may read
};

/// What `<name>.plugin.yaml` says, read before any code of the plugin is loaded.
struct Manifest {
    std::string name;
    std::string version;
    int abi = 1;
    std::string summary;
    std::vector<std::string> roles; ///< sense deliver plan attend know
    Permissions permissions;
    std::vector<SettingSpec> settings;
    std::vector<SettingNeed> needs;

    [[nodiscard]] bool has_role(std::string_view role) const;
    /// Whether an instance has what this role needs.
    [[nodiscard]] bool is_given(const PluginInstance& instance, std::string_view role) const;
    [[nodiscard]] const SettingSpec* setting(std::string_view key) const;
    /// The settings whose values open something to the plugin: hosts and paths.
    [[nodiscard]] std::vector<std::string> granting() const;
};

struct ParsedManifest {
    Manifest manifest; ///< meaningful when there are no errors
    Problems problems;
};

/// Reads one manifest. Pure; `file` is only named in problems.
ParsedManifest parse_manifest(std::string_view file, std::string_view text);

/// The manifests that were found, by plugin name.
using Manifests = std::map<std::string, Manifest, std::less<>>;

/// `string`, `int` ... as manifests and `kith plugin info` spell it.
std::string_view to_word(SettingType type);

} // namespace kith::config
