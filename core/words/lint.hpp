// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kith::words {

/// Why a text would not do, as domain.md C forbids it.
struct Finding {
    std::string what; ///< the words that stand there
    std::string why;
};

/// Checks a template before it is filled in: `{placeholders}` are exempt, and so is what will stand
/// in their place. Case does not matter.
std::vector<Finding> lint(std::string_view title, std::string_view body);

} // namespace kith::words
