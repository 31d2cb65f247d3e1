// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>

namespace kith::host {

/// Whom an address can belong to.
enum class AddressKind : std::uint8_t {
    Public,
    Private, ///< a home's or an office's network: RFC 1918, RFC 6598, RFC 4193
    Own,     ///< this computer or its wire: loopback, link-local, unspecified
    NoHost   ///< multicast, broadcast, reserved, benchmarks
};

/// Of 4 or 16 bytes in network order. A v4 address inside a v6 one (mapped, compatible, NAT64,
/// 6to4) is judged by itself. NoHost for any other size.
AddressKind kind_of_address(std::string_view bytes);

} // namespace kith::host
