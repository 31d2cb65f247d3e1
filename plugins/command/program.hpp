// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <kith/plugin.hpp>

#include "base/result.hpp"
#include "plugins/command/line_reader.hpp"

namespace kith::command {

/// How a program ended.
struct Ending {
    enum class How : std::uint8_t {
        Exited,   ///< by itself: see `code`
        Signal,   ///< by a signal that was not ours: `code` is its number
        Deadline, ///< stopped, having taken too long
        TooMuch,  ///< stopped, having printed more than kMostOutputBytes
        Unwanted, ///< stopped, since on_line wanted no more
    };
    How how = How::Exited;
    int code = 0;
    std::string
        complaint; ///< the first line it wrote to standard error, made harmless; may be empty
};

inline constexpr std::size_t kMostOutputBytes = std::size_t{16} * 1024 * 1024;

/// Has the host run a program to its end: `input` goes to its standard input, which is then closed
/// (a program that does not read it is fine); each line it prints goes to `on_line`. Whatever stops
/// it stops it with all it started; what it left running on its own exit is let be. Fails if it
/// cannot be started.
Result<Ending> run_program(const plugin::Host& host, const std::vector<std::string>& words,
                           std::string_view input, std::chrono::milliseconds deadline,
                           const LineReader::OnLine& on_line);

} // namespace kith::command
