// SPDX-License-Identifier: MIT
#include "tests/integration/desktop/fixture.hpp"

using namespace kith::test;

TEST_CASE("Without a bus the desktop is absent", "[desktop]") {
    const EnvVar address("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus");
    const EnvVar system("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nonexistent/bus");
    auto host = load();
    CHECK(host.deliver(NudgeText{}.raw()) == -1);
    CHECK(host.fail_kind == KITH_FAIL_ABSENT);
    CHECK(host.fails == 1);
    CHECK(host.attend() == -1);
    CHECK(host.fail_kind == KITH_FAIL_ABSENT);
}

TEST_CASE("Without a notification server it is absent, and nothing is waited for", "[desktop]") {
    const Session session;
    auto host = load();
    CHECK(host.deliver(NudgeText{}.raw()) == -1);
    CHECK(host.fail_kind == KITH_FAIL_ABSENT);
    CHECK_FALSE(host.watching());
}

TEST_CASE("A server that D-Bus cannot get started is absent", "[desktop]") {
    const auto program =
        GENERATE(as<std::string>(), "/bin/false", "/usr/bin/dbus-monitor --session");
    const Session session({{"org.freedesktop.Notifications", program}});
    auto host = load();
    host.time_left_ms = 1200;
    CHECK(host.deliver(NudgeText{}.raw()) == -1);
    CHECK(host.fail_kind == KITH_FAIL_ABSENT);
}

TEST_CASE("What a server answers decides what comes next", "[desktop]") {
    const Session session;
    const auto [name, text, kind] = GENERATE(table<std::string, std::string, int>({
        {"org.freedesktop.Notifications.Error.ExcessNotificationGeneration", "x",
         KITH_FAIL_TEMPORARY},
        {"org.freedesktop.Notifications.MaxNotificationsExceeded", "x", KITH_FAIL_TEMPORARY},
        {"org.freedesktop.DBus.Error.LimitsExceeded", "x", KITH_FAIL_TEMPORARY},
        {"org.gtk.GDBus.UnmappedGError.Quark._notify.Code0", "Reached stack-limit of 50",
         KITH_FAIL_TEMPORARY},
        {"org.freedesktop.DBus.Error.ServiceUnknown", "x", KITH_FAIL_ABSENT},
        {"org.freedesktop.DBus.Error.NameHasNoOwner", "x", KITH_FAIL_ABSENT},
        {"org.freedesktop.DBus.Error.NoReply", "x", KITH_FAIL_UNKNOWN},
        {"org.freedesktop.DBus.Error.AccessDenied", "x", KITH_FAIL_REFUSED},
        {"org.freedesktop.DBus.Error.InvalidArgs", "x", KITH_FAIL_REFUSED},
    }));
    ScriptedServer server(session.bus.address(), {.notify_error = name, .notify_error_text = text});
    auto host = load();
    CHECK(host.deliver(NudgeText{}.raw()) == -1);
    CHECK(host.fail_kind == kind);
    CHECK(host.fails == 1);
    CHECK(host.receipts.empty());
    CHECK(server.notify_count() == 1);
}

TEST_CASE("An offer that was taken and never confirmed is unknown", "[desktop]") {
    const Session session;
    const bool dies = GENERATE(false, true);
    ScriptedServer server(session.bus.address(), {.hang_notify = !dies, .die_in_notify = dies});
    auto host = load();
    host.time_left_ms = 1200;
    CHECK(host.deliver(NudgeText{}.raw()) == -1);
    CHECK(host.fail_kind == KITH_FAIL_UNKNOWN);
}

TEST_CASE("A server that hangs before anything was sent is tried again", "[desktop]") {
    const Session session;
    ScriptedServer server(session.bus.address(), {.hang_capabilities = true});
    auto host = load();
    host.time_left_ms = 1200;
    CHECK(host.deliver(NudgeText{}.raw()) == -1);
    CHECK(host.fail_kind == KITH_FAIL_TEMPORARY);
    CHECK(server.notify_count() == 0);
}

TEST_CASE("A server that cannot say what it can do gets the plain form", "[desktop]") {
    const Session session;
    ScriptedServer server(session.bus.address(),
                          {.capabilities_error = "org.freedesktop.DBus.Error.UnknownMethod"});
    auto host = load();
    REQUIRE(host.deliver(NudgeText{}.raw()) == 0);
    CHECK(server.wait_for_notify().actions.empty());
}

TEST_CASE("Withdrawing takes the notification down", "[desktop]") {
    const Session session;
    const std::string error = GENERATE("", "org.freedesktop.DBus.Error.InvalidId");
    ScriptedServer server(session.bus.address(), {.close_error = error, .first_id = 9});
    NudgeText text;
    auto shown = load();
    REQUIRE(shown.deliver(text.raw()) == 0);
    text.previous = shown.receipts[0];
    SECTION("from the job that showed it") {
        CHECK(shown.withdraw(text.raw()) == 0);
        server.send_closed(9, 3);
        REQUIRE(shown.serve_until([&] { return !shown.watching(); }));
        CHECK(shown.answers.empty());
    }
    SECTION("from another") {
        auto other = load();
        CHECK(other.withdraw(text.raw()) == 0);
    }
    CHECK(server.wait_for_close() == 9);
}

TEST_CASE("Withdrawing from another server closes nobody else's notification", "[desktop]") {
    const Session session;
    NudgeText text;
    {
        ScriptedServer server(session.bus.address());
        auto shown = load();
        REQUIRE(shown.deliver(text.raw()) == 0);
        text.previous = shown.receipts[0];
    }
    ScriptedServer server(session.bus.address());
    auto host = load();
    CHECK(host.withdraw(text.raw()) == 0);
    text.previous = "rubbish";
    CHECK(host.withdraw(text.raw()) == 0);
    text.previous.clear();
    CHECK(host.withdraw(text.raw()) == 0);
    CHECK(server.closes().empty());
}

TEST_CASE("Withdrawing where no desktop is left succeeds", "[desktop]") {
    const EnvVar address("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus");
    NudgeText text;
    text.previous = "0123 :1.2 7";
    auto host = load();
    CHECK(host.withdraw(text.raw()) == 0);
}

TEST_CASE("Settings that cannot be are refused", "[desktop]") {
    for (const char* settings : {"", "[", R"({"open":"browser"})"}) {
        auto host = load(settings);
        CHECK_FALSE(host.created());
        CHECK(host.fail_kind == KITH_FAIL_CONFIG);
    }
}
