// SPDX-License-Identifier: MIT
#include "daemon/control/user_bus.hpp"

#include <array>
#include <cstdlib>
#include <sys/inotify.h>
#include <system_error>
#include <unistd.h>
#include <utility>

#include "base/log.hpp"
#include "base/paths.hpp"
#include "daemon/control/vtable.hpp"

namespace kith::daemon {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;

constexpr const char* kBusName = "org.kith.Kith1";
constexpr const char* kRefused = "org.kith.Kith1.Error.NotYours";
constexpr auto kAskFor = milliseconds{500};
/// After a bus went or its socket came: it may not listen yet. Then its socket is waited for.
constexpr std::array kRetries{milliseconds{100}, milliseconds{1000}, milliseconds{10'000},
                              milliseconds{60'000}, milliseconds{300'000}};
/// Where no socket can be watched for.
constexpr auto kSeldom = std::chrono::hours{1};

} // namespace

std::optional<std::filesystem::path> bus_socket(const char* address,
                                                const std::filesystem::path& runtime) {
    if (address == nullptr || *address == '\0') return runtime / "bus";
    constexpr std::string_view kPath = "unix:path=";
    std::string_view text = address;
    // Escapes and lists of addresses are rare: the slow way does for them.
    if (!text.starts_with(kPath) || text.find_first_of("%;") != std::string_view::npos)
        return std::nullopt;
    text.remove_prefix(kPath.size());
    return std::filesystem::path{text.substr(0, text.find(','))};
}

UserBus::UserBus(EventLoop& loop, Commands& commands)
    : loop_(loop), commands_(commands), retry_(loop, TimerClock::Monotonic, [this] { connect(); }) {
    connect();
}

UserBus::~UserBus() = default;

BusStanding UserBus::standing() const {
    if (held_) return {true, {}};
    return {false,
            trouble_.empty() ? "" : trouble_ + " `kith` works all the same; other programs wait."};
}

Result<Bus> UserBus::open() {
    sd_bus* raw = nullptr;
    int r = sd_bus_open_user_with_description(&raw, "kith");
    Bus bus(raw);
    if (r >= 0) r = set_up(bus.get());
    if (r < 0) return fail(std::generic_category().message(-r));
    return bus;
}

int UserBus::set_up(sd_bus* bus) {
    const auto timeout = static_cast<std::uint64_t>(microseconds{kBusTimeout}.count());
    int r = sd_bus_set_method_call_timeout(bus, timeout);
    const auto keep = [&r](BusSlot& place, auto&& add) {
        sd_bus_slot* slot = nullptr;
        if (r >= 0) r = add(&slot);
        place.reset(slot);
    };
    keep(filter_, [&](auto** s) { return sd_bus_add_filter(bus, s, on_call, this); });
    keep(table_, [&](auto** s) {
        return sd_bus_add_object_vtable(bus, s, kObjectPath, kInterface, control_vtable(),
                                        &commands_);
    });
    keep(gone_, [&](auto** s) {
        return sd_bus_match_signal(bus, s, nullptr, "/org/freedesktop/DBus/Local",
                                   "org.freedesktop.DBus.Local", "Disconnected", on_lost, this);
    });
    keep(acquired_, [&](auto** s) {
        return sd_bus_match_signal_async(bus, s, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                                         "org.freedesktop.DBus", "NameAcquired", on_acquired,
                                         nullptr, this);
    });
    keep(naming_, [&](auto** s) {
        return sd_bus_request_name_async(bus, s, kBusName, SD_BUS_NAME_QUEUE, on_named, this);
    });
    return r < 0 ? r : sd_bus_attach_event(bus, loop_.handle(), SD_EVENT_PRIORITY_NORMAL);
}

void UserBus::connect() {
    if (bus_) return;
    if (!socket_appears_) watch(); // before the try, so that nothing falls between
    auto bus = open();
    if (bus) {
        bus_ = std::move(*bus);
        socket_appears_.reset(); // that folder is a busy one
        return;
    }
    trouble_ = "There is no user bus here.";
    again();
}

void UserBus::lost(std::string why) {
    held_ = false;
    trouble_ = std::move(why);
    if (!std::exchange(told_, true)) log_event(Level::Notice, trouble_);
    // Not from inside its own dispatch: the bus is still in use there.
    loop_.post([this] {
        for (auto* slot : {&filter_, &table_, &gone_, &naming_, &acquired_}) slot->reset();
        bus_.reset();
        known_.clear();
        again();
    });
}

void UserBus::again() {
    // A socket that is not there says itself when it comes: nothing wakes kithd for it meanwhile.
    std::error_code error;
    if (socket_appears_ && !std::filesystem::exists(socket_path_, error)) return;
    const auto step = static_cast<std::size_t>(tries_);
    if (step < kRetries.size()) {
        ++tries_;
        retry_.set_in(kRetries[step], kRetries[step] / 2);
    } else if (!socket_appears_) {
        retry_.set_in(kSeldom, kSeldom / 2);
    }
}

void UserBus::watch() {
    const auto socket = bus_socket(std::getenv("DBUS_SESSION_BUS_ADDRESS"), runtime_dir());
    if (!socket) return;
    socket_path_ = *socket;
    try {
        socket_appears_.emplace(
            loop_, socket->parent_path(), IN_CREATE | IN_MOVED_TO,
            [this, name = socket->filename().string()](std::uint32_t, std::string_view what) {
                if (what != name) return;
                tries_ = 0;
                loop_.post([this] { connect(); });
            });
    } catch (const std::system_error&) {
        return; // the folder itself is not there: asked for seldom
    }
}

bool UserBus::is_ours(sd_bus_message* call) {
    const char* sender = sd_bus_message_get_sender(call);
    if (sender == nullptr) return false;
    if (known_.contains(sender)) return true;
    const auto timeout = [this](microseconds t) {
        (void)sd_bus_set_method_call_timeout(bus_.get(), static_cast<std::uint64_t>(t.count()));
    };
    timeout(kAskFor);
    sd_bus_creds* creds = nullptr;
    uid_t uid = 0;
    const bool ours = sd_bus_get_name_creds(bus_.get(), sender, SD_BUS_CREDS_EUID, &creds) >= 0 &&
                      sd_bus_creds_get_euid(creds, &uid) >= 0 && uid == ::geteuid();
    (void)sd_bus_creds_unref(creds);
    timeout(kBusTimeout);
    // Unique names are never used again on a bus; a caller at the bound is merely asked about
    // again.
    constexpr std::size_t kMost = 4096;
    if (ours && known_.size() < kMost) known_.emplace(sender);
    return ours;
}

int UserBus::on_call(sd_bus_message* call, void* self, sd_bus_error* error) noexcept {
    try {
        if (sd_bus_message_is_method_call(call, kInterface, nullptr) <= 0) return 0;
        if (static_cast<UserBus*>(self)->is_ours(call)) return 0;
        return sd_bus_error_set(error, kRefused, "Kith answers the person it belongs to");
    } catch (const std::exception& e) {
        log_event(Level::Error, "a caller could not be looked at", {{"why", e.what()}});
        return sd_bus_error_set(error, kRefused, "Kith cannot tell who is calling");
    }
}

int UserBus::on_lost(sd_bus_message*, void* self, sd_bus_error*) noexcept {
    auto& bus = *static_cast<UserBus*>(self);
    if (bus.held_) bus.tries_ = 0;
    bus.lost("The user bus is gone.");
    return 0;
}

int UserBus::on_named(sd_bus_message* reply, void* self, sd_bus_error*) noexcept {
    auto& bus = *static_cast<UserBus*>(self);
    constexpr std::uint32_t kOwner = 1, kInQueue = 2;
    std::uint32_t outcome = 0;
    if (sd_bus_message_is_method_error(reply, nullptr) ||
        sd_bus_message_read_basic(reply, 'u', &outcome) < 0) {
        bus.lost("The user bus gives Kith no name.");
        return 0;
    }
    bus.held_ = outcome == kOwner;
    if (outcome == kInQueue) {
        bus.trouble_ = "Another program goes by org.kith.Kith1 on the user bus.";
        log_event(Level::Warning, bus.trouble_);
    }
    if (bus.held_ && std::exchange(bus.told_, false)) log_event(Level::Notice, "on the user bus");
    return 0;
}

int UserBus::on_acquired(sd_bus_message* signal, void* self, sd_bus_error*) noexcept {
    const char* name = nullptr;
    if (sd_bus_message_read_basic(signal, 's', static_cast<void*>(&name)) >= 0 &&
        std::string_view{name} == kBusName)
        static_cast<UserBus*>(self)->held_ = true;
    return 0;
}

void UserBus::emit(const char* member, const std::string& json) {
    if (bus_ && held_)
        (void)sd_bus_emit_signal(bus_.get(), kObjectPath, kInterface, member, "s", json.c_str());
}

void UserBus::nudge_offered(const std::string& json) { emit("NudgeOffered", json); }
void UserBus::changed(const std::string& json) { emit("Changed", json); }

} // namespace kith::daemon
