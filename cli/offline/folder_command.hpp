// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace CLI {
class App;
}

namespace kith::cli {

/// A word that reads one folder of configuration: `kith NAME [DIR] [--json]`.
struct FolderCommand {
    const char* name;
    const char* about;
    const char* footer;
    /// Gets the folder as given, empty for the person's own; returns the exit code.
    int (*run)(const std::string& dir, bool json);
};

/// Adds it to the parser; its exit code goes to `code`, which outlives the parser.
void add_folder_command(CLI::App& app, const FolderCommand& what, int& code);

} // namespace kith::cli
