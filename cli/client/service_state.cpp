// SPDX-License-Identifier: MIT
#include "cli/client/service_state.hpp"

#include "base/bus.hpp"

namespace kith::cli {
namespace {

constexpr const char* kManager = "org.freedesktop.systemd1";

/// `enabled`, `disabled` ..., or the D-Bus error's name.
std::string file_state(sd_bus* bus) {
    sd_bus_message* raw = nullptr;
    int r = sd_bus_message_new_method_call(bus, &raw, kManager, "/org/freedesktop/systemd1",
                                           "org.freedesktop.systemd1.Manager", "GetUnitFileState");
    const BusMessage call{raw};
    if (r >= 0) r = sd_bus_message_set_auto_start(call.get(), 0);
    if (r >= 0) r = sd_bus_message_append_basic(call.get(), 's', "kithd.service");
    BusError error;
    sd_bus_message* answer = nullptr;
    if (r >= 0) r = sd_bus_call(bus, call.get(), 0, error.out(), &answer);
    const BusMessage reply{answer};
    const char* state = nullptr;
    if (r >= 0) r = sd_bus_message_read_basic(reply.get(), 's', static_cast<void*>(&state));
    if (r >= 0 && state) return state;
    return error.out()->name ? error.out()->name : "";
}

} // namespace

ServiceState service_state() {
    const auto bus = open_user_bus();
    const auto state = bus ? file_state(bus->get()) : std::string{};
    if (state == "enabled" || state == "enabled-runtime" || state == "static")
        return {true, "Service: kithd starts with your session."};
    if (state == "masked" || state == "masked-runtime")
        return {false, "Service: it is masked; `systemctl --user unmask kithd` gives it back."};
    if (state == "disabled" || state == "linked" || state == "linked-runtime")
        return {false,
                "Service: nothing starts kithd by itself yet; `systemctl --user enable --now "
                "kithd` does."};
    if (state == "org.freedesktop.systemd1.NoSuchUnit" ||
        state == "org.freedesktop.DBus.Error.FileNotFound")
        return {false, "Service: kithd is not installed as one here, so it runs as long as it was "
                       "started for."};
    return {false,
            "Service: there is no service manager of yours here, so kithd runs as long as it "
            "was started for."};
}

} // namespace kith::cli
