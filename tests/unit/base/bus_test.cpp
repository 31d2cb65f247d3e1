// SPDX-License-Identifier: MIT
#include <array>
#include <sys/socket.h>

#include "base/bus.hpp"
#include "base/event_loop.hpp"
#include "tests/support/catch.hpp"

using namespace kith;
using namespace std::chrono_literals;

namespace {

int answer(sd_bus_message* call, void*, sd_bus_error*) noexcept {
    const char* text = nullptr;
    const int result = sd_bus_message_read(call, "s", &text);
    return result < 0 ? result : sd_bus_reply_method_return(call, "s", text);
}

int keep(sd_bus_message* reply, void* userdata, sd_bus_error*) noexcept {
    const char* text = nullptr;
    if (sd_bus_message_read(reply, "s", &text) > 0) *static_cast<std::string*>(userdata) = text;
    return 0;
}

} // namespace

TEST_CASE("Two ends of a socket speak without a bus daemon", "[bus]") {
    std::array<int, 2> ends{};
    REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) == 0);
    EventLoop loop;
    Result<Bus> server = open_peer_server(UniqueFd(ends[0]));
    Result<Bus> client = open_peer_client(UniqueFd(ends[1]));
    REQUIRE(server);
    REQUIRE(client);
    REQUIRE(sd_bus_attach_event(server->get(), loop.handle(), 0) >= 0);
    REQUIRE(sd_bus_attach_event(client->get(), loop.handle(), 0) >= 0);

    constexpr sd_bus_vtable kTable[] = {
        SD_BUS_VTABLE_START(0),
        SD_BUS_METHOD("Echo", "s", "s", answer, SD_BUS_VTABLE_UNPRIVILEGED),
        SD_BUS_VTABLE_END,
    };
    sd_bus_slot* slot = nullptr;
    REQUIRE(sd_bus_add_object_vtable(server->get(), &slot, "/x", "org.x", kTable, nullptr) >= 0);
    const BusSlot object(slot);
    std::string heard;
    REQUIRE(sd_bus_call_method_async(client->get(), &slot, nullptr, "/x", "org.x", "Echo", keep,
                                     &heard, "s", "hello") >= 0);
    const BusSlot call(slot);
    for (int i = 0; i < 50 && heard.empty(); ++i) loop.run_once(100ms);
    CHECK(heard == "hello");
    sd_bus_detach_event(client->get());
    sd_bus_detach_event(server->get());
}

TEST_CASE("A bus error tells the best it has", "[bus]") {
    BusError error;
    CHECK(error.text(-ENOENT) == "No such file or directory");
    sd_bus_error_set(error.out(), "org.x.Gone", nullptr);
    CHECK(error.text(-ENOENT) == "org.x.Gone");
    CHECK(error.is("org.x.Gone"));
    sd_bus_error_free(error.out());
    sd_bus_error_set(error.out(), "org.x.Gone", "it went");
    CHECK(error.text() == "it went");
}

TEST_CASE("What is no socket makes no bus", "[bus]") { CHECK_FALSE(open_peer_client(UniqueFd())); }
