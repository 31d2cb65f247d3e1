// SPDX-License-Identifier: MIT
// kith-offline: the commands that need no daemon. `kith` runs it for those words.
#include <exception>

#include <CLI/CLI.hpp>

#include "cli/common/terminal.hpp"
#include "cli/offline/commands.hpp"
#include "cli/offline/plain_help.hpp"

int main(int argc, char** argv) try {
    using namespace kith::cli;
    CLI::App app{"The commands of kith that need no daemon.", "kith"};
    app.require_subcommand(1);
    app.formatter(plain_help());
    int code = kOk;
    add_check(app, code);
    add_audit(app, code);
    add_rehearse(app, code);
    add_rule(app, code);
    add_plugin(app, code);
    add_support(app, code);
    add_take_out(app, code);
    add_completions(app, code);
    try {
        app.parse(argc, argv);
    } catch (const CLI::Success& e) {
        return finish(app.exit(e));
    } catch (const CLI::ParseError& e) {
        complain(wrong_use(app, e));
        return kWrongUse;
    }
    return finish(code);
} catch (const std::exception& e) {
    kith::cli::complain(std::string{"kith: "} + e.what());
    return kith::cli::kNotSo;
}
