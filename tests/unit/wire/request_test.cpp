// SPDX-License-Identifier: MIT
#include "wire/request.hpp"

#include <algorithm>

#include "tests/support/catch.hpp"
#include "tests/support/temp_dir.hpp"
#include "wire/spawn.hpp"

using namespace kith;
using namespace kith::wire;

TEST_CASE("A request arrives as it was sent", "[wire]") {
    auto [ours, theirs] = HostChannel::make_pair();
    JobRequest sent;
    sent.call = Call::Deliver;
    sent.instance = "desk";
    sent.plugin.library = "/usr/lib/kith/plugins/desktop.so";
    sent.plugin.name = "desktop";
    sent.plugin.roles = 10;
    sent.plugin.network = true;
    sent.plugin.host_keys = {"server"};
    sent.plugin.path_keys = {"maildir"};
    sent.plugin.bus = {"org.freedesktop.Notifications"};
    sent.plugin.exec = true;
    sent.best_effort = true;
    sent.deadline = kDeliverDeadline;
    sent.zone = "Europe/Lisbon";
    sent.now = Instant{std::chrono::seconds{1'772'454'600}};
    sent.state_dir = "/tmp/state";
    sent.settings = R"({"sound":true})";
    sent.secrets = {{"password", Secret{"tall \"grass\"\n"}}, {"second", Secret{}}};
    sent.addresses = {{true, "", "mailto:sam@example.org", {}},
                      {false, "ana", "", {"Ana Pereira", "Anita"}}};
    NudgeOrder nudge;
    nudge.id = "0123456789abcdef0123456789abcdef";
    nudge.title = "A word to Ana";
    nudge.answers = {{"going", "Say hi"}};
    nudge.open_uri = "mailto:ana@example.net";
    nudge.expires = sent.now + std::chrono::hours{36};
    nudge.replaces = true;
    sent.nudge = nudge;

    sent.cursor = std::string(20 * 1024, '"');
    REQUIRE(send_request(ours, sent).has_value());
    const auto got = receive_request(theirs);
    REQUIRE(got.has_value());
    CHECK(got->call == Call::Deliver);
    CHECK(got->plugin.library == sent.plugin.library);
    CHECK(got->plugin.roles == 10);
    CHECK(got->plugin.network);
    CHECK_FALSE(got->plugin.discovery);
    CHECK(got->plugin.host_keys == sent.plugin.host_keys);
    CHECK(got->plugin.path_keys == sent.plugin.path_keys);
    CHECK(got->plugin.bus == sent.plugin.bus);
    CHECK(got->plugin.system_bus.empty());
    CHECK(got->plugin.exec);
    CHECK(got->best_effort);
    CHECK(got->deadline == kDeliverDeadline);
    CHECK(got->limits.records == sent.limits.records);
    CHECK(got->zone == "Europe/Lisbon");
    CHECK(got->now == sent.now);
    CHECK(got->cursor == sent.cursor);
    CHECK(got->settings == sent.settings);
    CHECK(got->secrets == sent.secrets);
    REQUIRE(got->addresses.size() == 2);
    CHECK(got->addresses[1].also_called == sent.addresses[1].also_called);
    REQUIRE(got->nudge.has_value());
    CHECK(got->nudge->open_uri == nudge.open_uri);
    CHECK_FALSE(got->nudge->previous.has_value());
    CHECK(got->nudge->replaces);
    CHECK(got->nudge->answers[0].label == "Say hi");
}

TEST_CASE("A request without its parts is refused", "[wire]") {
    auto [ours, theirs] = HostChannel::make_pair();
    REQUIRE(ours.send(R"({"type":"request","call":"sense"})", HostChannel::Wait::No).has_value());
    CHECK_FALSE(receive_request(theirs).has_value());
    ours.close();
    CHECK_FALSE(receive_request(theirs).has_value());
}

TEST_CASE("The words to a resident job are read back", "[wire]") {
    CHECK(word_from_line(word_line(Word::End)) == Word::End);
    CHECK(word_from_line(word_line(Word::Withdraw)) == Word::Withdraw);
    CHECK_FALSE(word_from_line("rubbish").has_value());
}

TEST_CASE("A host's environment is clean, and has a bus only where the manifest says so",
          "[wire]") {
    const test::EnvVar secret("KITH_TEST_SECRET", "hush");
    const test::EnvVar bus("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere");
    const auto has = [](const PluginRef& plugin, std::string_view start) {
        return std::ranges::any_of(host_environment(plugin), [&](const std::string& entry) {
            return entry.starts_with(start);
        });
    };
    PluginRef plain;
    CHECK(has(plain, "PATH="));
    CHECK(has(plain, "LANG="));
    CHECK_FALSE(has(plain, "KITH_TEST_SECRET="));
    CHECK_FALSE(has(plain, "DBUS_SESSION_BUS_ADDRESS="));
    PluginRef bused;
    bused.bus = {"org.freedesktop.Notifications"};
    CHECK(has(bused, "DBUS_SESSION_BUS_ADDRESS="));
    CHECK_FALSE(has(bused, "KITH_TEST_SECRET="));
}
