// SPDX-License-Identifier: MIT
#include "plugins/desktop/notification_server.hpp"

#include <cstdlib>
#include <utility>

namespace kith::desktop {
namespace {

// On GNOME a low urgency never shows as a banner and KDE keeps it out of its list: the one offer
// would be seen by nobody.
constexpr std::uint8_t kUrgencyNormal = 1;

Target at(const std::string& owner, const char* member) {
    return {owner, kNotificationsPath, kNotifications, member};
}

int append_actions(sd_bus_message* m, const Content& content) {
    int r = sd_bus_message_open_container(m, 'a', "s");
    for (const auto& [key, label] : content.actions) {
        if (r >= 0) r = sd_bus_message_append(m, "ss", key.c_str(), label.c_str());
    }
    return r >= 0 ? sd_bus_message_close_container(m) : r;
}

int append_hints(sd_bus_message* m, const Content& content) {
    int r = sd_bus_message_open_container(m, 'a', "{sv}");
    if (r >= 0) r = sd_bus_message_append(m, "{sv}", "urgency", "y", kUrgencyNormal);
    if (r >= 0) r = sd_bus_message_append(m, "{sv}", "category", "s", "x-kith.offer");
    if (r >= 0 && content.silent) r = sd_bus_message_append(m, "{sv}", "suppress-sound", "b", 1);
    if (r >= 0 && !content.silent)
        r = sd_bus_message_append(m, "{sv}", "sound-name", "s", "message-new-instant");
    return r >= 0 ? sd_bus_message_close_container(m) : r;
}

Heard heard_from(sd_bus_message* m, bool with_text) {
    Heard heard;
    if (const char* sender = sd_bus_message_get_sender(m)) heard.sender = sender;
    const char* text = nullptr;
    if (with_text) {
        if (sd_bus_message_read(m, "us", &heard.id, &text) > 0) heard.key = text;
    } else if (sd_bus_message_read(m, "uu", &heard.id, &heard.reason) <= 0) {
        heard.reason = 0;
    }
    return heard;
}

} // namespace

void NotificationServer::listen(Events events) {
    const auto from = [](const char* member) { return at(kNotifications, member); };
    bus_.on_signal(from("ActionInvoked"), [call = std::move(events.action)](sd_bus_message* m) {
        call(heard_from(m, true));
    });
    bus_.on_signal(from("ActivationToken"), [call = std::move(events.token)](sd_bus_message* m) {
        call(heard_from(m, true));
    });
    bus_.on_signal(
        from("NotificationClosed"),
        [call = std::move(events.closed)](sd_bus_message* m) { call(heard_from(m, false)); });
    bus_.on_signal(
        {"org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
         "NameOwnerChanged"},
        [call = std::move(events.owner_changed)](sd_bus_message* m) {
            const char* new_owner = nullptr;
            if (sd_bus_message_read(m, "sss", nullptr, nullptr, &new_owner) > 0) call(new_owner);
        },
        kNotifications);
}

std::expected<std::string, Refusal> NotificationServer::find() {
    if (auto owner = bus_.owner_of(kNotifications)) return *std::move(owner);
    if (bus_.can_start(kNotifications)) {
        if (auto started = bus_.start(kNotifications); !started)
            return std::unexpected(std::move(started.error()));
        if (auto owner = bus_.owner_of(kNotifications)) return *std::move(owner);
    }
    return std::unexpected(
        Refusal{SD_BUS_ERROR_SERVICE_UNKNOWN, "no notification service is running", 0});
}

std::expected<Capabilities, Refusal> NotificationServer::capabilities(const std::string& owner) {
    auto answer = bus_.call(at(owner, "GetCapabilities"));
    if (!answer) return std::unexpected(std::move(answer.error()));
    char** words = nullptr;
    std::vector<std::string> found;
    (void)sd_bus_message_read_strv(answer->get(), &words);
    for (char** word = words; word != nullptr && *word != nullptr; ++word) {
        found.emplace_back(*word);
        ::free(*word);
    }
    ::free(words);
    return capabilities_from(found);
}

std::expected<Receipt, Refusal> NotificationServer::notify(const std::string& owner,
                                                           const Content& content,
                                                           std::uint32_t replaces) {
    auto answer = bus_.call(at(owner, "Notify"), [&content, replaces](sd_bus_message* m) {
        int r = sd_bus_message_append(m, "susss", "Kith", replaces, "", content.title.c_str(),
                                      content.body.c_str());
        if (r >= 0) r = append_actions(m, content);
        if (r >= 0) r = append_hints(m, content);
        return r >= 0 ? sd_bus_message_append(m, "i", content.expire_ms) : r;
    });
    if (!answer) return std::unexpected(std::move(answer.error()));
    Receipt receipt{bus_.id(), owner, 0};
    // A server that answers without an id has shown it all the same: there is only nothing to
    // close.
    (void)sd_bus_message_read(answer->get(), "u", &receipt.id);
    return receipt;
}

std::expected<void, Refusal> NotificationServer::close(const Receipt& receipt) {
    auto answer = bus_.call(at(receipt.owner, "CloseNotification"), [&receipt](sd_bus_message* m) {
        return sd_bus_message_append(m, "u", receipt.id);
    });
    if (!answer && answer.error().may_have_arrived())
        return std::unexpected(std::move(answer.error()));
    return {};
}

void NotificationServer::close_later(const Receipt& receipt) {
    bus_.tell(at(receipt.owner, "CloseNotification"),
              [&receipt](sd_bus_message* m) { return sd_bus_message_append(m, "u", receipt.id); });
}

} // namespace kith::desktop
