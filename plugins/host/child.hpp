// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <sys/types.h>
#include <vector>

#include "base/result.hpp"
#include "base/unique_fd.hpp"

namespace kith::host {

/// The three streams a program gets. One that is not there is /dev/null.
struct Streams {
    UniqueFd in;
    UniqueFd out;
    UniqueFd err;
};

/// A started program: leader of a process group of its own. Destroying it kills the whole group if
/// it has not been waited for. It ends with the thread that started it.
class Child {
  public:
    /// `words` begin with a path. No shell, no descriptors but the three, default signals, limits
    /// lifted as far as they may be. 0, or an errno and nothing runs.
    static int start(const std::vector<std::string>& words,
                     const std::vector<std::string>& environment, const Streams& streams,
                     Child& out);

    Child() = default;
    Child(Child&& other) noexcept;
    Child& operator=(Child&& other) noexcept;
    ~Child();

    [[nodiscard]] int exit_fd() const { return pidfd_.get(); } ///< readable when it has ended
    /// Ends it and everything it started that has not left its group.
    void kill_group() const;
    /// Waits; the status as waitpid gives it.
    int wait();

  private:
    pid_t pid_ = -1;
    UniqueFd pidfd_;
};

/// Starts a program that outlives this process, in a session of its own, without streams. 0, or an
/// errno.
int start_detached(const std::vector<std::string>& words,
                   const std::vector<std::string>& environment);

/// What a program gets to see of the environment: where programs, home and the desktop are, the
/// language and the zone. Nothing else, so no secret.
std::vector<std::string> clean_environment();

/// The file a word stands for: itself if it has a slash, else looked up in PATH. Empty where there
/// is none that can be run.
std::string find_program(const std::string& word);

} // namespace kith::host
