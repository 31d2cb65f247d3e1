// SPDX-License-Identifier: MIT
// kith-plugin-host on a kernel that offers less. The name it is started by says what is missing:
// no-landlock (as if an older unit forbade it), old-landlock (as if the kernel had none),
// no-seccomp, neither.
#include <cerrno>
#include <seccomp.h>
#include <string>
#include <string_view>
#include <sys/prctl.h>
#include <unistd.h>

namespace {

constexpr std::string_view kLandlock[] = {"landlock_create_ruleset", "landlock_add_rule",
                                          "landlock_restrict_self"};

bool refuse(scmp_filter_ctx filter, std::string_view name, int error) {
    const int number = ::seccomp_syscall_resolve_name(std::string(name).c_str());
    return number >= 0 &&
           ::seccomp_rule_add(filter, SCMP_ACT_ERRNO(static_cast<unsigned>(error)), number, 0) == 0;
}

} // namespace

int main(int, char** argv) {
    const std::string path = argv[0];
    const auto name = path.substr(path.rfind('/') + 1);
    scmp_filter_ctx filter = ::seccomp_init(SCMP_ACT_ALLOW);
    bool fine = filter != nullptr;
    if (name != "no-seccomp")
        for (const auto call : kLandlock)
            fine = fine && refuse(filter, call, name == "old-landlock" ? ENOSYS : EPERM);
    if (name == "no-seccomp" || name == "neither")
        fine = fine && refuse(filter, "seccomp", ENOSYS) &&
               ::seccomp_rule_add(filter, SCMP_ACT_ERRNO(EINVAL), SCMP_SYS(prctl), 1,
                                  SCMP_A0(SCMP_CMP_EQ, PR_SET_SECCOMP)) == 0;
    if (!fine || ::seccomp_load(filter) != 0) return 3;
    ::seccomp_release(filter);
    ::execl(KITH_HOST, KITH_HOST, nullptr);
    return 4;
}
