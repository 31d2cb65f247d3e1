// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>

#include "core/model/instant.hpp"

namespace kith::fleet {

/// How much of what plugins say goes to the journal: so many lines of an instance a day (UTC). A
/// plugin with a number in every line would fill it.
class LogRation {
  public:
    static constexpr int kADay = 40;

    enum class Say {
        Yes,
        Last, ///< no, and that more is passed over today is what to say in its place
        No
    };

    Say take(const std::string& instance, Instant now);

    void forget(const std::string& instance) { said_.erase(instance); }

  private:
    struct Said {
        std::chrono::sys_days day;
        int lines = 0;
    };
    std::map<std::string, Said> said_;
};

} // namespace kith::fleet
