// SPDX-License-Identifier: MIT
#include "tests/support/private_bus.hpp"

#include <array>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <fstream>
#include <spawn.h>
#include <stdexcept>
#include <sys/wait.h>
#include <unistd.h>

#include "base/unique_fd.hpp"

extern char** environ;

namespace kith::test {
namespace {

/// `told`, if any, becomes descriptor 3 of the program.
pid_t spawn(const std::vector<std::string>& words, int told) {
    std::vector<char*> argv;
    for (const auto& word : words) argv.push_back(const_cast<char*>(word.c_str()));
    argv.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    ::posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
    ::posix_spawn_file_actions_adddup2(&actions, 1, 2);
    if (told >= 0) ::posix_spawn_file_actions_adddup2(&actions, told, 3);
    ::posix_spawn_file_actions_addclosefrom_np(&actions, told >= 0 ? 4 : 3);
    pid_t pid = -1;
    const int error = ::posix_spawnp(&pid, argv[0], &actions, nullptr, argv.data(), environ);
    ::posix_spawn_file_actions_destroy(&actions);
    if (error != 0) throw std::runtime_error("cannot start " + words.front());
    return pid;
}

void end_process(pid_t& pid) {
    if (pid <= 0) return;
    ::kill(pid, SIGKILL);
    while (::waitpid(pid, nullptr, 0) < 0 && errno == EINTR) {
    }
    pid = -1;
}

} // namespace

ChildProcess::ChildProcess(const std::vector<std::string>& words) : pid_(spawn(words, -1)) {}

void ChildProcess::end() { end_process(pid_); }

PrivateBus::PrivateBus(const std::vector<Activatable>& services) {
    for (const auto& [name, program] : services) {
        std::ofstream(dir_ / (name + ".service"))
            << "[D-BUS Service]\nName=" << name << "\nExec=" << program << "\n";
    }
    std::ofstream(dir_ / "bus.conf")
        << "<busconfig><type>session</type><listen>unix:path=" << (dir_ / "bus").string()
        << "</listen><auth>EXTERNAL</auth><servicedir>" << dir_.path().string()
        << "</servicedir><policy context=\"default\"><allow send_destination=\"*\" "
           "eavesdrop=\"true\"/><allow eavesdrop=\"true\"/><allow own=\"*\"/></policy></busconfig>";

    std::array<int, 2> pipe{};
    if (::pipe2(pipe.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    const UniqueFd hears(pipe[0]);
    UniqueFd tells(pipe[1]);
    pid_ = spawn({"dbus-daemon", "--nofork", "--nopidfile", "--nosyslog", "--print-address=3",
                  "--config-file=" + (dir_ / "bus.conf").string()},
                 tells.get());
    tells.reset();
    // It prints its address once it listens.
    for (char c = 0; ::read(hears.get(), &c, 1) == 1 && c != '\n';) address_ += c;
    if (address_.empty()) throw std::runtime_error("dbus-daemon did not start");
}

void PrivateBus::stop() { end_process(pid_); }

} // namespace kith::test
