// SPDX-License-Identifier: MIT
#include "plugins/host/jail.hpp"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <sys/prctl.h>
#include <sys/resource.h>

#include "base/files.hpp"

namespace kith::host {
namespace {

#if defined(__SANITIZE_ADDRESS__)
constexpr rlim_t kMemory = RLIM_INFINITY; // its shadow alone is terabytes of address space
#else
constexpr rlim_t kMemory = rlim_t{512} * 1024 * 1024;
#endif
constexpr rlim_t kFiles = 256;
constexpr rlim_t kResidentSeconds = 600;

/// Lowers a bound, never raises one. For programs of the person's own, which the plugin starts, the
/// hard one stays, so that they can have their own back: a browser needs more than a plugin.
bool limit(const JailPlan& plan, __rlimit_resource what, rlim_t value) {
    rlimit bound{};
    if (::getrlimit(what, &bound) != 0) return false;
    bound.rlim_cur = std::min(value, bound.rlim_max);
    if (!plan.exec) bound.rlim_max = bound.rlim_cur;
    return ::setrlimit(what, &bound) == 0;
}

} // namespace

JailPlan plan_jail(const wire::JobRequest& request) {
    return {request.deadline, request.call == wire::Call::Deliver, request.plugin.exec};
}

Result<std::string> enter_jail(const JailPlan& plan) {
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(plan.deadline).count() + 1;
    const auto processor = plan.resident ? kResidentSeconds : static_cast<rlim_t>(seconds);
    const bool done = ::prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 && ::prctl(PR_SET_DUMPABLE, 0) == 0 &&
                      ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
                      limit(plan, RLIMIT_CORE, 0) && limit(plan, RLIMIT_CPU, processor) &&
                      limit(plan, RLIMIT_AS, kMemory) && limit(plan, RLIMIT_NOFILE, kFiles);
    if (!done) return fail(errno_text("the plugin could not be fenced in", errno));
    return std::string{"limits"};
}

} // namespace kith::host
