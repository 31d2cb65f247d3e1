// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "base/hash.hpp"

namespace kith::test {

/// Random numbers that a seed alone decides (SplitMix64), the same everywhere.
class Draw {
  public:
    explicit Draw(std::uint64_t seed) : state_(seed) {}

    std::uint64_t next() {
        state_ += 0x9e3779b97f4a7c15ULL;
        return fmix64(state_);
    }
    double unit() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }
    bool chance(double p) { return unit() < p; }
    /// From 0 to n-1.
    std::size_t below(std::size_t n) { return static_cast<std::size_t>(next() % n); }
    /// From low to high, both included.
    int within(int low, int high) {
        return low + static_cast<int>(below(static_cast<std::size_t>(high - low + 1)));
    }
    template <class T, std::size_t N>
    const T& of(const std::array<T, N>& choices) {
        return choices.at(below(N));
    }

  private:
    std::uint64_t state_;
};

/// How many lives to live: KITH_LIVES, else `usual`.
inline std::uint64_t lives(std::uint64_t usual) {
    const char* text = std::getenv("KITH_LIVES");
    return text ? std::stoull(text) : usual;
}

/// The first seed: KITH_SEED replays one life, with KITH_LIVES=1.
inline std::uint64_t first_seed() {
    const char* text = std::getenv("KITH_SEED");
    return text ? std::stoull(text) : 1;
}

} // namespace kith::test
