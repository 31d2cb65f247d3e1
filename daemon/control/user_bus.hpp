// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "base/bus.hpp"
#include "base/event_loop.hpp"
#include "daemon/control/commands.hpp"

namespace kith::daemon {

/// Where a bus address of the form `unix:path=...` has its socket; with no address (null) that is
/// `bus` in `runtime`. Nothing where no path tells (an abstract socket, several addresses).
std::optional<std::filesystem::path> bus_socket(const char* address,
                                                const std::filesystem::path& runtime);

/// org.kith.Kith1 on the user bus: the same table as the control socket's. The bus may be absent,
/// come later, go and come back: it is taken again by itself, by watching for its socket rather
/// than by asking. Callers of another uid are refused. Nothing here blocks, but for one look-up of
/// at most kAskFor at the first call of each caller.
class UserBus {
  public:
    UserBus(EventLoop& loop, Commands& commands);
    UserBus(const UserBus&) = delete;
    UserBus& operator=(const UserBus&) = delete;
    ~UserBus();

    [[nodiscard]] BusStanding standing() const;

    /// Signals to everyone who listens.
    void nudge_offered(const std::string& json);
    void changed(const std::string& json);

  private:
    void connect();
    Result<Bus> open();
    int set_up(sd_bus* bus);
    void lost(std::string why);
    void again();
    void watch();
    bool is_ours(sd_bus_message* call);
    void emit(const char* member, const std::string& json);

    static int on_call(sd_bus_message* call, void* self, sd_bus_error* error) noexcept;
    static int on_lost(sd_bus_message* signal, void* self, sd_bus_error* error) noexcept;
    static int on_named(sd_bus_message* reply, void* self, sd_bus_error* error) noexcept;
    static int on_acquired(sd_bus_message* signal, void* self, sd_bus_error* error) noexcept;

    EventLoop& loop_;
    Commands& commands_;
    Bus bus_;
    BusSlot filter_, table_, gone_, naming_, acquired_; ///< go before bus_
    std::set<std::string, std::less<>> known_;          ///< unique names of callers with our uid
    bool held_ = false;
    bool told_ = false; ///< this absence stands in the journal
    std::string trouble_;
    std::filesystem::path socket_path_;
    std::optional<InotifySource> socket_appears_; ///< while there is no bus
    TimerSource retry_;
    int tries_ = 0;
};

} // namespace kith::daemon
