// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "core/model/settings.hpp"
#include "core/model/touchpoint.hpp"

namespace kith::cli {

/// Touchpoints from JSON lines (design.md 9). Every bad line is reported as FILE:LINE: REASON.
struct History {
    std::vector<Touchpoint> touches;
    std::vector<std::string> problems;
};

/// Reads the file; `-` is standard input. Addresses are matched to the settings' connections; lines
/// about nobody there are problems.
History read_history(const std::string& file, const Settings& settings);

} // namespace kith::cli
