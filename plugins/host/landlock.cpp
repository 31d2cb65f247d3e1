// SPDX-License-Identifier: MIT
#include "plugins/host/landlock.hpp"

#include <cstddef>
#include <cstdint>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/unique_fd.hpp"

namespace kith::host {
namespace {

// linux/landlock.h of Debian 12 ends at version 2; what came later is added by the number.
struct Ruleset {
    std::uint64_t files = 0;
    std::uint64_t network = 0; ///< from version 4
    std::uint64_t scoped = 0;  ///< from version 6: abstract sockets and signals of others
};

struct [[gnu::packed]] PathRule {
    std::uint64_t rights = 0;
    std::int32_t folder = -1;
};

constexpr std::uint32_t kAskVersion = 1;
constexpr int kPathBeneath = 1;

constexpr std::uint64_t bit(unsigned number) { return std::uint64_t{1} << number; }
constexpr std::uint64_t kWriteFile = bit(1);
constexpr std::uint64_t kReadFile = bit(2);
constexpr std::uint64_t kReadFolder = bit(3);
constexpr std::uint64_t kRemoveFolder = bit(4);
constexpr std::uint64_t kRemoveFile = bit(5);
constexpr std::uint64_t kMakeFolder = bit(7);
constexpr std::uint64_t kMakeFile = bit(8);
constexpr std::uint64_t kFirstVersion = bit(13) - 1;
constexpr std::uint64_t kMoveBetween = bit(13);   ///< from version 2
constexpr std::uint64_t kTruncate = bit(14);      ///< from version 3
constexpr std::uint64_t kDeviceControl = bit(15); ///< from version 5

constexpr std::uint64_t kRead = kReadFile | kReadFolder;
constexpr std::uint64_t kKeepFiles = kRead | kWriteFile | kRemoveFolder | kRemoveFile |
                                     kMakeFolder | kMakeFile | kMoveBetween | kTruncate;
constexpr std::uint64_t kOnFiles = kReadFile | kWriteFile | kTruncate;

Ruleset everything(long version) {
    Ruleset out;
    out.files = kFirstVersion;
    if (version >= 2) out.files |= kMoveBetween;
    if (version >= 3) out.files |= kTruncate;
    if (version >= 4) out.network = 3; // bind and connect
    if (version >= 5) out.files |= kDeviceControl;
    if (version >= 6) out.scoped = 3;
    return out;
}

std::size_t size_for(long version) {
    if (version >= 6) return sizeof(Ruleset);
    return version >= 4 ? offsetof(Ruleset, scoped) : offsetof(Ruleset, network);
}

bool allow(int ruleset, const std::filesystem::path& path, std::uint64_t rights) {
    const UniqueFd fd(::open(path.c_str(), O_PATH | O_CLOEXEC));
    struct stat info{};
    if (!fd || ::fstat(fd.get(), &info) != 0) return true;
    PathRule rule;
    rule.rights = S_ISDIR(info.st_mode) ? rights : rights & kOnFiles;
    rule.folder = fd.get();
    return ::syscall(SYS_landlock_add_rule, ruleset, kPathBeneath, &rule, 0) == 0;
}

} // namespace

int restrict_files(const FilePlan& plan) {
    const long version = ::syscall(SYS_landlock_create_ruleset, nullptr, 0, kAskVersion);
    if (version < 1) return 0;
    const auto handled = everything(version);
    const UniqueFd ruleset(
        static_cast<int>(::syscall(SYS_landlock_create_ruleset, &handled, size_for(version), 0)));
    if (!ruleset) return 0;
    bool fine = allow(ruleset.get(), "/dev/null", (kReadFile | kWriteFile) & handled.files);
    for (const auto& path : plan.read) fine = allow(ruleset.get(), path, kRead) && fine;
    for (const auto& path : plan.write)
        fine = allow(ruleset.get(), path, kKeepFiles & handled.files) && fine;
    if (!fine || ::syscall(SYS_landlock_restrict_self, ruleset.get(), 0) != 0) return 0;
    return static_cast<int>(version);
}

} // namespace kith::host
