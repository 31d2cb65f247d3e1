// SPDX-License-Identifier: MIT
// kith-plugin-host on a kernel that offers less. The name it is started by says what is missing:
// no-landlock (as if an older unit forbade it), old-landlock (as if the kernel had none),
// landlock-1 (its first version), no-seccomp, neither, no-pidfd, no-close-range.
#include <cerrno>
#include <csignal>
#include <seccomp.h>
#include <string>
#include <string_view>
#include <sys/prctl.h>
#include <unistd.h>

namespace {

constexpr std::string_view kLandlock[] = {"landlock_create_ruleset", "landlock_add_rule",
                                          "landlock_restrict_self"};
constexpr unsigned kAskVersion = 1;

bool refuse(scmp_filter_ctx filter, std::string_view name, int error) {
    const int number = ::seccomp_syscall_resolve_name(std::string(name).c_str());
    return number >= 0 &&
           ::seccomp_rule_add(filter, SCMP_ACT_ERRNO(static_cast<unsigned>(error)), number, 0) == 0;
}

bool take_away(scmp_filter_ctx filter, std::string_view name) {
    bool fine = true;
    if (name == "no-landlock" || name == "old-landlock" || name == "neither")
        for (const auto call : kLandlock)
            fine = fine && refuse(filter, call, name == "old-landlock" ? ENOSYS : EPERM);
    if (name == "no-seccomp" || name == "neither")
        fine = fine && refuse(filter, "seccomp", ENOSYS) &&
               ::seccomp_rule_add(filter, SCMP_ACT_ERRNO(EINVAL), SCMP_SYS(prctl), 1,
                                  SCMP_A0(SCMP_CMP_EQ, PR_SET_SECCOMP)) == 0;
    if (name == "no-pidfd") fine = fine && refuse(filter, "pidfd_open", ENOSYS);
    if (name == "no-close-range") fine = fine && refuse(filter, "close_range", ENOSYS);
    if (name == "landlock-1") // whoever asks for the version is told by another process
        fine = fine && ::seccomp_rule_add(filter, SCMP_ACT_NOTIFY,
                                          ::seccomp_syscall_resolve_name("landlock_create_ruleset"),
                                          1, SCMP_A2(SCMP_CMP_EQ, kAskVersion)) == 0;
    return fine;
}

/// Says "1" for as long as the host lives.
[[noreturn]] void say_one(int asked) {
    (void)::prctl(PR_SET_PDEATHSIG, SIGKILL);
    seccomp_notif* question = nullptr;
    seccomp_notif_resp* answer = nullptr;
    if (::seccomp_notify_alloc(&question, &answer) != 0) ::_exit(1);
    for (;;) {
        *question = {};
        if (::seccomp_notify_receive(asked, question) != 0) continue;
        *answer = {};
        answer->id = question->id;
        answer->val = 1;
        (void)::seccomp_notify_respond(asked, answer);
    }
}

} // namespace

int main(int, char** argv) {
    const std::string path = argv[0];
    const auto name = path.substr(path.rfind('/') + 1);
    scmp_filter_ctx filter = ::seccomp_init(SCMP_ACT_ALLOW);
    if (filter == nullptr || !take_away(filter, name) || ::seccomp_load(filter) != 0) return 3;
    if (name == "landlock-1") {
        const int asked = ::seccomp_notify_fd(filter);
        if (asked < 0) return 3;
        if (::fork() == 0) say_one(asked);
        (void)::close(asked);
    }
    ::seccomp_release(filter);
    ::execl(KITH_HOST, KITH_HOST, nullptr);
    return 4;
}
