// SPDX-License-Identifier: MIT
#include "cli/client/service_state.hpp"

#include <cstdlib>
#include <memory>

#include "base/bus.hpp"
#include "cli/client/unit_fault.hpp"

namespace kith::cli {
namespace {

constexpr const char* kManager = "org.freedesktop.systemd1";
constexpr const char* kUnit = "/org/freedesktop/systemd1/unit/kithd_2eservice";

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

std::string text_of(sd_bus* bus, const char* interface, const char* property) {
    char* raw = nullptr;
    if (sd_bus_get_property_string(bus, kManager, kUnit, interface, property, nullptr, &raw) < 0)
        return {};
    const std::unique_ptr<char, decltype(&std::free)> owned{raw, &std::free};
    return owned.get();
}

} // namespace

std::string service_fault() {
    constexpr auto kOfUnit = "org.freedesktop.systemd1.Unit";
    constexpr auto kOfService = "org.freedesktop.systemd1.Service";
    const auto bus = open_user_bus();
    // A question to a manager that is not there would have the bus start one.
    if (!bus || sd_bus_get_name_creds(bus->get(), kManager, 0, nullptr) < 0) return {};
    UnitState unit;
    unit.active = text_of(bus->get(), kOfUnit, "ActiveState");
    unit.sub = text_of(bus->get(), kOfUnit, "SubState");
    unit.result = text_of(bus->get(), kOfService, "Result");
    (void)sd_bus_get_property_trivial(bus->get(), kManager, kUnit, kOfService, "ExecMainStatus",
                                      nullptr, 'i', &unit.status);
    return unit_fault(unit);
}

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
