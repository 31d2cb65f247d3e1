// SPDX-License-Identifier: MIT
// What an instance's own settings let its plugin reach. The host holds to it, and `kith audit`
// prints it.
#pragma once

#include <compare>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "wire/request.hpp"

namespace kith::wire {

/// A host to connect to, in lower case and without brackets. Port 0 stands for any: the settings
/// name none and the scheme has none of its own.
struct Endpoint {
    std::string host;
    std::uint16_t port = 0;

    auto operator<=>(const Endpoint&) const = default;
};

/// The hosts one setting's text names: `imaps://mail.example.org`, `example.org:5222`,
/// `sam@example.org`, `[2001:db8::1]:993`. Empty where it names none.
std::vector<Endpoint> endpoints_in(std::string_view text);

/// `mail.example.org:993`, or the host alone for any port.
std::string to_text(const Endpoint& endpoint);

/// Every host the request's settings and secrets name, by the manifest's keys. Sorted, each once.
std::vector<Endpoint> named_endpoints(const JobRequest& request);

/// Every path the request's settings name, by the manifest's keys; a leading `~/` is `home`.
std::vector<std::filesystem::path> named_paths(const JobRequest& request,
                                               const std::filesystem::path& home);

} // namespace kith::wire
