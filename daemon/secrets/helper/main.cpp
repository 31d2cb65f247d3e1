// SPDX-License-Identifier: MIT
// kith-secret: fetches one secret from the keyring or from GNOME Online Accounts, for kithd. Lives
// for that alone, so that GLib and what it leaves in memory never come into kithd.
#include <cerrno>
#include <cstdio>
#include <exception>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/json.hpp"
#include "daemon/secrets/helper/places.hpp"
#include "daemon/secrets/helper_codes.hpp"

namespace kith::secret_helper {

Code hand_over(const char* bytes, std::size_t size) {
    while (size > 0) {
        const auto written = ::write(STDOUT_FILENO, bytes, size);
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return daemon::kSecretFailed;
        bytes += written;
        size -= static_cast<std::size_t>(written);
    }
    return daemon::kSecretFound;
}

namespace {

std::string read_request() {
    constexpr std::size_t kLongest = 16384;
    std::string out(kLongest, '\0');
    std::size_t have = 0;
    while (have < out.size()) {
        const auto got = ::read(STDIN_FILENO, out.data() + have, out.size() - have);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) break;
        have += static_cast<std::size_t>(got);
    }
    out.resize(have);
    return out;
}

Code run() {
    const auto request = parse_json(read_request(), 3);
    if (!request) return daemon::kSecretFailed;
    if (const auto account = string_or(*request, "gnome"); !account.empty())
        return from_gnome(account);
    std::map<std::string, std::string> attributes;
    const auto keyring = request->value("keyring", Json::object());
    for (const auto& [key, value] : keyring.items())
        if (value.is_string()) attributes.emplace(key, value.get<std::string>());
    return attributes.empty() ? daemon::kSecretFailed : from_keyring(attributes);
}

} // namespace
} // namespace kith::secret_helper

int main() try {
    if (::isatty(STDIN_FILENO) == 1 || ::isatty(STDOUT_FILENO) == 1) {
        std::fputs(
            "kith-secret is started by kithd; `kith doctor` says which secrets can be had.\n",
            stderr);
        return 2;
    }
    const rlimit none{};
    if (::prctl(PR_SET_DUMPABLE, 0) != 0 || ::setrlimit(RLIMIT_CORE, &none) != 0)
        return kith::daemon::kSecretFailed;
    const int code = kith::secret_helper::run();
    // What libraries do at exit is not waited for.
    ::_exit(code);
} catch (const std::exception&) {
    return kith::daemon::kSecretFailed; // what it says might quote the secret
}
