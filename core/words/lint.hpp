// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kith::words {

/// Why a text would not do, as domain.md C forbids it.
struct Finding {
    std::string what; ///< the words that stand there
    std::string why;
};

/// Checks a template, or a message once it is filled in. `{placeholders}` are exempt, and so are
/// the `names` (and steps) that stand in their place: nobody is told that they are called wrong.
/// The length rule counts everything but placeholders. Case does not matter.
std::vector<Finding> lint(std::string_view title, std::string_view body,
                          std::span<const std::string> names = {});

} // namespace kith::words
