// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace kith::mail {

/// How much of a message is ever looked at: what comes later counts as body.
inline constexpr std::size_t kHeaderLimit = std::size_t{64} * 1024;

/// One header field as it stands in the message: `body` still has its folds.
struct HeaderField {
    std::string_view name;
    std::string_view body;
};

/// Walks the fields of a message's header block, in order. Takes LF and CRLF, an mbox `From ` line
/// in front, blanks before the colon; passes over lines that are no field. Ends at the empty line
/// or with the text. Borrows `block`; never reads past it, whatever it holds.
class HeaderBlock {
  public:
    explicit HeaderBlock(std::string_view block) : rest_(block) {}

    std::optional<HeaderField> next();

  private:
    std::string_view take_line();

    std::string_view rest_;
    bool first_ = true;
};

/// Where the header block ends (the offset just past its last line), or nothing while the empty
/// line has not come yet.
std::optional<std::size_t> header_end(std::string_view text);

/// A field's body on one line, trimmed: folds are single blanks. Bytes that are not UTF-8 are read
/// as Latin-1, as old mailers meant them.
std::string unfold(std::string_view body);

} // namespace kith::mail
