// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>
#include <utility>

#include "core/model/instant.hpp"

namespace kith::fleet {

/// How much of what plugins say goes to the journal: so many lines of an instance a day (UTC), and
/// as many warnings and errors, which what else it says does not push out. A plugin with a number
/// in every line would fill it.
class LogRation {
  public:
    static constexpr int kADay = 20;

    enum class Say {
        Yes,
        Last, ///< no, and that more is passed over today is what to say in its place
        No
    };

    Say take(const std::string& instance, bool grave, Instant now);

    void forget(const std::string& instance) {
        said_.erase({instance, false});
        said_.erase({instance, true});
    }

  private:
    struct Said {
        std::chrono::sys_days day;
        int lines = 0;
    };
    std::map<std::pair<std::string, bool>, Said> said_; ///< grave or not
};

} // namespace kith::fleet
