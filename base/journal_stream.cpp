// SPDX-License-Identifier: MIT
#include "base/journal_stream.hpp"

#include <cstdlib>
#include <string>
#include <sys/stat.h>
#include <unistd.h>

namespace kith {

bool stderr_is_journal() {
    // systemd names the device and inode of the stream it gave us; a redirected stderr has another.
    const char* stream = std::getenv("JOURNAL_STREAM");
    struct stat status{};
    if (stream == nullptr || ::fstat(STDERR_FILENO, &status) != 0) return false;
    return stream == std::to_string(status.st_dev) + ":" + std::to_string(status.st_ino);
}

} // namespace kith
