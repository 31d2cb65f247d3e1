// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace kith::command {

inline constexpr std::size_t kMostLineBytes = std::size_t{64} * 1024;

/// Cuts what a program prints into lines. Holds one line at a time; of one that is too long only
/// the news that it was.
class LineReader {
  public:
    /// `number` counts from 1; `too_long` comes with an empty line. False: read no more.
    using OnLine = std::function<bool(int number, std::string_view line, bool too_long)>;

    explicit LineReader(OnLine on_line) : on_line_(std::move(on_line)) {}

    /// False once on_line has said so.
    bool feed(std::string_view bytes);
    /// The end: a last line without a newline counts.
    bool finish();

  private:
    bool give();

    OnLine on_line_;
    std::string line_;
    int number_ = 0;
    bool too_long_ = false;
    bool started_ = false;
};

} // namespace kith::command
