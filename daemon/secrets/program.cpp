// SPDX-License-Identifier: MIT
#include "daemon/secrets/program.hpp"

#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <sys/socket.h>
#include <sys/un.h>

#include <fmt/format.h>

#include "base/paths.hpp"
#include "base/unique_fd.hpp"

namespace kith::daemon {
namespace {

namespace fs = std::filesystem;

constexpr const char* kGpgNeverAsks = "--batch --no-tty --pinentry-mode error";

/// What a prompt would need to reach the person. A user manager hands these to every unit.
constexpr const char* kPromptWays = "DISPLAY WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS "
                                    "XDG_RUNTIME_DIR GPG_TTY SSH_ASKPASS SSH_TTY XAUTHORITY "
                                    "TERM PINENTRY_USER_DATA";

void pass(std::vector<std::string>& out, const char* name, const char* fallback = nullptr) {
    const char* value = std::getenv(name);
    if (value == nullptr || *value == '\0') value = fallback;
    if (value != nullptr) out.push_back(fmt::format("{}={}", name, value));
}

std::vector<std::string> plain_environment() {
    std::vector<std::string> out;
    pass(out, "PATH", "/usr/local/bin:/usr/bin:/bin");
    pass(out, "LANG", "C.UTF-8");
    for (const auto* name : {"HOME", "USER", "LOGNAME", "GNUPGHOME", "PASSWORD_STORE_DIR",
                             "XDG_CONFIG_HOME", "XDG_DATA_HOME"})
        pass(out, name);
    return out;
}

/// gpg takes it from the command line alone; pass and gopass hand on a variable each.
std::vector<std::string> never_asking(std::vector<std::string> command) {
    if (command.empty()) return command;
    const auto program = fs::path{command.front()}.filename();
    if (program == "gpg" || program == "gpg2")
        command.insert(command.begin() + 1, {"--batch", "--no-tty", "--pinentry-mode", "error"});
    return command;
}

bool has_user_manager() {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const auto path = (runtime_dir() / "systemd" / "private").string();
    if (path.size() >= sizeof address.sun_path) return false;
    std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
    const UniqueFd socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    return socket && ::connect(socket.get(), reinterpret_cast<const sockaddr*>(&address),
                               sizeof address) == 0;
}

/// systemd expands `$` in the words of a unit; a doubled one stands for itself.
std::string unexpanded(const std::string& word) {
    std::string out;
    for (const char c : word) out += c == '$' ? "$$" : std::string(1, c);
    return out;
}

} // namespace

ChildOrder program_order(const std::vector<std::string>& command) {
    ChildOrder out;
    auto variables = plain_environment();
    for (const auto* name : {"PASSWORD_STORE_GPG_OPTS", "GOPASS_GPG_OPTS"}) {
        const char* own = std::getenv(name);
        variables.push_back(fmt::format("{}={} {}", name, own ? own : "", kGpgNeverAsks));
    }
    const auto words = never_asking(command);
    if (!has_user_manager()) {
        out.words = words;
        out.environment = std::move(variables);
        return out;
    }
    // LogLevelMax: else the manager tells the journal of each start and failure; kithd does once.
    out.words = {"systemd-run",
                 "--user",
                 "--quiet",
                 "--collect",
                 "--wait",
                 "--pipe",
                 "--description=Kith reads a secret",
                 "--service-type=exec",
                 fmt::format("--property=RuntimeMaxSec={}", SecretChild::kLongest.count()),
                 "--property=TimeoutStopSec=1",
                 "--property=LimitCORE=0",
                 "--property=LogLevelMax=emerg",
                 fmt::format("--property=UnsetEnvironment={}", kPromptWays)};
    for (const auto& each : variables) out.words.push_back("--setenv=" + each);
    out.words.emplace_back("--");
    for (const auto& each : words) out.words.push_back(unexpanded(each));
    out.environment = plain_environment();
    out.environment.push_back("XDG_RUNTIME_DIR=" + runtime_dir().string());
    pass(out.environment, "DBUS_SESSION_BUS_ADDRESS");
    return out;
}

ChildOrder helper_order(std::string request) {
    ChildOrder out;
    out.words = {(host_path().parent_path() / "kith-secret").string()};
    out.environment = plain_environment();
    out.environment.push_back("XDG_RUNTIME_DIR=" + runtime_dir().string());
    pass(out.environment, "DBUS_SESSION_BUS_ADDRESS");
    out.input = std::move(request);
    return out;
}

} // namespace kith::daemon
