// SPDX-License-Identifier: MIT
#include "core/config/settings_file.hpp"

#include "core/config/read_plugin.hpp"

namespace kith::config {

ParsedSettings parse_settings_file(std::string_view file, std::string_view text,
                                   const Manifest& manifest) {
    ParsedSettings out;
    out.instance.id = out.instance.plugin = manifest.name;
    auto tree = read_yaml(file, text);
    Reading reading;
    reading.problems = std::move(tree.problems);
    if (tree.root) read_settings_of(reading, file, *tree.root, manifest, out.instance);
    sort_by_place(reading.problems);
    out.problems = std::move(reading.problems);
    return out;
}

} // namespace kith::config
