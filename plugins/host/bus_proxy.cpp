// SPDX-License-Identifier: MIT
#include "plugins/host/bus_proxy.hpp"

#include <array>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fmt/format.h>

#include "base/files.hpp"
#include "base/paths.hpp"

extern char** environ;

namespace kith::host {
namespace {

namespace fs = std::filesystem;

constexpr int kStartMs = 5000;
constexpr std::string_view kFolder = "bus-";

const char* file_name(WhichBus which) { return which == WhichBus::Session ? "session" : "system"; }

std::string address_of(WhichBus which) {
    if (which == WhichBus::System) {
        const char* named = std::getenv("DBUS_SYSTEM_BUS_ADDRESS");
        return named ? named : "unix:path=/run/dbus/system_bus_socket";
    }
    const char* named = std::getenv("DBUS_SESSION_BUS_ADDRESS");
    return named ? named : "unix:path=" + (runtime_dir() / "bus").string();
}

/// What hosts left behind that were killed at their deadline.
void sweep(const fs::path& parent) {
    std::error_code error;
    for (fs::directory_iterator it{parent, error}, end; !error && it != end; it.increment(error)) {
        const auto name = it->path().filename().string();
        if (!name.starts_with(kFolder)) continue;
        pid_t pid = 0;
        std::from_chars(name.data() + kFolder.size(), name.data() + name.size(), pid);
        std::error_code ignored;
        if (pid > 0 && ::kill(pid, 0) != 0 && errno == ESRCH) fs::remove_all(it->path(), ignored);
    }
}

} // namespace

const char* jailed_path(WhichBus which) {
    return which == WhichBus::Session ? "/kith/bus/session" : "/kith/bus/system";
}

std::vector<std::string> BusProxy::words(int told) const {
    std::vector<std::string> out{"xdg-dbus-proxy", fmt::format("--fd={}", told)};
    for (const auto which : {WhichBus::Session, WhichBus::System}) {
        if (!offers(which)) continue;
        out.push_back(address_of(which));
        out.push_back((folder_ / file_name(which)).string());
        out.emplace_back("--filter");
        for (const auto& name : which == WhichBus::Session ? session_ : system_)
            out.push_back("--talk=" + name);
    }
    return out;
}

Result<void> BusProxy::start() {
    const auto parent = runtime_dir() / "kith";
    if (auto made = make_private_dir(parent); !made) return made;
    sweep(parent);
    folder_ = parent / fmt::format("{}{}", kFolder, ::getpid());
    if (auto made = make_private_dir(folder_); !made) return made;
    std::array<int, 2> pipe{};
    if (::pipe2(pipe.data(), O_CLOEXEC) != 0) return fail(errno_text("no pipe", errno));
    alive_.reset(pipe[0]);
    const UniqueFd told(pipe[1]);
    constexpr int kTold = 3;
    auto texts = words(kTold);
    std::vector<char*> argv;
    for (auto& text : texts) argv.push_back(text.data());
    argv.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    ::posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
    ::posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
    ::posix_spawn_file_actions_adddup2(&actions, told.get(), kTold);
    ::posix_spawn_file_actions_addclosefrom_np(&actions, kTold + 1);
    const int error = ::posix_spawnp(&pid_, argv[0], &actions, nullptr, argv.data(), environ);
    ::posix_spawn_file_actions_destroy(&actions);
    if (error != 0) {
        pid_ = -1;
        return fail(errno_text("xdg-dbus-proxy could not be started", error));
    }
    return {};
}

Result<fs::path> BusProxy::socket_of(WhichBus which) {
    if (!offers(which)) return fail("the manifest names nobody on this bus");
    if (!alive_) {
        if (auto started = start(); !started) {
            alive_.reset();
            return std::unexpected(started.error());
        }
        // It says so once it listens; an early end closes the pipe.
        pollfd ready{alive_.get(), POLLIN, 0};
        char byte = 0;
        if (::poll(&ready, 1, kStartMs) != 1 || ::read(alive_.get(), &byte, 1) != 1)
            return fail("xdg-dbus-proxy did not start");
    }
    return folder_ / file_name(which);
}

BusProxy::~BusProxy() {
    if (pid_ > 0) {
        (void)::kill(pid_, SIGKILL);
        while (::waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
        }
    }
    std::error_code ignored;
    if (!folder_.empty()) fs::remove_all(folder_, ignored);
}

} // namespace kith::host
