// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>

#include "wire/kept.hpp"

namespace kith::host {

/// What a plugin may keep in its state folder.
struct StateBound {
    std::uintmax_t bytes = 0;
    std::size_t files = 0;
};

/// Looks through the folder without following links. What vanishes meanwhile is passed over: a
/// plugin may be at work there. A folder that is not there holds nothing.
wire::Kept look_through(const std::filesystem::path& folder, const StateBound& bound);

/// The same by the bounds of a job; Fine where it keeps nothing.
wire::Kept look_at_state(const std::filesystem::path& folder);

/// The looks at one folder while a job runs.
class StateWatch {
  public:
    explicit StateWatch(std::filesystem::path folder) : folder_(std::move(folder)) {}

    [[nodiscard]] bool has_folder() const { return !folder_.empty(); }

    /// Looks once more. True if the job has to end for what was seen. A folder that cannot be
    /// looked through counts only the second time: it may have been seen between two of its modes.
    bool look();

    /// Once the job is over: what it was ended for, else what it leaves.
    [[nodiscard]] wire::Kept verdict() const;

  private:
    std::filesystem::path folder_;
    wire::Kept before_ = wire::Kept::Fine;
    wire::Kept ended_for_ = wire::Kept::Fine;
};

} // namespace kith::host
