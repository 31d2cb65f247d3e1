// SPDX-License-Identifier: MIT
#include "plugins/desktop/session_bus.hpp"

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>

namespace kith::desktop {
namespace {

constexpr const char* kDBus = "org.freedesktop.DBus";
constexpr const char* kDBusPath = "/org/freedesktop/DBus";

Target bus_itself(const char* member) { return {kDBus, kDBusPath, kDBus, member}; }

std::uint64_t microseconds(std::chrono::milliseconds time) {
    return static_cast<std::uint64_t>(std::chrono::microseconds(time).count());
}

std::unexpected<Refusal> refusal_from(sd_bus_error& error, int result) {
    Refusal refusal{error.name == nullptr ? "" : error.name,
                    error.message == nullptr ? std::strerror(-result) : error.message, -result};
    sd_bus_error_free(&error);
    return std::unexpected(std::move(refusal));
}

/// The one way from sd-bus into C++: nothing gets out.
int on_match(sd_bus_message* message, void* handler, sd_bus_error*) noexcept {
    try {
        (*static_cast<SessionBus::Handler*>(handler))(message);
    } catch (...) {
        // A signal that cannot be taken in is as good as one that never came.
    }
    return 0;
}

} // namespace

bool Refusal::may_have_arrived() const {
    return code == ETIMEDOUT || code == ECONNRESET || name == SD_BUS_ERROR_NO_REPLY ||
           name == SD_BUS_ERROR_TIMEOUT || name == "org.freedesktop.DBus.Error.TimedOut";
}

bool Refusal::nobody_there() const {
    return name == SD_BUS_ERROR_SERVICE_UNKNOWN || name == SD_BUS_ERROR_NAME_HAS_NO_OWNER ||
           code == ENOTCONN || name.starts_with("org.freedesktop.DBus.Error.Spawn.");
}

Result<SessionBus> SessionBus::open(Which which) {
    sd_bus* raw = nullptr;
    int r = which == Which::Session ? sd_bus_open_user(&raw) : sd_bus_open_system(&raw);
    Bus bus(raw);
    const char* name = nullptr;
    if (r >= 0) r = sd_bus_get_unique_name(raw, &name); // waits until the bus has said hello
    if (r < 0) return fail(std::strerror(-r));
    return SessionBus(std::move(bus));
}

void SessionBus::set_timeout(std::chrono::milliseconds timeout) {
    (void)sd_bus_set_method_call_timeout(bus_.get(), microseconds(timeout));
}

std::expected<BusMessage, Refusal> SessionBus::call(const Target& target, const Fill& fill) {
    sd_bus_message* raw = nullptr;
    sd_bus_error error{};
    int r = sd_bus_message_new_method_call(bus_.get(), &raw, target.destination.c_str(),
                                           target.path.c_str(), target.interface.c_str(),
                                           target.member.c_str());
    const BusMessage request(raw);
    if (r >= 0) r = sd_bus_message_set_auto_start(raw, target.auto_start ? 1 : 0);
    if (r >= 0 && fill) r = fill(raw);
    if (r < 0) return refusal_from(error, r);
    sd_bus_message* answer = nullptr;
    r = sd_bus_call(bus_.get(), raw, 0, &error, &answer);
    if (r < 0) return refusal_from(error, r);
    return BusMessage(answer);
}

void SessionBus::tell(const Target& target, const Fill& fill) {
    sd_bus_message* raw = nullptr;
    int r = sd_bus_message_new_method_call(bus_.get(), &raw, target.destination.c_str(),
                                           target.path.c_str(), target.interface.c_str(),
                                           target.member.c_str());
    const BusMessage request(raw);
    if (r >= 0) r = sd_bus_message_set_auto_start(raw, 0);
    if (r >= 0) r = sd_bus_message_set_expect_reply(raw, 0);
    if (r >= 0) r = fill(raw);
    if (r >= 0) r = sd_bus_send(bus_.get(), raw, nullptr);
    if (r >= 0) (void)sd_bus_flush(bus_.get());
}

std::optional<BusMessage> SessionBus::property(const Target& target, const char* type) {
    auto answer = call({target.destination, target.path, "org.freedesktop.DBus.Properties", "Get"},
                       [&target](sd_bus_message* m) {
                           return sd_bus_message_append(m, "ss", target.interface.c_str(),
                                                        target.member.c_str());
                       });
    if (!answer || sd_bus_message_enter_container(answer->get(), 'v', type) <= 0)
        return std::nullopt;
    return std::move(*answer);
}

std::optional<std::string> SessionBus::owner_of(const std::string& name) {
    const auto answer = call(bus_itself("GetNameOwner"), [&name](sd_bus_message* m) {
        return sd_bus_message_append(m, "s", name.c_str());
    });
    const char* owner = nullptr;
    if (!answer || sd_bus_message_read(answer->get(), "s", &owner) <= 0) return std::nullopt;
    return std::string(owner);
}

bool SessionBus::can_start(const std::string& name) {
    const auto answer = call(bus_itself("ListActivatableNames"));
    char** names = nullptr;
    if (!answer || sd_bus_message_read_strv(answer->get(), &names) < 0) return false;
    bool found = false;
    for (char** at = names; at != nullptr && *at != nullptr; ++at) {
        found = found || name == *at;
        ::free(*at);
    }
    ::free(names);
    return found;
}

std::expected<void, Refusal> SessionBus::start(const std::string& name) {
    auto answer = call(bus_itself("StartServiceByName"), [&name](sd_bus_message* m) {
        return sd_bus_message_append(m, "su", name.c_str(), 0U);
    });
    if (!answer) return std::unexpected(std::move(answer.error()));
    return {};
}

bool SessionBus::on_signal(const Target& from, Handler handler, const std::string& about) {
    handlers_.push_back(std::move(handler));
    std::string rule = "type='signal'";
    const auto narrow = [&rule](const char* key, const std::string& value) {
        if (!value.empty()) rule += std::string(",") + key + "='" + value + "'";
    };
    narrow("sender", from.destination);
    narrow("path", from.path);
    narrow("interface", from.interface);
    narrow("member", from.member);
    narrow("arg0", about);
    sd_bus_slot* slot = nullptr;
    const int r = sd_bus_add_match(bus_.get(), &slot, rule.c_str(), &on_match, &handlers_.back());
    if (r >= 0) slots_.emplace_back(slot);
    return r >= 0;
}

bool SessionBus::process() {
    for (;;) {
        const int r = sd_bus_process(bus_.get(), nullptr);
        if (r < 0) return false;
        if (r == 0) return sd_bus_is_open(bus_.get()) > 0;
    }
}

bool SessionBus::process_within(std::chrono::milliseconds patience) {
    (void)sd_bus_wait(bus_.get(), microseconds(patience));
    return process();
}

int SessionBus::fd() const { return sd_bus_get_fd(bus_.get()); }

std::string SessionBus::id() const {
    sd_id128_t id{};
    if (sd_bus_get_bus_id(bus_.get(), &id) < 0) return "unknown";
    std::array<char, SD_ID128_STRING_MAX> text{};
    return sd_id128_to_string(id, text.data());
}

} // namespace kith::desktop
