// SPDX-License-Identifier: MIT
#include "daemon/secrets/file_secret.hpp"

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>

#include "base/files.hpp"
#include "base/paths.hpp"
#include "base/text.hpp"
#include "base/unique_fd.hpp"
#include "daemon/secrets/sentences.hpp"

namespace kith::daemon {
namespace {

namespace fs = std::filesystem;
using fleet::SecretAnswer;

constexpr std::size_t kLongestName = 200;

template <class... Args>
std::unexpected<fleet::SecretTrouble> trouble(fmt::format_string<Args...> format, Args&&... args) {
    return std::unexpected(fleet::SecretTrouble{fmt::format(format, std::forward<Args>(args)...)});
}

SecretAnswer read_all(int fd, const std::string& shown, std::string_view mend) {
    Secret out;
    std::array<char, 4096> piece{};
    ssize_t got = 0;
    while ((got = ::read(fd, piece.data(), piece.size())) != 0) {
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) break;
        out.append({piece.data(), static_cast<std::size_t>(got)});
        if (out.view().size() > kMaxSecret) break;
    }
    const int error = errno;
    ::explicit_bzero(piece.data(), piece.size());
    if (got < 0) return trouble("{}", errno_text(shown + " cannot be read", error));
    if (got > 0) return trouble("{} is too long for a secret", shown);
    return tidy_secret(std::move(out), shown, mend);
}

std::string why_not_opened(const std::string& shown, int error) {
    if (error == ELOOP)
        return fmt::format("{0} is a link; name the file itself (`readlink -f {0}` shows it)",
                           shown);
    if (error == ENOENT || error == ENOTDIR)
        return fmt::format("{0} is not there; `install -m 600 /dev/null {0}` makes it", shown);
    return errno_text(shown + " cannot be opened", error);
}

} // namespace

SecretAnswer tidy_secret(Secret secret, std::string_view holder, std::string_view mend) {
    auto text = secret.view();
    if (text.ends_with('\n')) text.remove_suffix(1);
    if (text.ends_with('\r')) text.remove_suffix(1);
    secret.shorten(text.size());
    if (secret.empty()) return trouble("{} holds nothing; {}", holder, mend);
    if (secret.view().find('\0') != std::string_view::npos)
        return trouble("what {} holds is no text; {}", holder, mend);
    return secret;
}

SecretAnswer read_private_file(const std::string& name) {
    const fs::path path = name.starts_with("~/") ? home() / name.substr(2) : fs::path{name};
    const auto shown = clean_line(path.string(), kLongestName);
    if (!path.is_absolute()) return trouble("{} is no whole path; begin it with / or ~/", shown);
    // Not blocking, for a pipe may have been put there; what was opened is what is looked at.
    const UniqueFd fd(
        ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY));
    const int error = errno;
    struct stat info{};
    if (!fd || ::fstat(fd.get(), &info) != 0) {
        // A file of somebody else's often cannot even be opened: then that is what to say.
        if (::lstat(path.c_str(), &info) != 0 || info.st_uid == ::geteuid() ||
            S_ISLNK(info.st_mode))
            return trouble("{}", why_not_opened(shown, error));
    }
    if (!S_ISREG(info.st_mode))
        return trouble("{0} is no file; `ls -ld {0}` shows what it is", shown);
    if (info.st_uid != ::geteuid())
        return trouble("{0} belongs to another user; `sudo chown $USER {0}` makes it yours", shown);
    if ((info.st_mode & 077) != 0)
        return trouble("others may open {0}; `chmod 600 {0}` closes it", shown);
    return read_all(fd.get(), shown,
                    fmt::format("`{}` is where to write it", typed({"nano", shown})));
}

SecretAnswer read_credential(const std::string& name) {
    const auto shown = clean_line(name, kLongestName);
    if (name.empty() || name.find('/') != std::string::npos || name.starts_with('.'))
        return trouble("{} is no name of a credential", shown);
    const char* dir = std::getenv("CREDENTIALS_DIRECTORY");
    const UniqueFd fd(dir != nullptr && *dir == '/'
                          ? ::open((fs::path{dir} / name).c_str(),
                                   O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY)
                          : -1);
    // A unit has an id of its own; only systemd hands credentials over.
    if (!fd && std::getenv("INVOCATION_ID") == nullptr)
        return trouble("a credential comes from systemd, which did not start this kithd; `man "
                       "kith.yaml` tells the other places for a secret");
    if (!fd)
        return trouble("systemd handed over no credential {}; `systemctl --user edit kithd` is the "
                       "place for LoadCredential={}:FILE",
                       shown, shown);
    return read_all(fd.get(), "the credential " + shown,
                    "`systemctl --user cat kithd` shows where it comes from");
}

} // namespace kith::daemon
