// SPDX-License-Identifier: MIT
// How much a plugin may say. The host holds to these, and kithd checks again: it trusts no host.
#pragma once

#include <chrono>
#include <cstddef>

namespace kith::wire {

inline constexpr std::size_t kMaxDatagram = std::size_t{64} * 1024;
inline constexpr std::size_t kMaxCursor = std::size_t{32} * 1024;
/// A cursor full of quotes grows when written as JSON; it must still fit beside a nudge.
inline constexpr std::size_t kMaxCursorEncoded = std::size_t{48} * 1024;
inline constexpr std::size_t kMaxReceipt = 2000; ///< bytes
inline constexpr std::size_t kMaxRef = 500;      ///< bytes
inline constexpr std::size_t kMaxId = 64;        ///< characters of a connection's id
inline constexpr std::size_t kMaxAddress = 400;  ///< bytes
inline constexpr std::size_t kMaxName = 120;     ///< characters
inline constexpr std::size_t kMaxSentence = 300; ///< characters of a reason
inline constexpr std::size_t kMaxReply = 200;    ///< characters of what a person wrote back
inline constexpr std::size_t kMaxLogLine = 1000; ///< characters
inline constexpr std::size_t kMaxLogLines = 500; ///< a job; what comes after is dropped
inline constexpr std::size_t kMaxListed = 64;    ///< members of a list inside one record
inline constexpr std::size_t kMaxMemfd = std::size_t{64} * 1024 * 1024;

/// What one job may hand over in all.
struct Limits {
    std::size_t records = 250'000;
    std::size_t bytes = std::size_t{96} * 1024 * 1024;
};

/// What a plugin keeps between jobs: a file of it, all of it, and how many files that may be. A
/// plugin keeps where it was and a cache; 64 MB is also the most it is ever handed (kMaxMemfd).
inline constexpr std::size_t kMaxStateFile = std::size_t{64} * 1024 * 1024;
inline constexpr std::size_t kMaxState = std::size_t{256} * 1024 * 1024;
inline constexpr std::size_t kMaxStateFiles = 10'000;

inline constexpr std::chrono::milliseconds kSenseDeadline = std::chrono::seconds{60};
inline constexpr std::chrono::milliseconds kDeliverDeadline = std::chrono::seconds{20};

} // namespace kith::wire
