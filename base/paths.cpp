// SPDX-License-Identifier: MIT
#include "base/paths.hpp"

#include <cstdlib>
#include <pwd.h>
#include <stdexcept>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace kith {

namespace fs = std::filesystem;

namespace {

/// Empty unless set to an absolute path.
fs::path absolute_from_env(const char* name) {
    const char* value = std::getenv(name);
    if (value == nullptr || *value != '/') return {};
    return value;
}

fs::path home_from_database() {
    passwd entry{};
    passwd* found = nullptr;
    std::vector<char> buffer(16384);
    const int error = ::getpwuid_r(::getuid(), &entry, buffer.data(), buffer.size(), &found);
    if (error != 0 || found == nullptr || found->pw_dir == nullptr) return {};
    return found->pw_dir;
}

fs::path base_dir(const char* variable, const char* below_home) {
    fs::path dir = absolute_from_env(variable);
    return dir.empty() ? home() / below_home : dir;
}

/// `dir` without the trailing `tail`, or empty if it does not end so.
fs::path without_tail(fs::path dir, const fs::path& tail) {
    const std::vector<fs::path> parts(tail.begin(), tail.end());
    for (auto part = parts.rbegin(); part != parts.rend(); ++part) {
        if (dir.filename() != *part) return {};
        dir = dir.parent_path();
    }
    return dir;
}

} // namespace

fs::path home() {
    fs::path dir = absolute_from_env("HOME");
    if (dir.empty()) dir = home_from_database();
    if (!dir.is_absolute()) throw std::runtime_error("no home folder: set HOME to one");
    return dir;
}

fs::path config_home() { return base_dir("XDG_CONFIG_HOME", ".config"); }
fs::path state_home() { return base_dir("XDG_STATE_HOME", ".local/state"); }
fs::path data_home() { return base_dir("XDG_DATA_HOME", ".local/share"); }

fs::path runtime_dir() {
    if (fs::path dir = absolute_from_env("XDG_RUNTIME_DIR"); !dir.empty()) return dir;
    const fs::path usual = "/run/user/" + std::to_string(::getuid());
    struct stat status{};
    const bool ours = ::stat(usual.c_str(), &status) == 0 && S_ISDIR(status.st_mode) &&
                      status.st_uid == ::getuid();
    return ours ? usual : state_home() / "kith" / "run";
}

fs::path self_prefix() {
    const fs::path dir = fs::read_symlink("/proc/self/exe").parent_path();
    if (fs::path prefix = without_tail(dir, KITH_LIBEXECDIR_REL); !prefix.empty()) return prefix;
    if (fs::path prefix = without_tail(dir, KITH_BINDIR_REL); !prefix.empty()) return prefix;
    std::error_code ignored;
    for (fs::path up = dir; up.has_relative_path(); up = up.parent_path()) {
        if (fs::is_directory(up / KITH_LIBEXECDIR_REL, ignored)) return up;
    }
    return dir.parent_path();
}

fs::path host_path() { return self_prefix() / KITH_LIBEXECDIR_REL / "kith-plugin-host"; }
fs::path offline_path() { return self_prefix() / KITH_LIBEXECDIR_REL / "kith-offline"; }
fs::path bundled_words_dir() { return self_prefix() / KITH_DATADIR_REL / "words"; }
fs::path bundled_plugin_dir() { return self_prefix() / KITH_LIBDIR_REL; }

} // namespace kith
