// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "core/model/settings.hpp"

namespace kith::config {

/// An instance's settings as the one JSON object a plugin gets: defaults are filled in already,
/// secrets left out.
std::string settings_json(const PluginInstance& instance);

} // namespace kith::config
