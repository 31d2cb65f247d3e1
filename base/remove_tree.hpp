// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>

#include "base/result.hpp"

namespace kith {

/// Removes the folder with all that is in it, however deep: it walks down and back up, so that two
/// descriptors are enough, and no stack. Links are removed, not followed. What cannot be removed is
/// left and the rest still goes; the error names the first of that. No such folder is success.
Result<void> remove_tree(const std::filesystem::path& dir);

} // namespace kith
