// SPDX-License-Identifier: MIT
#include "daemon/secrets/unlock_watch.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/log.hpp"

namespace kith::daemon {
namespace {

constexpr std::chrono::microseconds kSettle = std::chrono::milliseconds{500};
/// A service that comes and goes all the time is asked no more often than this.
constexpr std::chrono::microseconds kAtMostEvery = std::chrono::minutes{1};
constexpr std::chrono::milliseconds kAccuracy{100};

constexpr std::array kRules{
    "type='signal',sender='org.freedesktop.secrets',path_namespace='/org/freedesktop/secrets'",
    "type='signal',sender='org.freedesktop.DBus',member='NameOwnerChanged',"
    "arg0='org.freedesktop.secrets'",
    "type='signal',sender='org.gnome.OnlineAccounts',path_namespace='/org/gnome/OnlineAccounts'",
    "type='signal',sender='org.freedesktop.DBus',member='NameOwnerChanged',"
    "arg0='org.gnome.OnlineAccounts'",
};

} // namespace

UnlockWatch::UnlockWatch(EventLoop& loop, std::function<void()> on_change)
    : loop_(loop), on_change_(std::move(on_change)),
      gap_(loop, TimerClock::Monotonic, [this] { on_change_(); }),
      soon_(loop, TimerClock::Monotonic, [this] {
          stop();
          last_ = std::chrono::steady_clock::now();
          on_change_();
      }) {}

int UnlockWatch::on_signal(sd_bus_message*, void* self, sd_bus_error*) noexcept {
    try {
        auto& me = *static_cast<UnlockWatch*>(self);
        auto wait = kSettle;
        if (me.last_) {
            const auto since = std::chrono::steady_clock::now() - *me.last_;
            wait = std::max(wait, kAtMostEvery -
                                      std::chrono::duration_cast<std::chrono::microseconds>(since));
        }
        me.soon_.set_in(wait, kAccuracy);
    } catch (const std::exception& e) {
        log_event(Level::Warning, "an unlock could not be noticed", {{"why", e.what()}});
    }
    return 0;
}

/// The bus confirms the last rule: whatever was unlocked from here on is heard, so one more try
/// closes the gap between the failure and now.
int UnlockWatch::on_listening(sd_bus_message* message, void* self, sd_bus_error*) noexcept {
    try {
        if (sd_bus_message_is_method_error(message, nullptr) > 0) return 0;
        static_cast<UnlockWatch*>(self)->gap_.set_in(std::chrono::microseconds{0}, kAccuracy);
    } catch (const std::exception& e) {
        log_event(Level::Warning, "an unlock could not be noticed", {{"why", e.what()}});
    }
    return 0;
}

void UnlockWatch::start() {
    if (bus_) {
        if (sd_bus_is_open(bus_.get()) > 0) return;
        stop(); // the session ended; perhaps another has begun
    }
    auto bus = open_user_bus();
    if (!bus) return;
    for (const auto* rule : kRules) {
        sd_bus_slot* slot = nullptr;
        const auto installed = rule == kRules.back() ? on_listening : nullptr;
        if (sd_bus_add_match_async(bus->get(), &slot, rule, on_signal, installed, this) < 0)
            return slots_.clear();
        slots_.emplace_back(slot);
    }
    if (sd_bus_attach_event(bus->get(), loop_.handle(), 0) < 0) return slots_.clear();
    bus_ = std::move(*bus);
}

void UnlockWatch::stop() {
    soon_.disable();
    gap_.disable();
    slots_.clear();
    if (bus_) (void)sd_bus_detach_event(bus_.get());
    bus_.reset();
}

} // namespace kith::daemon
