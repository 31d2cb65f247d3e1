// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>

namespace kith {

/// FNV-1a, 64 bits (Fowler, Noll, Vo). Extend a hash by passing it as `seed`.
constexpr std::uint64_t fnv1a64(std::string_view text, std::uint64_t seed = 0xcbf29ce484222325ULL) {
    for (const char c : text) {
        seed ^= static_cast<unsigned char>(c);
        seed *= 0x100000001b3ULL;
    }
    return seed;
}

/// MurmurHash3's 64-bit finaliser (Austin Appleby): spreads near-equal inputs apart.
constexpr std::uint64_t fmix64(std::uint64_t x) {
    x ^= x >> 33;
    x *= 0xff51afd7ed558ccdULL;
    x ^= x >> 33;
    x *= 0xc4ceb9fe1a85ec53ULL;
    x ^= x >> 33;
    return x;
}

/// A stable number in [0,1) for a text: the same on every machine and in every version.
constexpr double unit(std::string_view text) {
    return static_cast<double>(fmix64(fnv1a64(text)) >> 11) * 0x1.0p-53;
}

} // namespace kith
