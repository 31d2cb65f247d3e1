// SPDX-License-Identifier: MIT
#include <fstream>
#include <map>
#include <mutex>
#include <optional>
#include <sys/stat.h>

#include "tests/integration/desktop/fixture.hpp"

using namespace kith::test;

namespace {

/// Answers by "interface.member", or for Properties.Get by the property's "interface.name".
using Replies = std::map<std::string, std::function<int(sd_bus_message*)>>;

BusPeer::OnCall answering(Replies replies) {
    return [replies = std::move(replies)](sd_bus_message* call) {
        std::string what =
            std::string(sd_bus_message_get_interface(call)) + "." + sd_bus_message_get_member(call);
        if (what == "org.freedesktop.DBus.Properties.Get") {
            const char *interface = nullptr, *name = nullptr;
            sd_bus_message_read(call, "ss", &interface, &name);
            what = std::string(interface) + "." + name;
        }
        const auto found = replies.find(what);
        return found != replies.end() && found->second(call) >= 0;
    };
}

std::function<int(sd_bus_message*)> boolean(bool value) {
    return [value](sd_bus_message* call) {
        return sd_bus_reply_method_return(call, "b", value ? 1 : 0);
    };
}

std::function<int(sd_bus_message*)> boolean_property(bool value) {
    return [value](sd_bus_message* call) {
        return sd_bus_reply_method_return(call, "v", "b", value ? 1 : 0);
    };
}

struct Login {
    const char* type = "wayland";
    bool locked = false;
    bool idle = false;
    bool active = true;
    std::uint64_t idle_since = 0;
};

Replies login_replies(Login login) {
    return {{"org.freedesktop.DBus.Properties.GetAll", [login](sd_bus_message* call) {
                 return sd_bus_reply_method_return(
                     call, "a{sv}", 6, "Type", "s", login.type, "LockedHint", "b",
                     login.locked ? 1 : 0, "IdleHint", "b", login.idle ? 1 : 0, "Active", "b",
                     login.active ? 1 : 0, "IdleSinceHint", "t", login.idle_since, "Seat", "(so)",
                     "seat0", "/org/freedesktop/login1/seat/seat0");
             }}};
}

kith_attention attention_with(const Session&) {
    auto host = load();
    REQUIRE(host.attend() == 0);
    return host.attention;
}

} // namespace

TEST_CASE("A desktop that tells nothing is not known", "[desktop]") {
    const Session session;
    const auto attention = attention_with(session);
    CHECK(attention.known == 0);
    CHECK(attention.is == 0);
}

TEST_CASE("A screen saver tells of a locked screen", "[desktop]") {
    const Session session;
    const bool active = GENERATE(true, false);
    const std::string name =
        GENERATE(as<std::string>(), "org.gnome.ScreenSaver", "org.freedesktop.ScreenSaver");
    BusPeer saver(session.bus.address(), {name},
                  answering({{name + ".GetActive", boolean(active)}}));
    const auto attention = attention_with(session);
    CHECK(attention.known == KITH_ATTEND_LOCKED);
    CHECK(attention.is == (active ? KITH_ATTEND_LOCKED : 0));
}

TEST_CASE("Five minutes without input are idle", "[desktop]") {
    const Session session;
    const auto [milliseconds, idle] =
        GENERATE(table<std::uint64_t, bool>({{299'999, false}, {300'000, true}}));
    BusPeer monitor(session.bus.address(), {"org.gnome.Mutter.IdleMonitor"},
                    answering({{"org.gnome.Mutter.IdleMonitor.GetIdletime",
                                [ms = milliseconds](sd_bus_message* call) {
                                    return sd_bus_reply_method_return(call, "t", ms);
                                }}}));
    const auto attention = attention_with(session);
    CHECK(attention.known == KITH_ATTEND_IDLE);
    CHECK(attention.is == (idle ? KITH_ATTEND_IDLE : 0));
}

TEST_CASE("The notification server tells of do-not-disturb", "[desktop]") {
    const Session session;
    const std::string property =
        GENERATE(as<std::string>(), "org.freedesktop.Notifications.Inhibited",
                 "org.dunstproject.cmd0.paused");
    BusPeer server(session.bus.address(), {"org.freedesktop.Notifications"},
                   answering({{property, boolean_property(true)}}));
    const auto attention = attention_with(session);
    CHECK(attention.known == KITH_ATTEND_DND);
    CHECK(attention.is == KITH_ATTEND_DND);
}

TEST_CASE("The login manager tells of graphical sessions only", "[desktop]") {
    const Session session;
    struct Row {
        Login login;
        std::uint32_t known, is;
    };
    const auto row =
        GENERATE(Row{{}, KITH_ATTEND_LOCKED, 0}, Row{{.type = "tty", .locked = true}, 0, 0},
                 Row{{.locked = true}, KITH_ATTEND_LOCKED, KITH_ATTEND_LOCKED},
                 Row{{.idle = true}, KITH_ATTEND_LOCKED | KITH_ATTEND_IDLE, KITH_ATTEND_IDLE},
                 Row{{.idle_since = 5}, KITH_ATTEND_LOCKED | KITH_ATTEND_IDLE, 0},
                 Row{{.active = false}, KITH_ATTEND_LOCKED | KITH_ATTEND_IDLE, KITH_ATTEND_IDLE});
    BusPeer login(session.bus.address(), {"org.freedesktop.login1"},
                  answering(login_replies(row.login)));
    const auto attention = attention_with(session);
    CHECK(attention.known == row.known);
    CHECK(attention.is == row.is);
}

