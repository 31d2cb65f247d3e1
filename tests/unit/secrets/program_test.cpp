// SPDX-License-Identifier: MIT
#include "daemon/secrets/program.hpp"

#include <algorithm>

#include "tests/support/catch.hpp"
#include "tests/support/temp_dir.hpp"

using namespace kith;
using daemon::helper_order;
using daemon::program_order;

namespace {

bool has(const std::vector<std::string>& all, std::string_view begin) {
    return std::ranges::any_of(all, [&](const auto& each) { return each.starts_with(begin); });
}

} // namespace

TEST_CASE("A command sees nothing by which a prompt could be put up", "[secrets]") {
    const test::TempDir dir; // no user manager here
    const test::EnvVar run("XDG_RUNTIME_DIR", dir.path());
    const test::EnvVar display("DISPLAY", ":0");
    const test::EnvVar wayland("WAYLAND_DISPLAY", "wayland-0");
    const test::EnvVar bus("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
    const test::EnvVar tty("GPG_TTY", "/dev/tty1");
    const test::EnvVar own("BW_SESSION", "hunter2");
    const test::EnvVar store("PASSWORD_STORE_DIR", "/home/sam/store");
    const auto order = program_order({"pass", "show", "mail/sam"});
    CHECK(order.words == std::vector<std::string>{"pass", "show", "mail/sam"});
    for (const auto* name : {"DISPLAY=", "WAYLAND_", "DBUS_", "GPG_TTY=", "XDG_RUNTIME", "BW_"})
        CHECK_FALSE(has(order.environment, name));
    CHECK(has(order.environment, "PATH="));
    CHECK(has(order.environment, "PASSWORD_STORE_DIR=/home/sam/store"));
    CHECK(
        has(order.environment, "PASSWORD_STORE_GPG_OPTS= --batch --no-tty --pinentry-mode error"));
    CHECK(order.input.empty());
}

TEST_CASE("gpg itself is told to fail rather than to ask", "[secrets]") {
    const test::TempDir dir;
    const test::EnvVar run("XDG_RUNTIME_DIR", dir.path());
    CHECK(program_order({"/usr/bin/gpg", "-d", "mail.gpg"}).words ==
          std::vector<std::string>{"/usr/bin/gpg", "--batch", "--no-tty", "--pinentry-mode",
                                   "error", "-d", "mail.gpg"});
}

TEST_CASE("What the helper is asked stands neither in its words nor in its environment",
          "[secrets]") {
    const auto order = helper_order(R"({"gnome":"sam@example.org"})");
    REQUIRE(order.words.size() == 1);
    CHECK(order.words.front().ends_with("/kith-secret"));
    CHECK(order.input == R"({"gnome":"sam@example.org"})");
    CHECK_FALSE(has(order.environment, "DISPLAY="));
}
