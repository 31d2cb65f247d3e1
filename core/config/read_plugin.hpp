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

/// The section `secrets`.
void read_secrets(Fields& parent, std::map<std::string, SecretSource>& out);

} // namespace kith::config
