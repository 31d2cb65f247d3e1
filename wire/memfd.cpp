// SPDX-License-Identifier: MIT
#include "wire/memfd.hpp"

#include <cerrno>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

#include "wire/limits.hpp"

namespace kith::wire {
namespace {

constexpr int kSeals = F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE;

[[noreturn]] void throw_errno(const char* what) {
    throw std::system_error(errno, std::generic_category(), what);
}

} // namespace

UniqueFd make_memfd(std::string_view text) {
    UniqueFd fd(::memfd_create("kith", MFD_CLOEXEC | MFD_ALLOW_SEALING));
    if (!fd) throw_errno("memfd_create");
    while (!text.empty()) {
        const auto written = ::write(fd.get(), text.data(), text.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) throw_errno("write to a memfd");
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    if (::fcntl(fd.get(), F_ADD_SEALS, kSeals) != 0) throw_errno("seal a memfd");
    return fd;
}

Result<std::string> read_memfd(int fd) {
    // An unsealed one could change or shrink while it is read.
    const int seals = ::fcntl(fd, F_GET_SEALS);
    if (seals < 0 || (seals & kSeals) != kSeals) return fail("a descriptor is not a sealed memfd");
    struct stat info{};
    if (::fstat(fd, &info) != 0 || info.st_size < 0 ||
        static_cast<std::size_t>(info.st_size) > kMaxMemfd)
        return fail("a sealed memfd is too large");
    std::string out(static_cast<std::size_t>(info.st_size), '\0');
    std::size_t have = 0;
    while (have < out.size()) {
        const auto got =
            ::pread(fd, out.data() + have, out.size() - have, static_cast<off_t>(have));
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return fail("a sealed memfd cannot be read");
        have += static_cast<std::size_t>(got);
    }
    return out;
}

} // namespace kith::wire
