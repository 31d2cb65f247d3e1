// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <optional>
#include <string>

namespace kith::daemon {

/// A map of texts as the ledger keeps it: one JSON object.
std::string write_map(const std::map<std::string, std::string>& map);

/// What write_map wrote; empty where nothing was kept or it is something else.
std::map<std::string, std::string> read_map(const std::optional<std::string>& text);

} // namespace kith::daemon
