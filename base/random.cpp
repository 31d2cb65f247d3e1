// SPDX-License-Identifier: MIT
#include "base/random.hpp"

#include <array>
#include <cerrno>
#include <sys/random.h>
#include <system_error>

namespace kith {

std::string random_id() {
    std::array<unsigned char, 16> bytes{};
    // Up to 256 bytes come whole or not at all; only a signal before the pool is ready cuts in.
    while (::getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size())) {
        if (errno != EINTR) throw std::system_error(errno, std::generic_category(), "getrandom");
    }
    constexpr char kHex[] = "0123456789abcdef";
    std::string id;
    for (const unsigned char byte : bytes) {
        id += kHex[byte >> 4];
        id += kHex[byte & 15];
    }
    return id;
}

} // namespace kith
