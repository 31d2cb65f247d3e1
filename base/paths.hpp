// SPDX-License-Identifier: MIT
// Where things are: the person's folders by the XDG Base Directory Specification (a relative value
// counts as unset), and Kith's own parts beside the running program, installed or not.
#pragma once

#include <filesystem>

#include "base/files.hpp"

namespace kith {

/// $HOME, else what the user database says. Throws std::runtime_error if neither is absolute.
std::filesystem::path home();

std::filesystem::path config_home(); ///< $XDG_CONFIG_HOME or ~/.config
std::filesystem::path state_home();  ///< $XDG_STATE_HOME or ~/.local/state
std::filesystem::path data_home();   ///< $XDG_DATA_HOME or ~/.local/share

/// $XDG_RUNTIME_DIR, else /run/user/UID if that is ours, else state_home()/kith/run.
std::filesystem::path runtime_dir();

/// The folder above bin/ (or libexec/kith/) of the running program. A program elsewhere in a build
/// tree finds the tree's root. Throws std::system_error where /proc is missing.
std::filesystem::path self_prefix();

std::filesystem::path host_path();    ///< kith-plugin-host
std::filesystem::path offline_path(); ///< kith-offline
std::filesystem::path bundled_plugin_dir();
std::filesystem::path bundled_words_dir(); ///< what Kith says, a file for each language

} // namespace kith