TEST_CASE("A discreet nudge shown on a locked screen names nobody", "[desktop]") {
    const Session session;
    ScriptedServer server(session.bus.address());
    BusPeer saver(session.bus.address(), {"org.gnome.ScreenSaver"},
                  answering({{"org.gnome.ScreenSaver.GetActive", boolean(true)}}));
    auto host = load();
    NudgeText text;
    text.discreet = true;
    REQUIRE(host.deliver(text.raw()) == 0);
    CHECK(server.wait_for_notify().title == "Kith");
}

TEST_CASE("Say hi asks the portal, with the desktop's token, and stays until it answers",
          "[desktop]") {
    const Session session;
    ScriptedServer server(session.bus.address());
    constexpr const char* kRequest = "/org/freedesktop/portal/desktop/request/1";
    std::mutex mutex;
    std::string asked;
    BusPeer portal(session.bus.address(), {"org.freedesktop.portal.Desktop"},
                   answering({{"org.freedesktop.portal.OpenURI.OpenURI", [&](sd_bus_message* call) {
                                   const char *parent = nullptr, *uri = nullptr, *key = nullptr,
                                              *token = nullptr;
                                   sd_bus_message_read(call, "ssa{sv}", &parent, &uri, 1, &key, "s",
                                                       &token);
                                   const std::scoped_lock lock(mutex);
                                   asked = std::string(uri) + " " + token;
                                   return sd_bus_reply_method_return(call, "o", kRequest);
                               }}}));
    auto host = load(R"({"open":"auto"})");
    REQUIRE(host.deliver(NudgeText{}.raw()) == 0);
    server.send_token(1, "token-7");
    server.invoke(1, "default");
    REQUIRE(host.serve_until([&] { return !host.answers.empty(); }));
    CHECK(host.answers[0].second == "going");
    CHECK(host.watching());
    {
        const std::scoped_lock lock(mutex);
        CHECK(asked == "mailto:ana@example.net token-7");
    }
    portal.run([](sd_bus* bus) {
        sd_bus_emit_signal(bus, kRequest, "org.freedesktop.portal.Request", "Response", "ua{sv}",
                           0U, 0);
    });
    REQUIRE(host.serve_until([&] { return !host.watching(); }));
    CHECK(host.answers.size() == 1);
}

TEST_CASE("Where no portal opens it, xdg-open does", "[desktop]") {
    const Session session;
    const TempDir dir;
    const EnvVar path("PATH", dir.path().string() + ":/usr/bin:/bin");
    REQUIRE(::mkfifo((dir / "opened").c_str(), 0600) == 0);
    {
        std::ofstream script(dir / "xdg-open");
        script << "#!/bin/sh\necho \"$# $1 $XDG_ACTIVATION_TOKEN\" > \""
               << (dir / "opened").string() << "\"\n";
    }
    std::filesystem::permissions(dir / "xdg-open", std::filesystem::perms::owner_all);
    ScriptedServer server(session.bus.address());
    const bool portal_is_there = GENERATE(false, true);
    std::optional<BusPeer> portal; // one that knows no OpenURI
    if (portal_is_there)
        portal.emplace(session.bus.address(),
                       std::vector<std::string>{"org.freedesktop.portal.Desktop"},
                       [](sd_bus_message*) { return false; });
    auto host = load(R"({"open":"auto"})");
    REQUIRE(host.deliver(NudgeText{}.raw()) == 0);
    server.send_token(1, "t");
    server.invoke(1, "going");
    REQUIRE(host.serve_until([&] { return !host.watching(); }));
    CHECK(host.answers.size() == 1);
    std::ifstream opened(dir / "opened");
    std::string line;
    std::getline(opened, line);
    CHECK(line == "1 mailto:ana@example.net t");
}

TEST_CASE("What cannot be opened is logged without the address, and the answer counts",
          "[desktop]") {
    const Session session;
    const TempDir dir;
    const EnvVar path("PATH", dir.path().string());
    ScriptedServer server(session.bus.address());
    auto host = load(R"({"open":"auto"})");
    NudgeText text;
    text.open_uri = GENERATE(as<std::string>(), "mailto:ana@example.net", "file:///etc/passwd");
    REQUIRE(host.deliver(text.raw()) == 0);
    server.invoke(1, "going");
    REQUIRE(host.serve_until([&] { return !host.watching(); }));
    CHECK(host.answers.size() == 1);
    REQUIRE(host.logs.size() == 1);
    CHECK(host.logs[0].second.find("ana@") == std::string::npos);
}
