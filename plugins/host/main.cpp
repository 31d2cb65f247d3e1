// SPDX-License-Identifier: MIT
// kith-plugin-host: runs one plugin for one job. Started by kithd and `kith plugin try` with the
// channel as descriptor 3; of no use by hand.
#include <cstdio>
#include <exception>
#include <fcntl.h>
#include <unistd.h>

#include "plugins/host/halves.hpp"

int main() try {
    constexpr int kChannelFd = 3;
    if (::fcntl(kChannelFd, F_SETFD, FD_CLOEXEC) != 0) {
        std::fputs(
            "kith-plugin-host is started by kithd; `kith plugin try` runs a plugin by hand.\n",
            stderr);
        return 2;
    }
    kith::wire::HostChannel channel{kith::UniqueFd{kChannelFd}};
    const int code = kith::host::run_in_halves(channel);
    // The plugin is destroyed and the result sent; what its libraries do at exit is not waited for.
    std::fflush(nullptr);
    ::_exit(code);
} catch (const std::exception&) {
    return 1; // without a result kithd says that the plugin ended early
}
