// SPDX-License-Identifier: MIT
#include "plugins/host/limits.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <ctime>
#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/files.hpp"
#include "wire/limits.hpp"

namespace kith::host {
namespace {

#if defined(__SANITIZE_ADDRESS__)
constexpr rlim_t kMemory = RLIM_INFINITY; // its shadow alone is terabytes of address space
#else
constexpr rlim_t kMemory = rlim_t{512} * 1024 * 1024;
#endif
constexpr rlim_t kFiles = 256;
/// Timers and queued signals. What the kernel counts is the person's, all programs together.
constexpr rlim_t kSignals = 128;
constexpr rlim_t kResidentSeconds = 600;

/// Lowers a bound, never raises one.
bool limit(__rlimit_resource what, rlim_t value) {
    rlimit bound{};
    if (::getrlimit(what, &bound) != 0) return false;
    bound.rlim_max = std::min(value, bound.rlim_max);
    bound.rlim_cur = bound.rlim_max;
    return ::setrlimit(what, &bound) == 0;
}

/// Only a superuser's Kith has any.
bool drop_capabilities() {
    __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
    std::array<__user_cap_data_struct, 2> none{};
    return ::syscall(SYS_capset, &header, none.data()) == 0;
}

} // namespace

Result<void> take_common_limits() {
    const bool done = ::prctl(PR_SET_DUMPABLE, 0) == 0 &&
                      ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && limit(RLIMIT_CORE, 0);
    if (!done) return fail(errno_text("the plugin could not be fenced in", errno));
    return {};
}

void bound_further_processor_time(std::chrono::seconds more) {
    timespec used{};
    rlimit bound{};
    if (::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used) != 0 ||
        ::getrlimit(RLIMIT_CPU, &bound) != 0)
        return;
    const auto wanted = static_cast<rlim_t>(used.tv_sec + 1 + more.count());
    bound.rlim_cur = std::min(wanted, bound.rlim_max);
    (void)::setrlimit(RLIMIT_CPU, &bound);
}

Result<void> take_limits(const Bounds& bounds) {
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(bounds.deadline).count() + 1;
    const auto processor = bounds.resident ? kResidentSeconds : static_cast<rlim_t>(seconds);
    const bool done = ::prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 && limit(RLIMIT_CPU, processor) &&
                      limit(RLIMIT_AS, kMemory) && limit(RLIMIT_NOFILE, kFiles) &&
                      limit(RLIMIT_SIGPENDING, kSignals) &&
                      limit(RLIMIT_FSIZE, wire::kMaxStateFile) &&
                      // Whoever writes beyond it hears EFBIG, and may still say what happened.
                      ::signal(SIGXFSZ, SIG_IGN) != SIG_ERR && drop_capabilities();
    if (!done) return fail(errno_text("the plugin could not be fenced in", errno));
    return take_common_limits();
}

} // namespace kith::host
