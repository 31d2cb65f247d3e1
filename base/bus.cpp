// SPDX-License-Identifier: MIT
#include "base/bus.hpp"

#include <cerrno>
#include <cstdint>
#include <fcntl.h>
#include <system_error>

namespace kith {

namespace {

std::string meaning(int result) { return std::generic_category().message(-result); }

int set_up_peer(sd_bus* bus, UniqueFd& socket, bool server) {
    // sd-bus requires that; accept() and socketpair() may not have been asked for it.
    const int flags = ::fcntl(socket.get(), F_GETFL);
    if (flags < 0 || ::fcntl(socket.get(), F_SETFL, flags | O_NONBLOCK) < 0) return -errno;
    int result = sd_bus_set_fd(bus, socket.get(), socket.get());
    if (result < 0) return result;
    (void)socket.release();
    if (server) {
        sd_id128_t id{};
        result = sd_id128_randomize(&id);
        if (result >= 0) result = sd_bus_set_server(bus, 1, id);
    }
    if (result >= 0) result = sd_bus_set_anonymous(bus, 1);
    if (result >= 0) result = sd_bus_negotiate_fds(bus, 1);
    if (result >= 0) result = sd_bus_start(bus);
    if (result < 0) return result;
    const auto timeout = std::chrono::microseconds(kBusTimeout).count();
    return sd_bus_set_method_call_timeout(bus, static_cast<std::uint64_t>(timeout));
}

Result<Bus> open_peer(UniqueFd socket, bool server) {
    sd_bus* raw = nullptr;
    int result = sd_bus_new(&raw);
    Bus bus(raw);
    if (result >= 0) result = set_up_peer(bus.get(), socket, server);
    if (result < 0) return fail("no connection: " + meaning(result));
    return bus;
}

} // namespace

std::string BusError::text(int result) const {
    if (error_.message != nullptr) return error_.message;
    if (error_.name != nullptr) return error_.name;
    return meaning(result);
}

Result<Bus> open_peer_server(UniqueFd socket) { return open_peer(std::move(socket), true); }
Result<Bus> open_peer_client(UniqueFd socket) { return open_peer(std::move(socket), false); }

Result<Bus> open_user_bus() {
    sd_bus* raw = nullptr;
    const int result = sd_bus_open_user(&raw);
    if (result < 0) return fail("no user bus: " + meaning(result));
    return Bus(raw);
}

} // namespace kith
