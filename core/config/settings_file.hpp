// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "core/config/manifest.hpp"
#include "core/config/place.hpp"
#include "core/model/settings.hpp"

namespace kith::config {

struct ParsedSettings {
    PluginInstance instance; ///< settings with defaults, id and plugin as the manifest's name
    Problems problems;
};

/// Reads a file that holds one plugin's settings and nothing else, as `kith plugin try` takes it.
/// An empty text gives the defaults. Pure.
ParsedSettings parse_settings_file(std::string_view file, std::string_view text,
                                   const Manifest& manifest);

} // namespace kith::config
