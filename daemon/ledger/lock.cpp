// SPDX-License-Identifier: MIT
#include "daemon/ledger/lock.hpp"

#include <cerrno>
#include <fcntl.h>
#include <poll.h>
#include <sys/file.h>

#include <fmt/format.h>

#include "base/files.hpp"

namespace kith::ledger {
namespace {

constexpr int kTries = 20;
constexpr int kPause = 50; // milliseconds

} // namespace

std::expected<UniqueFd, Refusal> lock_folder(const std::filesystem::path& dir) {
    const auto file = dir / "lock";
    UniqueFd fd{::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600)};
    if (!fd)
        return std::unexpected(
            Refusal{errno_text(fmt::format("{} cannot be opened", file.string()), errno), true});
    // A daemon that was killed while it started a plugin leaves a child that holds the lock for the
    // blink until it becomes another program: that is no second daemon.
    for (int tries = 0; ::flock(fd.get(), LOCK_EX | LOCK_NB) != 0; ++tries) {
        if (errno != EWOULDBLOCK || tries == kTries) break;
        (void)::poll(nullptr, 0, kPause);
        errno = EWOULDBLOCK;
    }
    if (::flock(fd.get(), LOCK_EX | LOCK_NB) == 0) return fd;
    if (errno == EWOULDBLOCK)
        return std::unexpected(Refusal{
            fmt::format("another kithd already looks after {}; one is enough", dir.string()), false,
            true});
    return std::unexpected(
        Refusal{errno_text(fmt::format("{} cannot be locked", file.string()), errno), true});
}

} // namespace kith::ledger
