// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>

#include "base/result.hpp"

namespace kith::config {

/// The text of one file of a configuration, at most a little more than kMaxFileBytes of it. An
/// error is a sentence. Nothing that is no plain file is waited for.
Result<std::string> read_whole(const std::filesystem::path& path);

} // namespace kith::config
