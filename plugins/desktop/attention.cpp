// SPDX-License-Identifier: MIT
#include "plugins/desktop/attention.hpp"

#include <array>
#include <cstdint>
#include <string_view>

#include "plugins/desktop/notification_server.hpp"

namespace kith::desktop {
namespace {

constexpr std::uint64_t kIdleAfterMs = 5 * 60 * 1000;

struct ScreenSaver {
    const char* name; ///< also its interface
    const char* path;
};
constexpr std::array<ScreenSaver, 7> kScreenSavers{{
    {"org.gnome.ScreenSaver", "/org/gnome/ScreenSaver"},
    {"org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver"},
    {"org.freedesktop.ScreenSaver", "/ScreenSaver"},
    {"org.cinnamon.ScreenSaver", "/org/cinnamon/ScreenSaver"},
    {"org.mate.ScreenSaver", "/org/mate/ScreenSaver"},
    {"org.mate.ScreenSaver", "/"},
    {"org.xfce.ScreenSaver", "/org/xfce/ScreenSaver"},
}};

/// One true makes true; one false makes false only of what is not known yet.
void learn(std::optional<bool>& fact, bool value) { fact = fact.value_or(false) || value; }

void ask_screen_savers(SessionBus& bus, plugin::Attention& attention) {
    for (const auto& saver : kScreenSavers) {
        const auto answer = bus.call({saver.name, saver.path, saver.name, "GetActive"});
        int active = 0;
        if (answer && sd_bus_message_read(answer->get(), "b", &active) > 0)
            learn(attention.locked, active != 0);
    }
}

void ask_idle_monitor(SessionBus& bus, plugin::Attention& attention) {
    constexpr const char* kMonitor = "org.gnome.Mutter.IdleMonitor";
    const auto answer =
        bus.call({kMonitor, "/org/gnome/Mutter/IdleMonitor/Core", kMonitor, "GetIdletime"});
    std::uint64_t milliseconds = 0;
    if (answer && sd_bus_message_read(answer->get(), "t", &milliseconds) > 0)
        learn(attention.idle, milliseconds >= kIdleAfterMs);
}

void ask_notifications(SessionBus& bus, plugin::Attention& attention) {
    for (const auto& [interface, property] :
         {std::pair{kNotifications, "Inhibited"}, std::pair{"org.dunstproject.cmd0", "paused"}}) {
        const auto answer =
            bus.property({kNotifications, kNotificationsPath, interface, property}, "b");
        int silent = 0;
        if (answer && sd_bus_message_read(answer->get(), "b", &silent) > 0)
            learn(attention.do_not_disturb, silent != 0);
    }
}

struct LoginSession {
    int locked = 0;
    int idle = 0;
    int active = 1;
    std::uint64_t idle_since = 0;
    std::string type;
};

int read_session_property(sd_bus_message* m, LoginSession& session) {
    const char* name = nullptr;
    if (const int r = sd_bus_message_read(m, "s", &name); r < 0) return r;
    const std::string_view key(name);
    if (key == "LockedHint") return sd_bus_message_read(m, "v", "b", &session.locked);
    if (key == "IdleHint") return sd_bus_message_read(m, "v", "b", &session.idle);
    if (key == "Active") return sd_bus_message_read(m, "v", "b", &session.active);
    if (key == "IdleSinceHint") return sd_bus_message_read(m, "v", "t", &session.idle_since);
    if (key != "Type") return sd_bus_message_skip(m, "v");
    const char* type = nullptr;
    const int r = sd_bus_message_read(m, "v", "s", &type);
    if (r >= 0) session.type = type;
    return r;
}

std::optional<LoginSession> ask_login(SessionBus& bus) {
    // "auto" is the caller's session, or for a service of the user manager the one on the screen.
    auto answer =
        bus.call({"org.freedesktop.login1", "/org/freedesktop/login1/session/auto",
                  "org.freedesktop.DBus.Properties", "GetAll"},
                 [](sd_bus_message* m) {
                     return sd_bus_message_append(m, "s", "org.freedesktop.login1.Session");
                 });
    if (!answer) return std::nullopt;
    sd_bus_message* m = answer->get();
    LoginSession session;
    if (sd_bus_message_enter_container(m, 'a', "{sv}") < 0) return std::nullopt;
    while (sd_bus_message_enter_container(m, 'e', "sv") > 0) {
        if (read_session_property(m, session) < 0) return std::nullopt;
        if (sd_bus_message_exit_container(m) < 0) return std::nullopt;
    }
    return session;
}

void ask_login(SessionBus& bus, plugin::Attention& attention) {
    const auto session = ask_login(bus);
    if (!session) return;
    // A text session's hints say nothing about a desktop.
    if (session->type != "x11" && session->type != "wayland" && session->type != "mir") return;
    learn(attention.locked, session->locked != 0);
    // Many desktops never set the hint: then its "no" says nothing.
    if (session->idle != 0 || session->idle_since != 0) learn(attention.idle, session->idle != 0);
    if (session->active == 0) learn(attention.idle, true);
}

} // namespace

plugin::Attention read_attention(SessionBus* session, SessionBus* system) {
    plugin::Attention attention;
    if (session != nullptr) {
        ask_screen_savers(*session, attention);
        ask_idle_monitor(*session, attention);
        ask_notifications(*session, attention);
    }
    if (system != nullptr) ask_login(*system, attention);
    return attention;
}

} // namespace kith::desktop
