// SPDX-License-Identifier: MIT
#include "plugins/host/state_folder.hpp"

#include <cerrno>
#include <dirent.h>
#include <fcntl.h>
#include <memory>
#include <string_view>
#include <sys/stat.h>
#include <unistd.h>

#include "wire/limits.hpp"

namespace kith::host {
namespace {

using wire::Kept;

/// Each level holds a descriptor while what is below it is counted.
constexpr int kDeepest = 64;
constexpr std::uintmax_t kBlock = 512; // of st_blocks, whatever the file system's own

struct Close {
    void operator()(DIR* folder) const { (void)::closedir(folder); }
};

/// Gone, or something else by now.
bool has_vanished(int error) { return error == ENOENT || error == ENOTDIR || error == ELOOP; }

class Count {
  public:
    explicit Count(const StateBound& bound) : left_(bound) {}

    Kept folder(int parent, const char* name, int depth) {
        const int fd = ::openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        if (fd < 0) return has_vanished(errno) ? Kept::Fine : Kept::Hidden;
        const std::unique_ptr<DIR, Close> folder(::fdopendir(fd));
        if (!folder) {
            (void)::close(fd);
            return Kept::Hidden;
        }
        while (true) {
            errno = 0;
            const auto* entry = ::readdir(folder.get());
            if (entry == nullptr)
                return errno == 0 || has_vanished(errno) ? Kept::Fine : Kept::Hidden;
            const std::string_view each(static_cast<const char*>(entry->d_name));
            if (each == "." || each == "..") continue;
            if (const auto kept = one(fd, each.data(), depth); kept != Kept::Fine) return kept;
        }
    }

  private:
    Kept one(int parent, const char* name, int depth) {
        struct stat info{};
        if (::fstatat(parent, name, &info, AT_SYMLINK_NOFOLLOW) != 0)
            return has_vanished(errno) ? Kept::Fine : Kept::Hidden;
        const auto bytes = static_cast<std::uintmax_t>(info.st_blocks) * kBlock;
        if (left_.files == 0 || bytes > left_.bytes) return Kept::TooMuch;
        --left_.files;
        left_.bytes -= bytes;
        if (!S_ISDIR(info.st_mode)) return Kept::Fine;
        return depth == kDeepest ? Kept::Hidden : folder(parent, name, depth + 1);
    }

    StateBound left_;
};

} // namespace

Kept look_through(const std::filesystem::path& folder, const StateBound& bound) {
    return Count(bound).folder(AT_FDCWD, folder.c_str(), 1);
}

Kept look_at_state(const std::filesystem::path& folder) {
    if (folder.empty()) return Kept::Fine;
    return look_through(folder, {wire::kMaxState, wire::kMaxStateFiles});
}

bool StateWatch::look() {
    const auto now = look_at_state(folder_);
    if (now == Kept::TooMuch || (now == Kept::Hidden && before_ == Kept::Hidden)) ended_for_ = now;
    before_ = now;
    return ended_for_ != Kept::Fine;
}

Kept StateWatch::verdict() const {
    return ended_for_ == Kept::Fine ? look_at_state(folder_) : ended_for_;
}

} // namespace kith::host
