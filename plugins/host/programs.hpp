// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include "base/unique_fd.hpp"
#include "plugins/host/child.hpp"

namespace kith::host {

/// What to start, and how.
struct ProgramOrder {
    std::vector<std::string> words;
    std::vector<std::string> environment; ///< on top of a clean one
    Streams streams;
    bool detached = false;                ///< it lives on by itself
    std::chrono::milliseconds longest{0}; ///< 0: any time
};

/// Programs of the person's own, started for a plugin: as units of the service manager where there
/// is one, else as children with a clean environment. Each has a thread that waits for its end.
/// Destruction stops those that are not detached.
class Programs {
  public:
    Programs() = default;
    Programs(const Programs&) = delete;
    Programs& operator=(const Programs&) = delete;
    ~Programs();

    /// 0, and `ended` gives the status (an int) once it has ended, unless it is detached; closed
    /// before, the program is stopped. Or an errno.
    int start(ProgramOrder order, UniqueFd& ended);

  private:
    std::vector<std::thread> waiting_;
    std::vector<UniqueFd> stop_; ///< closed, they stop all
};

} // namespace kith::host
