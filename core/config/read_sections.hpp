// SPDX-License-Identifier: MIT
#pragma once

#include "core/config/reading.hpp"
#include "core/model/settings.hpp"

namespace kith::config {

/// The sections of kith.yaml itself, connections included.
void read_file(Reading& reading, std::string_view file, const Node& root, Settings& out);

/// One file of the folder connections/: one mapping, a list, or `connections:`.
void read_connections_file(Reading& reading, std::string_view file, const Node& root,
                           Settings& out);

} // namespace kith::config
