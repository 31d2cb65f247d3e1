// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace kith::command {

/// What command.plugin.yaml lets the person set.
struct Settings {
    std::vector<std::string> program;
    std::chrono::milliseconds deadline{std::chrono::minutes{1}};
};

/// Reads the settings' JSON. Errors name the key.
Result<Settings> read_settings(std::string_view json);

/// `90 seconds`, `2 minutes`, `1.5 hours`, `a minute`, also `90 s`, `2 min`, `1 h`: up to a day.
Result<std::chrono::milliseconds> read_deadline(std::string_view text);

} // namespace kith::command
