// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/config/fields.hpp"
#include "core/model/settings.hpp"

namespace kith::config {

/// The section `plugins`, each instance checked against its plugin's manifest.
void read_plugins(Fields& parent, std::vector<PluginInstance>& out);

/// One mapping of settings that stands by itself, checked against the manifest.
void read_settings_of(Reading& reading, std::string_view file, const Node& node,
                      const Manifest& manifest, PluginInstance& out);

/// The section `secrets`.
void read_secrets(Fields& parent, std::map<std::string, SecretSource>& out);

} // namespace kith::config
