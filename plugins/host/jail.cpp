// SPDX-License-Identifier: MIT
#include "plugins/host/jail.hpp"

#include <array>

#include <fmt/format.h>

#include "plugins/host/syscalls.hpp"
#include "wire/grants.hpp"

namespace kith::host {
namespace {

/// For every plugin: code to load, zones, certificates, languages. Of /etc nothing that tells about
/// the person or the machine.
constexpr std::array kSystem{"/usr/lib",
                             "/usr/lib32",
                             "/usr/lib64",
                             "/usr/libx32",
                             "/usr/local/lib",
                             "/lib",
                             "/lib64",
                             "/etc/ld.so.cache",
                             "/etc/localtime",
                             "/etc/timezone",
                             "/etc/ssl/certs",
                             "/etc/ssl/openssl.cnf",
                             "/etc/ca-certificates",
                             "/etc/pki/ca-trust/extracted",
                             "/etc/pki/tls/certs",
                             "/etc/pki/tls/openssl.cnf",
                             "/usr/share/ca-certificates",
                             "/usr/local/share/ca-certificates",
                             "/usr/share/zoneinfo",
                             "/usr/share/locale",
                             "/dev/urandom",
                             "/dev/zero"};

} // namespace

JailPlan plan_jail(const wire::JobRequest& request, const std::filesystem::path& home) {
    JailPlan plan;
    plan.bounds = {request.deadline, request.call == wire::Call::Deliver};
    plan.files.read.assign(kSystem.begin(), kSystem.end());
    plan.files.read.push_back(request.plugin.library);
    for (auto& path : wire::named_paths(request, home)) plan.files.read.push_back(std::move(path));
    if (!request.state_dir.empty()) plan.files.write.push_back(request.state_dir);
    plan.needs_all = request.plugin.network && !request.best_effort;
    return plan;
}

Result<Confinement> enter_jail(const JailPlan& plan) {
    if (auto limits = take_limits(plan.bounds); !limits) return std::unexpected(limits.error());
    const int landlock = restrict_files(plan.files);
    const bool syscalls = restrict_syscalls();
    Confinement out;
    out.level = landlock > 0 && syscalls ? "full" : landlock > 0 || syscalls ? "partial" : "limits";
    if (landlock > 0 && syscalls)
        out.text = fmt::format("Landlock {}, system calls", landlock);
    else if (landlock > 0)
        out.text = fmt::format("Landlock {}, but system calls cannot be filtered here", landlock);
    else if (syscalls)
        out.text = "system calls, but there is no Landlock here to keep files apart";
    else
        out.text = "neither Landlock nor a filter of system calls is to be had here";
    if (plan.needs_all && out.level != "full")
        return fail(fmt::format("this computer cannot fence it in fully ({}), and it connects to "
                                "other computers; `sandbox: best-effort` beside it lets it run all "
                                "the same",
                                out.text));
    return out;
}

} // namespace kith::host
