// SPDX-License-Identifier: MIT
#include "base/event_sources.hpp"

#include <algorithm>
#include <csignal>
#include <cstdint>
#include <limits>
#include <sys/inotify.h>
#include <sys/wait.h>
#include <systemd/sd-event.h>
#include <unistd.h>

#include "base/event_guard.hpp"
#include "base/event_loop.hpp"

namespace kith {

using detail::call_held;
using detail::check;
using detail::hold;
using std::chrono::microseconds;
using OnEvent = std::function<void()>;
using OnIo = std::function<void(std::uint32_t)>;
using OnChild = std::function<void(ChildExit)>;

namespace {

int on_io(sd_event_source*, int, std::uint32_t revents, void* userdata) noexcept {
    return call_held<OnIo>(userdata, "io", revents);
}

int on_signal(sd_event_source*, const signalfd_siginfo*, void* userdata) noexcept {
    return call_held<OnEvent>(userdata, "signal");
}

int on_afterwards(sd_event_source*, void* userdata) noexcept {
    return call_held<OnEvent>(userdata, "afterwards");
}

int on_child(sd_event_source*, const siginfo_t* info, void* userdata) noexcept {
    const bool exited = info->si_code == CLD_EXITED;
    const ChildExit how{exited ? info->si_status : 0, exited ? 0 : info->si_status};
    return call_held<OnChild>(userdata, "child", how);
}

int on_inotify(sd_event_source*, const inotify_event* event, void* userdata) noexcept {
    const std::string_view name = event->len > 0 ? std::string_view(event->name) : "";
    return call_held<InotifySource::Callback>(userdata, "inotify", event->mask, name);
}

int on_defer(sd_event_source*, void* userdata) noexcept {
    return call_held<OnEvent>(userdata, "defer");
}

/// sd-event insists that what it waits for through signalfd is blocked.
void block_signal(int signal) {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, signal);
    check(-pthread_sigmask(SIG_BLOCK, &set, nullptr), "the signal could not be blocked");
}

} // namespace

void EventSource::Unref::operator()(sd_event_source* source) const noexcept {
    (void)sd_event_source_disable_unref(source);
}

void EventSource::set_priority(std::int64_t priority) {
    check(sd_event_source_set_priority(source_.get(), priority), "no such priority");
}

void EventSource::disable() {
    check(sd_event_source_set_enabled(source_.get(), SD_EVENT_OFF),
          "a source could not be stopped");
}

IoSource::IoSource(EventLoop& loop, int fd, std::uint32_t events, OnIo callback) {
    auto held = hold(std::move(callback));
    sd_event_source* source = nullptr;
    check(sd_event_add_io(loop.handle(), &source, fd, events, on_io, held.get()),
          "a descriptor could not be watched");
    source_.reset(source);
    callback_ = std::move(held);
}

void IoSource::set_events(std::uint32_t events) {
    check(sd_event_source_set_io_events(source_.get(), events), "no such events");
    check(sd_event_source_set_enabled(source_.get(), SD_EVENT_ON), "a source could not be started");
}

SignalSource::SignalSource(EventLoop& loop, int signal, OnEvent callback) {
    block_signal(signal);
    auto held = hold(std::move(callback));
    sd_event_source* source = nullptr;
    check(sd_event_add_signal(loop.handle(), &source, signal, on_signal, held.get()),
          "a signal could not be watched");
    source_.reset(source);
    callback_ = std::move(held);
}

AfterwardsSource::AfterwardsSource(EventLoop& loop, OnEvent callback) {
    auto held = hold(std::move(callback));
    sd_event_source* source = nullptr;
    check(sd_event_add_post(loop.handle(), &source, on_afterwards, held.get()),
          "the end of a round could not be watched");
    source_.reset(source);
    callback_ = std::move(held);
}

ChildSource::ChildSource(EventLoop& loop, UniqueFd pidfd, OnChild callback) {
    block_signal(SIGCHLD);
    auto held = hold(std::move(callback));
    sd_event_source* source = nullptr;
    check(sd_event_add_child_pidfd(loop.handle(), &source, pidfd.get(), WEXITED, on_child,
                                   held.get()),
          "a process could not be watched");
    source_.reset(source);
    callback_ = std::move(held);
    check(sd_event_source_set_child_pidfd_own(source, 1), "a process could not be owned");
    (void)pidfd.release();
    check(sd_event_source_set_child_process_own(source, 1), "a process could not be owned");
}

void ChildSource::kill(int signal) {
    const int result = sd_event_source_send_child_signal(source_.get(), signal, nullptr, 0);
    if (result != -ESRCH) check(result, "a process could not be signalled");
}

InotifySource::InotifySource(EventLoop& loop, const std::filesystem::path& path, std::uint32_t mask,
                             Callback callback) {
    auto held = hold(std::move(callback));
    sd_event_source* source = nullptr;
    check(sd_event_add_inotify(loop.handle(), &source, path.c_str(), mask, on_inotify, held.get()),
          "a folder could not be watched");
    source_.reset(source);
    callback_ = std::move(held);
}

DeferSource::DeferSource(EventLoop& loop, OnEvent callback) {
    auto held = hold(std::move(callback));
    sd_event_source* source = nullptr;
    check(sd_event_add_defer(loop.handle(), &source, on_defer, held.get()),
          "work could not be deferred");
    source_.reset(source);
    callback_ = std::move(held);
    disable();
}

void DeferSource::schedule() {
    check(sd_event_source_set_enabled(source_.get(), SD_EVENT_ONESHOT),
          "work could not be deferred");
}

} // namespace kith
