// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace kith::cli {

/// A command line after its word: plain words, options with a value, flags.
struct Arguments {
    std::vector<std::string> words;
    std::map<std::string, std::string, std::less<>> values;
    std::set<std::string, std::less<>> flags;

    [[nodiscard]] bool has(std::string_view flag) const { return flags.contains(flag); }
    [[nodiscard]] std::string value(std::string_view option) const;
};

/// Splits what follows the word. `options` take a value (`--at T` or `--at=T`), `flags` none;
/// anything else with a hyphen is an error that names the nearest known one. `--` ends the options.
Result<Arguments> parse_arguments(const std::vector<std::string>& given,
                                  const std::vector<std::string_view>& options,
                                  const std::vector<std::string_view>& flags);

} // namespace kith::cli
