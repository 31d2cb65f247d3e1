// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <sys/types.h>
#include <vector>

#include "base/result.hpp"
#include "base/unique_fd.hpp"

namespace kith::command {

/// A started program: leader of a process group of its own, with pipes to its three streams (our
/// ends do not block). Destroying it kills the whole group if it has not been waited for.
class Child {
  public:
    /// The first word is looked up in PATH. No shell, no descriptors but the three, default
    /// signals, limits lifted as far as they may be. Fails with the program's name and the system's
    /// reason.
    static Result<Child> start(const std::vector<std::string>& words,
                               const std::vector<std::string>& environment);

    Child(Child&& other) noexcept;
    Child& operator=(Child&&) = delete;
    ~Child();

    [[nodiscard]] int exit_fd() const { return pidfd_.get(); } ///< readable when it has ended
    /// Ends it and everything it started that has not left its group.
    void kill_group() const;
    /// Waits; the status as waitpid gives it.
    int wait();

    UniqueFd in;
    UniqueFd out;
    UniqueFd err;

  private:
    Child() = default;
    pid_t pid_ = -1;
    UniqueFd pidfd_;
};

/// What a program gets to see of the environment: where programs, home and the desktop are, the
/// language and the zone. Nothing else, so no secret.
std::vector<std::string> clean_environment();

} // namespace kith::command
