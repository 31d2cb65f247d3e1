// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>

#include "base/result.hpp"

namespace kith::daemon {

/// kithd's command line.
struct Options {
    std::filesystem::path config, state; ///< empty: the person's own
    std::string at;                      ///< --at, unparsed
    bool once = false, json = false, help = false, version = false;
};

Result<Options> parse_options(int argc, char** argv);

/// What --help says.
extern const char* const kHelp;

} // namespace kith::daemon
