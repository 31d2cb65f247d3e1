// SPDX-License-Identifier: MIT
#pragma once

#include "core/config/manifest.hpp"
#include "core/config/yaml_tree.hpp"

namespace kith::config {

/// A YAML value as the setting `spec` takes it. A scalar alone may stand for a list of one.
Result<SettingValue> to_setting(const SettingSpec& spec, const Node& node);

/// A value whose plugin is not known: truth values, whole numbers, lists and texts by their look.
Result<SettingValue> to_setting_by_look(const Node& node);

} // namespace kith::config
