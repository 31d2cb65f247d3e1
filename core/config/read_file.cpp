// SPDX-License-Identifier: MIT
#include "core/config/read_file.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>

#include <fmt/format.h>

#include "base/unique_fd.hpp"
#include "core/config/source_text.hpp"

namespace kith::config {

Result<std::string> read_whole(const std::filesystem::path& path) {
    // O_NONBLOCK: a named pipe in the folder must not hold anything up.
    const UniqueFd fd{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)};
    if (!fd) return fail(fmt::format("this file cannot be read: {}", std::strerror(errno)));
    struct stat info{};
    if (::fstat(fd.get(), &info) != 0 || !S_ISREG(info.st_mode)) return fail("this is not a file");
    std::string text;
    char buffer[16384];
    while (text.size() <= kMaxFileBytes) {
        const auto got = ::read(fd.get(), buffer, sizeof buffer);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return fail(fmt::format("this file cannot be read: {}", std::strerror(errno)));
        if (got == 0) break;
        text.append(buffer, static_cast<std::size_t>(got));
    }
    return text;
}

} // namespace kith::config
