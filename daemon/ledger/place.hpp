// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <sys/stat.h>

namespace kith::ledger {

/// The file that stood under a name, to notice when it does no more.
class Place {
  public:
    /// As it stands now.
    explicit Place(std::filesystem::path name);

    /// Whether that file still stands there, for certain.
    [[nodiscard]] bool stands() const;
    /// Whether it is gone or another stands there, for certain.
    [[nodiscard]] bool has_changed() const;

  private:
    enum class Look { Same, Other, Unknown };
    [[nodiscard]] Look look() const;

    std::filesystem::path name_;
    struct stat was_{};
    bool known_ = false;
};

} // namespace kith::ledger
