// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string_view>

namespace kith::cli {

/// One word of the command line, for help and completions.
struct CommandWord {
    std::string_view name;
    std::string_view usage; ///< its arguments
    std::string_view help;
    bool offline = false;    ///< kith-offline does it
    bool takes_name = false; ///< a connection comes next
};

std::span<const CommandWord> command_words();

} // namespace kith::cli
