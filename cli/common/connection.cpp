// SPDX-License-Identifier: MIT
#include "cli/common/connection.hpp"

#include <cerrno>
#include <cstring>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>

#include "base/paths.hpp"
#include "cli/common/terminal.hpp"

namespace kith::cli {
namespace {

constexpr const char* kPath = "/org/kith/Kith1";
constexpr const char* kInterface = "org.kith.Kith1";
constexpr const char* kWrongUseError = "org.kith.Kith1.Error.WrongUse";

int append(sd_bus_message* message, const std::string& text) {
    return sd_bus_message_append_basic(message, 's', text.c_str());
}

int append(sd_bus_message* message, std::int32_t number) {
    return sd_bus_message_append_basic(message, 'i', &number);
}

int append(sd_bus_message* message, bool truth) {
    const int value = truth ? 1 : 0;
    return sd_bus_message_append_basic(message, 'b', &value);
}

int append(sd_bus_message* message, const std::vector<std::string>& texts) {
    int r = sd_bus_message_open_container(message, 'a', "s");
    for (const auto& text : texts)
        if (r >= 0) r = append(message, text);
    return r < 0 ? r : sd_bus_message_close_container(message);
}

constexpr const char* type_of(const std::string&) { return "s"; }
constexpr const char* type_of(std::int32_t) { return "i"; }
constexpr const char* type_of(const std::vector<std::string>&) { return "as"; }

int append(sd_bus_message* message, const Details& details) {
    int r = sd_bus_message_open_container(message, 'a', "{sv}");
    for (const auto& [key, detail] : details) {
        if (r >= 0) r = sd_bus_message_open_container(message, 'e', "sv");
        if (r >= 0) r = append(message, key);
        std::visit(
            [&](const auto& value) {
                if (r >= 0) r = sd_bus_message_open_container(message, 'v', type_of(value));
                if (r >= 0) r = append(message, value);
            },
            detail);
        if (r >= 0) r = sd_bus_message_close_container(message);
        if (r >= 0) r = sd_bus_message_close_container(message);
    }
    return r < 0 ? r : sd_bus_message_close_container(message);
}

/// sd-bus itself would wait a minute and a half for a login that nobody answers.
bool is_answered(sd_bus* bus) {
    const auto until = std::chrono::steady_clock::now() + kBusTimeout;
    for (;;) {
        const int worked = sd_bus_process(bus, nullptr);
        if (worked < 0) return true; // what is wrong is told by the call
        if (sd_bus_is_ready(bus) != 0) return true;
        const auto left = std::chrono::duration_cast<std::chrono::microseconds>(
            until - std::chrono::steady_clock::now());
        if (left.count() <= 0) return false;
        if (worked == 0) (void)sd_bus_wait(bus, static_cast<std::uint64_t>(left.count()));
    }
}

} // namespace

Result<Connection> Connection::open() {
    const auto path = (runtime_dir() / "kith" / "control").string();
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof address.sun_path)
        return fail("the path of the control socket is too long: " + path);
    std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
    UniqueFd socket{::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)};
    // Where nobody takes callers any more, one waits in line.
    const timeval patience{.tv_sec = kBusTimeout.count(), .tv_usec = 0};
    if (socket)
        (void)::setsockopt(socket.get(), SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    if (!socket ||
        ::connect(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
        if (errno == EAGAIN) return fail(std::string{kSilent});
        return fail(
            "kithd is not running here. `systemctl --user start kithd` starts it; without the "
            "service, type kithd in another terminal.");
    }
    auto bus = open_peer_client(std::move(socket));
    if (!bus) return std::unexpected(bus.error());
    if (!is_answered(bus->get())) return fail(std::string{kSilent});
    return Connection{std::move(*bus)};
}

Answered Connection::call(const char* method, const std::vector<Argument>& arguments,
                          std::chrono::seconds patience) {
    sd_bus_message* raw = nullptr;
    int r = sd_bus_message_new_method_call(bus_.get(), &raw, nullptr, kPath, kInterface, method);
    const BusMessage message{raw};
    for (const auto& argument : arguments)
        if (r >= 0)
            r = std::visit([&](const auto& value) { return append(message.get(), value); },
                           argument);
    if (r < 0)
        return {kNotReachable, std::string{"the call could not be made: "} + std::strerror(-r)};
    BusError error;
    sd_bus_message* answer = nullptr;
    const auto wait = std::chrono::duration_cast<std::chrono::microseconds>(patience).count();
    r = sd_bus_call(bus_.get(), message.get(), static_cast<std::uint64_t>(wait), error.out(),
                    &answer);
    const BusMessage reply{answer};
    if (r < 0) {
        const bool ours =
            std::string_view{error.out()->name ? error.out()->name : ""}.starts_with(kInterface);
        return {error.is(kWrongUseError) ? kWrongUse
                : ours                   ? kNotSo
                                         : kNotReachable,
                error.text(r)};
    }
    const char* text = nullptr;
    if (sd_bus_message_read_basic(reply.get(), 's', static_cast<void*>(&text)) < 0 || !text)
        return {kNotReachable, "kithd answered something this kith does not know"};
    return {kOk, text};
}

} // namespace kith::cli
