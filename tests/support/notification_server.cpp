// SPDX-License-Identifier: MIT
#include "tests/support/notification_server.hpp"

#include <chrono>
#include <stdexcept>

namespace kith::test {
namespace {

constexpr const char* kName = "org.freedesktop.Notifications";
constexpr const char* kPath = "/org/freedesktop/Notifications";
constexpr std::chrono::seconds kPatience{10};

std::string variant_text(sd_bus_message* m) {
    char type = 0;
    const char* contents = nullptr;
    std::string text = "?";
    if (sd_bus_message_peek_type(m, &type, &contents) <= 0) return text;
    sd_bus_message_enter_container(m, 'v', contents);
    const std::string_view kind(contents);
    if (kind == "y") {
        std::uint8_t value = 0;
        sd_bus_message_read(m, "y", &value);
        text = std::to_string(value);
    } else if (kind == "b") {
        int value = 0;
        sd_bus_message_read(m, "b", &value);
        text = value != 0 ? "true" : "false";
    } else if (kind == "s") {
        const char* value = nullptr;
        sd_bus_message_read(m, "s", &value);
        text = value;
    } else {
        sd_bus_message_skip(m, contents);
    }
    sd_bus_message_exit_container(m);
    return text;
}

Notified read_notify(sd_bus_message* m) {
    Notified seen;
    const char *app = nullptr, *icon = nullptr, *title = nullptr, *body = nullptr, *text = nullptr;
    sd_bus_message_read(m, "susss", &app, &seen.replaces, &icon, &title, &body);
    seen.app = app;
    seen.title = title;
    seen.body = body;
    sd_bus_message_enter_container(m, 'a', "s");
    while (sd_bus_message_read(m, "s", &text) > 0) seen.actions.emplace_back(text);
    sd_bus_message_exit_container(m);
    sd_bus_message_enter_container(m, 'a', "{sv}");
    while (sd_bus_message_enter_container(m, 'e', "sv") > 0) {
        sd_bus_message_read(m, "s", &text);
        const std::string key = text;
        seen.hints[key] = variant_text(m);
        sd_bus_message_exit_container(m);
    }
    sd_bus_message_exit_container(m);
    sd_bus_message_read(m, "i", &seen.expire_ms);
    return seen;
}

void reply_strings(sd_bus_message* call, const std::vector<std::string>& words) {
    sd_bus_message* raw = nullptr;
    sd_bus_message_new_method_return(call, &raw);
    const BusMessage reply(raw);
    sd_bus_message_open_container(raw, 'a', "s");
    for (const auto& word : words) sd_bus_message_append(raw, "s", word.c_str());
    sd_bus_message_close_container(raw);
    sd_bus_send(nullptr, raw, nullptr);
}

void reply_error(sd_bus_message* call, const std::string& name, const std::string& text) {
    sd_bus_reply_method_errorf(call, name.c_str(), "%s", text.c_str());
}

} // namespace

ScriptedServer::ScriptedServer(const std::string& address, ServerScript script)
    : script_(std::move(script)), next_id_(script_.first_id),
      peer_(address, {kName}, [this](sd_bus_message* call) { return on_call(call); }) {}

bool ScriptedServer::on_call(sd_bus_message* call) {
    const std::string member = sd_bus_message_get_member(call);
    if (member == "GetCapabilities") {
        if (script_.hang_capabilities)
            unanswered_.emplace_back(sd_bus_message_ref(call));
        else if (!script_.capabilities_error.empty())
            reply_error(call, script_.capabilities_error, "no");
        else
            reply_strings(call, script_.capabilities);
        return true;
    }
    if (member == "Notify") return on_notify(call) >= 0;
    if (member == "CloseNotification") return on_close(call) >= 0;
    return false;
}

int ScriptedServer::on_notify(sd_bus_message* call) {
    Notified seen = read_notify(call);
    seen.id = seen.replaces != 0 && !script_.always_new_id ? seen.replaces : next_id_++;
    const std::uint32_t id = seen.id;
    {
        const std::scoped_lock lock(mutex_);
        notified_.push_back(std::move(seen));
    }
    changed_.notify_all();
    if (script_.die_in_notify) {
        peer_.vanish();
        return 0;
    }
    if (script_.hang_notify) {
        unanswered_.emplace_back(sd_bus_message_ref(call));
        return 0;
    }
    if (!script_.notify_error.empty()) {
        reply_error(call, script_.notify_error, script_.notify_error_text);
        return 0;
    }
    if (script_.close_at_once) {
        sd_bus_emit_signal(sd_bus_message_get_bus(call), kPath, kName, "NotificationClosed", "uu",
                           id, script_.close_reason);
    }
    return sd_bus_reply_method_return(call, "u", id);
}

int ScriptedServer::on_close(sd_bus_message* call) {
    std::uint32_t id = 0;
    sd_bus_message_read(call, "u", &id);
    {
        const std::scoped_lock lock(mutex_);
        closes_.push_back(id);
    }
    changed_.notify_all();
    if (script_.close_error.empty()) return sd_bus_reply_method_return(call, "");
    reply_error(call, script_.close_error, "no such notification");
    return 0;
}

Notified ScriptedServer::wait_for_notify(std::size_t count) {
    std::unique_lock lock(mutex_);
    if (!changed_.wait_for(lock, kPatience, [&] { return notified_.size() >= count; }))
        throw std::runtime_error("no such Notify came");
    return notified_[count - 1];
}

std::uint32_t ScriptedServer::wait_for_close(std::size_t count) {
    std::unique_lock lock(mutex_);
    if (!changed_.wait_for(lock, kPatience, [&] { return closes_.size() >= count; }))
        throw std::runtime_error("no such CloseNotification came");
    return closes_[count - 1];
}

std::size_t ScriptedServer::notify_count() const {
    const std::scoped_lock lock(mutex_);
    return notified_.size();
}

std::vector<std::uint32_t> ScriptedServer::closes() const {
    const std::scoped_lock lock(mutex_);
    return closes_;
}

void ScriptedServer::signal(const char* member, std::uint32_t id, const std::string& text) {
    peer_.run([&](sd_bus* bus) {
        sd_bus_emit_signal(bus, kPath, kName, member, "us", id, text.c_str());
    });
}

void ScriptedServer::invoke(std::uint32_t id, const std::string& key) {
    signal("ActionInvoked", id, key);
}

void ScriptedServer::send_token(std::uint32_t id, const std::string& token) {
    signal("ActivationToken", id, token);
}

void ScriptedServer::send_closed(std::uint32_t id, std::uint32_t reason) {
    peer_.run([&](sd_bus* bus) {
        sd_bus_emit_signal(bus, kPath, kName, "NotificationClosed", "uu", id, reason);
    });
}

} // namespace kith::test
