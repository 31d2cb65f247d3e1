// SPDX-License-Identifier: MIT
#include "daemon/ledger/lock.hpp"

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>

#include <fmt/format.h>

#include "base/files.hpp"

namespace kith::ledger {

Result<UniqueFd> lock_folder(const std::filesystem::path& dir) {
    const auto file = dir / "lock";
    UniqueFd fd{::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600)};
    if (!fd) return fail(errno_text(fmt::format("{} cannot be opened", file.string()), errno));
    if (::flock(fd.get(), LOCK_EX | LOCK_NB) == 0) return fd;
    if (errno == EWOULDBLOCK)
        return fail(
            fmt::format("another kithd already looks after {}; one is enough", dir.string()));
    return fail(errno_text(fmt::format("{} cannot be locked", file.string()), errno));
}

} // namespace kith::ledger
