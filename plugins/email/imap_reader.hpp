// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace kith::email {

/// What the server sent is no IMAP, or more than anybody needs. The text says what, not who.
struct ImapBroken : std::runtime_error {
    using std::runtime_error::runtime_error;
};

struct ImapLimits {
    std::size_t line = std::size_t{12} * 1024 * 1024; ///< a search over a million mails is 8 MB
    std::size_t keep = std::size_t{64} * 1024; ///< of a literal; the rest is read and dropped
    std::size_t literal = std::size_t{128} * 1024 * 1024; ///< announced; more is broken
    std::size_t response = std::size_t{24} * 1024 * 1024; ///< kept of one response
};

/// Cuts the bytes of a server into responses. Literals are taken by their length and never looked
/// into, so nothing inside a message can pass for a response. Bounded in memory, whatever comes.
class ImapReader {
  public:
    /// Fills the span and returns how much; 0 when the other side has closed. May throw.
    using Source = std::function<std::size_t(std::span<char>)>;

    explicit ImapReader(Source source, ImapLimits limits = {});

    /// The next response without its last line end: `* 3 FETCH (UID 7 BODY[] {5}\r\nhello)`. A
    /// literal longer than `keep` is cut, and its length says so. Valid until the next call. Throws
    /// ImapBroken.
    std::string_view next();

  private:
    bool fill();
    void append_line();
    void append_literal(std::size_t size);

    Source source_;
    ImapLimits limits_;
    std::vector<char> buffer_;
    std::size_t begin_ = 0, end_ = 0;
    std::string response_;
};

} // namespace kith::email
