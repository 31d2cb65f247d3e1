// SPDX-License-Identifier: MIT
#include "base/files.hpp"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

#include "base/random.hpp"
#include "base/unique_fd.hpp"

namespace kith {

namespace fs = std::filesystem;

namespace {

std::unexpected<Error> fail_errno(const fs::path& path, int error) {
    return fail(errno_text(path.string(), error));
}

Result<void> make_parents(const fs::path& dir) {
    if (::mkdir(dir.c_str(), 0700) == 0 || errno == EEXIST) return {};
    if (errno != ENOENT || !dir.has_relative_path()) return fail_errno(dir, errno);
    if (auto made = make_parents(dir.parent_path()); !made) return made;
    if (::mkdir(dir.c_str(), 0700) == 0 || errno == EEXIST) return {};
    return fail_errno(dir, errno);
}

bool write_all(int fd, std::string_view content) {
    while (!content.empty()) {
        const ssize_t n = ::write(fd, content.data(), content.size());
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return false;
        content.remove_prefix(static_cast<std::size_t>(n));
    }
    return true;
}

Result<std::string> read_all(int fd, const fs::path& file, std::size_t cap) {
    std::string content;
    std::array<char, 16384> part{};
    for (;;) {
        const ssize_t n = ::read(fd, part.data(), part.size());
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return fail_errno(file, errno);
        if (n == 0) return content;
        content.append(part.data(), static_cast<std::size_t>(n));
        if (content.size() > cap) {
            return fail(fmt::format("{}: larger than {} bytes", file.string(), cap));
        }
    }
}

} // namespace

std::string errno_text(std::string_view text, int error) {
    return fmt::format("{}: {}", text, std::generic_category().message(error));
}

Result<void> make_private_dir(const fs::path& dir) {
    const fs::path clean = dir.has_filename() ? dir : dir.parent_path();
    if (auto made = make_parents(clean); !made) return made;
    const UniqueFd fd(::open(clean.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!fd) return fail_errno(clean, errno);
    struct stat status{};
    if (::fstat(fd.get(), &status) != 0) return fail_errno(clean, errno);
    if (status.st_uid != ::geteuid()) {
        return fail(fmt::format("{}: belongs to another user", clean.string()));
    }
    const bool open_to_others = (status.st_mode & 077U) != 0;
    if (open_to_others && ::fchmod(fd.get(), 0700) != 0) return fail_errno(clean, errno);
    return {};
}

Result<void> flush_dir(const fs::path& dir) {
    const fs::path place = dir.empty() ? fs::path(".") : dir;
    const UniqueFd fd(::open(place.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!fd || ::fsync(fd.get()) != 0) return fail_errno(place, errno);
    return {};
}

Result<void> atomic_write(const fs::path& file, std::string_view content, mode_t mode) {
    fs::path beside = file;
    beside += "." + random_id().substr(0, 8) + ".new";
    UniqueFd fd(::open(beside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode));
    if (!fd) return fail_errno(file, errno);
    // The umask may have narrowed the mode, and where it has not, nothing is changed: the jail of a
    // plugin refuses it. close() reports what a network file system held back.
    struct stat made{};
    bool good = ::fstat(fd.get(), &made) == 0 &&
                ((made.st_mode & 07777) == mode || ::fchmod(fd.get(), mode) == 0) &&
                write_all(fd.get(), content);
    good = good && ::fsync(fd.get()) == 0 && ::close(fd.release()) == 0;
    good = good && ::rename(beside.c_str(), file.c_str()) == 0;
    if (!good) {
        const int error = errno;
        (void)::unlink(beside.c_str());
        return fail_errno(file, error);
    }
    return flush_dir(file.parent_path());
}

Result<std::string> read_file(const fs::path& file, std::size_t cap) {
    // Not blocking, for a pipe nobody writes to would hold the reader for ever; what was opened is
    // what is looked at.
    const UniqueFd fd(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK));
    if (!fd) return fail_errno(file, errno);
    struct stat status{};
    if (::fstat(fd.get(), &status) != 0) return fail_errno(file, errno);
    if (S_ISDIR(status.st_mode)) return fail_errno(file, EISDIR);
    if (!S_ISREG(status.st_mode))
        return fail(fmt::format("{}: this is not an ordinary file", file.string()));
    return read_all(fd.get(), file, cap);
}

Result<std::string> read_file_or_pipe(const fs::path& file, std::size_t cap) {
    const UniqueFd fd(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY));
    if (!fd) return fail_errno(file, errno);
    return read_all(fd.get(), file, cap);
}

} // namespace kith
