// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <utility>

#include "plugins/host/services.hpp"

namespace kith::host {

/// A deliverer's time after `deliver`: it is called when what it watches has something to say,
/// until kithd or the plugin ends that. Its processor time is bounded anew each hour; one that is
/// called at the end of what it watches, and goes on, is ended.
class Stay {
  public:
    /// `listen` takes what kithd says, and is false when kithd wants no more.
    Stay(Services& services, int channel, std::function<bool()> listen)
        : services_(services), channel_(channel), listen_(std::move(listen)) {}

    /// False, with `why` set, where the plugin would have gone on for ever.
    bool run();
    [[nodiscard]] const std::string& why() const { return why_; }

  private:
    enum class Next : std::uint8_t { GoOn, End, EndedByPlugin };
    Next step();
    Next call(const Watch& watch, bool at_end);
    void wait_for_word();
    void bound_processor_time();

    Services& services_;
    int channel_;
    std::function<bool()> listen_;
    std::chrono::steady_clock::time_point bounded_until_;
    int calls_at_end_ = 0;
    std::string why_;
};

} // namespace kith::host
