// SPDX-License-Identifier: MIT
// The words kith-offline knows: each adds itself to the parser and leaves its exit code in `code`.
#pragma once

namespace CLI {
class App;
}

namespace kith::cli {

void add_check(CLI::App& app, int& code);
void add_audit(CLI::App& app, int& code);
void add_rehearse(CLI::App& app, int& code);
void add_rule(CLI::App& app, int& code);
void add_plugin(CLI::App& app, int& code);
void add_support(CLI::App& app, int& code);
/// For `kith no-contact`, which asks first; shown nowhere.
void add_take_out(CLI::App& app, int& code);
void add_completions(CLI::App& app, int& code);

} // namespace kith::cli
