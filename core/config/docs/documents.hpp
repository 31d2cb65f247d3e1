// SPDX-License-Identifier: MIT
// What the table says, as documents. The committed files are what these give: a test compares them,
// and the target `config-docs` writes them anew. Pure.
#pragma once

#include <string>

namespace kith::config {

/// docs/config.md
std::string config_markdown();
/// docs/man/kith.yaml.5.scd
std::string config_man();
/// config/kith.schema.json: JSON Schema draft 2020-12. `$defs/connections-file` is the schema of a
/// file in connections/.
std::string config_schema();

} // namespace kith::config
