// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/words/bank.hpp"

namespace kith::words {

/// Why a text would not do, as domain.md C forbids it.
struct Finding {
    std::string what; ///< the words that stand there
    std::string why;
};

/// Checks a template, or a message once it is filled in, against the bank's forbidden list and what
/// no language may do: shout, write in capitals, show an emoji, name a share in %, run long.
/// `{placeholders}` are exempt, and so are the `names` (and steps) that stand in their place:
/// nobody is told that they are called wrong. The length rule counts everything but placeholders.
/// Case does not matter.
std::vector<Finding> lint(const Bank& bank, std::string_view title, std::string_view body,
                          std::span<const std::string> names = {});

} // namespace kith::words
