// SPDX-License-Identifier: MIT
#include "cli/offline/folder_command.hpp"

#include <memory>

#include <CLI/CLI.hpp>

namespace kith::cli {

void add_folder_command(CLI::App& app, const FolderCommand& what, int& code) {
    struct Options {
        std::string dir;
        bool json = false;
    };
    auto options = std::make_shared<Options>();
    auto* command = app.add_subcommand(what.name, what.about);
    command->add_option("DIR", options->dir, "The folder with kith.yaml (left out: your own)");
    command->add_flag("--json", options->json, "One JSON object instead of text");
    command->footer(what.footer);
    command->callback(
        [options, run = what.run, &code] { code = run(options->dir, options->json); });
}

} // namespace kith::cli
