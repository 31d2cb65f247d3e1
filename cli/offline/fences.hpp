// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace kith::cli {

/// How far plugins were fenced in: as kithd tells it of each one's last run, where one answers, and
/// as a jail made here and now has it.
class Fences {
  public:
    /// Asks a kithd that runs (none is started) if `of_own` is true: it knows no other folder's
    /// plugins.
    explicit Fences(bool of_own);

    /// "full (Landlock 7, system calls); led to dav.example.org:443", once for each kind of job
    /// that had another end; empty where nothing is known.
    [[nodiscard]] std::vector<std::string> at_last_run(const std::string& instance) const;

    /// Whether a kithd answered.
    [[nodiscard]] bool told() const { return told_.has_value(); }

    /// Whether one runs and did not.
    [[nodiscard]] bool hangs() const { return hangs_; }

    /// What a jail made here reaches, "full (Landlock 7, system calls)"; empty where none could be
    /// tried. Starts a host, which loads nothing.
    static std::string here();

  private:
    std::optional<std::vector<std::string>> told_;
    bool hangs_ = false;
};

} // namespace kith::cli
