// SPDX-License-Identifier: MIT
#include "daemon/secrets/child.hpp"

#include <csignal>
#include <filesystem>
#include <fstream>

#include "tests/support/catch.hpp"
#include "tests/support/temp_dir.hpp"

using namespace kith;
using daemon::ChildOrder;
using daemon::ChildSaid;
using daemon::SecretChild;
using End = ChildSaid::End;

namespace {

ChildSaid run(std::vector<std::string> words, std::string input = {}) {
    EventLoop loop;
    std::optional<ChildSaid> said;
    SecretChild child(
        loop, ChildOrder{std::move(words), {"PATH=/usr/bin:/bin", "ONLY=this"}, std::move(input)});
    child.on_done([&](ChildSaid what) { said = std::move(what); });
    while (!said) REQUIRE(loop.run_once(std::chrono::seconds{30}));
    return std::move(*said);
}

ChildSaid sh(const std::string& script, std::string input = {}) {
    return run({"sh", "-c", script}, std::move(input));
}

} // namespace

TEST_CASE("A program's output is its secret, and its exit code is told", "[secrets]") {
    const auto said = sh("printf 'tall grass'; exit 3");
    CHECK(said.end == End::Exited);
    CHECK(said.code == 3);
    CHECK(said.text.view() == "tall grass");
    CHECK(sh("cat", "asked so").text.view() == "asked so");
}

TEST_CASE("A program has no terminal, no standard error and a clean environment", "[secrets]") {
    CHECK(sh("tty; (: </dev/tty) 2>/dev/null && echo terminal").text.view() == "not a tty\n");
    CHECK(sh("readlink /proc/self/fd/2").text.view() == "/dev/null\n");
    CHECK(sh("ls /proc/self/fd").text.view() == "0\n1\n2\n3\n"); // the last is ls's own
    CHECK(run({"env"}).text.view() == "PATH=/usr/bin:/bin\nONLY=this\n");
}

TEST_CASE("A program that says too much is ended", "[secrets]") {
    const auto said = run({"yes"});
    CHECK(said.end == End::TooLong);
}

TEST_CASE("A program that cannot be started, or is killed, is told as such", "[secrets]") {
    const auto gone = run({"/nonexistent/program"});
    CHECK(gone.end == End::NotStarted);
    CHECK(gone.reason == "No such file or directory");
    CHECK(sh("kill -TERM $$").end == End::Killed);
}

TEST_CASE("What a program leaves behind with its output open delays nobody", "[secrets]") {
    const test::TempDir dir;
    const std::string pid = dir / "pid";
    const auto said = sh("setsid sleep 60 & echo $! >" + pid + "; echo tall grass");
    CHECK(said.end == End::Exited);
    CHECK(said.text.view() == "tall grass\n");
    int left = 0;
    std::ifstream(pid) >> left;
    REQUIRE(left > 0);
    (void)::kill(left, SIGKILL);
}

TEST_CASE("Whoever is no longer interested ends the program", "[secrets]") {
    EventLoop loop;
    std::optional<SecretChild> child;
    child.emplace(loop, ChildOrder{{"sleep", "60"}, {"PATH=/usr/bin:/bin"}, {}});
    child->on_done([](const ChildSaid&) { FAIL("it was told all the same"); });
    (void)loop.run_once(std::chrono::milliseconds{1});
    child.reset();
    (void)loop.run_once(std::chrono::milliseconds{1});
}
