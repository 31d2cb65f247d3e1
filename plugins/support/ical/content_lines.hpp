// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace kith::ical {

/// The longest logical line that is kept; libical's time grows with the square of it.
inline constexpr std::size_t kLineLimit = std::size_t{64} * 1024;

/// Reads a file's logical lines (RFC 5545 3.1: unfolded, without line ends) through one small
/// buffer, however large the file. Takes CRLF, LF, and a byte order mark in front. Does not own the
/// descriptor, which stands at the file's start.
class ContentLines {
  public:
    explicit ContentLines(int fd) : fd_(fd) {}

    /// The next line, valid until the next call; false at the end, or on a read error.
    bool next(std::string_view& line);

    /// The line given last was longer than kLineLimit: only its beginning was given.
    [[nodiscard]] bool was_cut() const { return cut_; }
    [[nodiscard]] std::size_t bytes_read() const { return bytes_; }
    /// errno of a failed read, else 0.
    [[nodiscard]] int error() const { return error_; }

  private:
    bool fill();
    bool take_physical(std::string_view& line, bool& whole);
    void append(std::string_view piece);

    int fd_;
    std::string buffer_;
    std::size_t pos_ = 0;
    std::string joined_;
    std::size_t bytes_ = 0;
    int error_ = 0;
    bool end_ = false;
    bool cut_ = false;
};

/// One content line taken apart: name in upper case, its parameters as they stand, its value.
struct Property {
    std::string name;
    std::string_view parameters;
    std::string_view value;
};

/// Splits at the first colon outside quotes; a line without one has an empty name.
Property split_property(std::string_view line);

/// A TEXT value without its escapes; line breaks become blanks.
std::string unescape(std::string_view value);

} // namespace kith::ical
