// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "base/bus.hpp"

namespace kith::test {

/// A program on a bus as a thread: owns names and answers calls by one function. Ready when the
/// constructor returns; off the bus, names and all, when it is destroyed.
class BusPeer {
  public:
    /// Runs in the peer's thread for every call. True: it was answered, or shall stay unanswered;
    /// false: the caller gets UnknownMethod.
    using OnCall = std::function<bool(sd_bus_message*)>;

    BusPeer(const std::string& address, const std::vector<std::string>& names, OnCall on_call);
    BusPeer(const BusPeer&) = delete;
    BusPeer& operator=(const BusPeer&) = delete;
    ~BusPeer();

    /// Runs `task` in the peer's thread and waits for it.
    void run(const std::function<void(sd_bus*)>& task);

    /// For a task or OnCall: leaves the bus at once, as a crash would.
    void vanish() { gone_ = true; }

    [[nodiscard]] const std::string& unique_name() const { return unique_name_; }

  private:
    struct Post;
    void loop();
    static int filter(sd_bus_message* message, void* self, sd_bus_error*) noexcept;

    Bus bus_;
    OnCall on_call_;
    std::string unique_name_;
    UniqueFd posts_;      ///< the thread reads pointers to Post
    UniqueFd posts_from_; ///< the owner writes them
    bool gone_ = false;
    std::thread thread_;
};

} // namespace kith::test
