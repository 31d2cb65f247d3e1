// SPDX-License-Identifier: MIT
#include "cli/client/no_contact.hpp"

#include <array>
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/paths.hpp"
#include "base/text.hpp"
#include "cli/common/terminal.hpp"

namespace kith::cli {
namespace {

/// Runs kith-offline to its end; its exit code. With `quiet` what it prints is dropped.
int run_offline(std::vector<std::string> words, bool quiet) {
    const auto program = offline_path().string();
    words.insert(words.begin(), "kith");
    std::vector<char*> arguments;
    for (auto& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    (void)std::fflush(nullptr); // what was said so far comes before what it says
    posix_spawn_file_actions_t actions;
    (void)::posix_spawn_file_actions_init(&actions);
    if (quiet)
        (void)::posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    pid_t child = 0;
    const int error =
        ::posix_spawn(&child, program.c_str(), &actions, nullptr, arguments.data(), environ);
    (void)::posix_spawn_file_actions_destroy(&actions);
    if (error != 0) {
        complain("kith: " + program + " could not be started");
        return kNotSo;
    }
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : kNotSo;
}

} // namespace

bool agreed(const std::string& question) {
    (void)std::fputs((question + " [y/N] ").c_str(), stderr);
    std::array<char, 16> line{};
    if (!std::fgets(line.data(), static_cast<int>(line.size()), stdin)) return false;
    const auto answer = lower_ascii(trim(line.data()));
    return answer == "y" || answer == "yes";
}

int take_lines_out(Connection& connection, const Request& request, const Json& reply) {
    const auto id = string_or(reply, "id"), config = string_or(reply, "config");
    if (id.empty() || config.empty()) return kOk; // no line holds them
    if (!request.yes) {
        if (::isatty(STDIN_FILENO) == 0) {
            if (!request.json)
                print("With --yes Kith takes them out, and erases what it remembers of them.");
            return kOk;
        }
        if (!agreed("Take these lines out, and erase what Kith remembers of them? That part is for "
                    "good: `kith undo` ends the boundary, and brings neither back.")) {
            if (!request.json) print("The lines stay. The boundary holds all the same.");
            return kOk;
        }
    }
    if (const int code = run_offline({"take-out", id, "--config", config}, request.json);
        code != kOk)
        return code;
    const auto answered = connection.call("Forget", {Argument{id}}, request.patience);
    if (answered.code != kOk) {
        complain("kith: " + answered.text);
        return answered.code;
    }
    if (const auto json = parse_json(answered.text); json && !request.json)
        print(string_or(*json, "say"));
    return kOk;
}

} // namespace kith::cli
