// SPDX-License-Identifier: MIT
// What the two halves of a host say to each other: a question a datagram, with the socket for its
// answer as its first descriptor. The broker believes nothing it reads.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "base/result.hpp"
#include "base/unique_fd.hpp"

namespace kith::host {

/// What came back: `body` always an object, `error` an errno, 0 for success.
struct Answer {
    int error = 0;
    Json body;
    std::vector<UniqueFd> fds;
};

/// The jailed half's end. Any thread; a question waits for its answer.
Answer ask(int broker, Json question, std::span<const int> fds = {});

/// Bytes as text, for addresses of sockets.
std::string to_hex(std::string_view bytes);
/// Empty for what is no such text.
std::string from_hex(std::string_view text);

} // namespace kith::host
