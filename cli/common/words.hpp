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
    std::string_view more = {};  ///< what its --help says besides; kith-offline writes its own
    bool offline = false;        ///< kith-offline does it
    bool takes_name = false;     ///< a connection comes next
    std::string_view group = {}; ///< a heading above it in the overview
};

std::span<const CommandWord> command_words();

} // namespace kith::cli
