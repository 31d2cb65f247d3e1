// SPDX-License-Identifier: MIT
#include "base/remove_tree.hpp"

#include <algorithm>
#include <cerrno>
#include <dirent.h>
#include <fcntl.h>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

#include "base/files.hpp"
#include "base/unique_fd.hpp"

namespace kith {
namespace {

namespace fs = std::filesystem;

struct CloseDir {
    void operator()(DIR* dir) const { ::closedir(dir); }
};
using Dir = std::unique_ptr<DIR, CloseDir>;

Dir open_dir(int at, const char* name) {
    const int fd = ::openat(at, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    Dir out{fd < 0 ? nullptr : ::fdopendir(fd)};
    if (!out && fd >= 0) ::close(fd);
    return out;
}

/// Walks down and back up, one folder open at a time.
class Remover {
  public:
    Remover(const fs::path& top, Dir dir) : path_(top), dir_(std::move(dir)) {}

    /// All within the top; the first failure, or nothing.
    std::optional<std::string> run() {
        enter({});
        while (true) {
            auto& level = levels_.back();
            if (level.waiting.empty()) {
                if (levels_.size() == 1 || !leave()) return std::move(failure_);
                continue;
            }
            const auto name = std::move(level.waiting.back());
            level.waiting.pop_back();
            descend(name);
        }
    }

  private:
    /// One folder on the way down: which it is, and what in it is not empty.
    struct Level {
        std::string name;
        dev_t device{};
        ino_t inode{};
        std::vector<std::string> waiting;
    };

    [[nodiscard]] int here() const {
        const int fd = ::dirfd(dir_.get());
        if (fd < 0) throw std::logic_error("a folder that is open has no descriptor");
        return fd;
    }

    /// Takes note of the folder that is open and unlinks what it can.
    void enter(std::string name) {
        struct stat status{};
        (void)::fstat(here(), &status);
        levels_.push_back({std::move(name), status.st_dev, status.st_ino, {}});
        errno = 0;
        while (const auto* entry = ::readdir(dir_.get())) {
            remove(static_cast<const char*>(entry->d_name));
            errno = 0;
        }
        if (errno != 0) note({}, errno);
    }

    void remove(const std::string& name) {
        if (name == "." || name == ".." || ::unlinkat(here(), name.c_str(), 0) == 0) return;
        int error = errno;
        if (is_folder(name)) {
            if (::unlinkat(here(), name.c_str(), AT_REMOVEDIR) == 0) return;
            error = errno;
        }
        if (error == ENOTEMPTY || error == EEXIST)
            levels_.back().waiting.push_back(name);
        else if (error != ENOENT)
            note(name, error);
    }

    [[nodiscard]] bool is_folder(const std::string& name) const {
        struct stat status{};
        return ::fstatat(here(), name.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0 &&
               S_ISDIR(status.st_mode);
    }

    void descend(const std::string& name) {
        // Its owner may have closed it.
        (void)::fchmodat(here(), name.c_str(), 0700, AT_SYMLINK_NOFOLLOW);
        auto below = open_dir(here(), name.c_str());
        if (!below) return note(name, errno);
        dir_ = std::move(below);
        enter(name);
    }

    /// Back up, and removes what was left. False where up is not where it came from: somebody has
    /// moved the folder meanwhile.
    bool leave() {
        const auto done = std::move(levels_.back());
        levels_.pop_back();
        auto above = open_dir(here(), "..");
        struct stat status{};
        const int up = above ? ::dirfd(above.get()) : -1;
        if (up < 0 || ::fstat(up, &status) != 0 || status.st_dev != levels_.back().device ||
            status.st_ino != levels_.back().inode) {
            note(done.name, above ? ESTALE : errno);
            return false;
        }
        dir_ = std::move(above);
        if (::unlinkat(here(), done.name.c_str(), AT_REMOVEDIR) != 0 && errno != ENOENT)
            note(done.name, errno);
        return true;
    }

    /// `name` is in the folder that is open.
    void note(const std::string& name, int error) {
        if (failure_) return;
        constexpr std::size_t kShown = 8; // folders; deeper down the last ones tell nothing more
        auto path = path_;
        for (std::size_t i = 1; i < std::min(levels_.size(), kShown); ++i) path /= levels_[i].name;
        failure_ = errno_text((path / name).string(), error);
    }

    fs::path path_;
    Dir dir_;
    std::vector<Level> levels_; ///< from the top down to the folder that is open
    std::optional<std::string> failure_;
};

} // namespace

Result<void> remove_tree(const fs::path& dir) {
    int error = 0;
    if (auto opened = open_dir(AT_FDCWD, dir.c_str())) {
        if (auto failure = Remover{dir, std::move(opened)}.run()) return fail(std::move(*failure));
        if (::rmdir(dir.c_str()) == 0) return {};
        error = errno;
    } else {
        error = errno;
        if (error == ENOTDIR || error == ELOOP) {
            if (::unlink(dir.c_str()) == 0) return {};
            error = errno;
        }
    }
    if (error == ENOENT) return {};
    return fail(errno_text(dir.string(), error));
}

} // namespace kith
