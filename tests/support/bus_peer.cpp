// SPDX-License-Identifier: MIT
#include "tests/support/bus_peer.hpp"

#include <array>
#include <fcntl.h>
#include <future>
#include <poll.h>
#include <stdexcept>

namespace kith::test {

struct BusPeer::Post {
    std::function<void(sd_bus*)> task; ///< none: the end
    std::promise<void> done;
};

BusPeer::BusPeer(const std::string& address, const std::vector<std::string>& names, OnCall on_call)
    : on_call_(std::move(on_call)) {
    sd_bus* raw = nullptr;
    int r = sd_bus_new(&raw);
    bus_.reset(raw);
    if (r >= 0) r = sd_bus_set_address(raw, address.c_str());
    if (r >= 0) r = sd_bus_set_bus_client(raw, 1);
    if (r >= 0) r = sd_bus_start(raw);
    if (r >= 0) r = sd_bus_add_filter(raw, nullptr, &BusPeer::filter, this);
    for (const auto& name : names) {
        if (r >= 0) r = sd_bus_request_name(raw, name.c_str(), 0);
    }
    const char* unique = nullptr;
    if (r >= 0) r = sd_bus_get_unique_name(raw, &unique);
    std::array<int, 2> pipe{};
    if (r < 0 || ::pipe2(pipe.data(), O_CLOEXEC) != 0)
        throw std::runtime_error("the bus peer could not start");
    unique_name_ = unique;
    posts_.reset(pipe[0]);
    posts_from_.reset(pipe[1]);
    thread_ = std::thread([this] { loop(); });
}

BusPeer::~BusPeer() {
    Post end;
    Post* address = &end;
    (void)!::write(posts_from_.get(), &address, sizeof address);
    thread_.join();
}

void BusPeer::run(const std::function<void(sd_bus*)>& task) {
    Post post{task, {}};
    Post* address = &post;
    (void)!::write(posts_from_.get(), &address, sizeof address);
    post.done.get_future().wait();
}

int BusPeer::filter(sd_bus_message* message, void* self, sd_bus_error*) noexcept {
    if (sd_bus_message_is_method_call(message, nullptr, nullptr) <= 0) return 0;
    const char* interface = sd_bus_message_get_interface(message);
    if (interface != nullptr && std::string_view(interface) == "org.freedesktop.DBus.Peer")
        return 0;
    return static_cast<BusPeer*>(self)->on_call_(message) ? 1 : 0;
}

void BusPeer::loop() {
    for (;;) {
        while (bus_ && !gone_ && sd_bus_process(bus_.get(), nullptr) > 0) {
        }
        if (gone_) bus_.reset();
        std::array<pollfd, 2> fds{{{posts_.get(), POLLIN, 0}, {-1, POLLIN, 0}}};
        if (bus_) {
            (void)sd_bus_flush(bus_.get());
            fds[1].fd = sd_bus_is_open(bus_.get()) > 0 ? sd_bus_get_fd(bus_.get()) : -1;
        }
        (void)::poll(fds.data(), fds.size(), -1);
        if (fds[0].revents == 0) continue;
        Post* post = nullptr;
        if (::read(posts_.get(), static_cast<void*>(&post), sizeof post) != sizeof post) return;
        if (!post->task) {
            bus_.reset();
            return;
        }
        if (bus_) {
            post->task(bus_.get());
            if (!gone_) (void)sd_bus_flush(bus_.get());
        }
        post->done.set_value();
    }
}

} // namespace kith::test
