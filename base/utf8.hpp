// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace kith {

/// One step through UTF-8. `valid` false: `size` bytes (at least 1) belong to no code point.
struct CodePoint {
    std::uint32_t value = 0xFFFD;
    std::size_t size = 1;
    bool valid = false;
};

/// The code point that begins at `pos` (which must be inside `text`). RFC 3629, strictly.
CodePoint decode_utf8(std::string_view text, std::size_t pos);

/// Appends a code point (at most U+10FFFF) as UTF-8.
void append_utf8(std::string& out, std::uint32_t code_point);

/// Code points no screen should be sent by a stranger: C0 but tab and newline, DEL, C1, line and
/// paragraph separators, and what turns the direction of writing round.
bool is_harmful(std::uint32_t code_point);

/// Code points that nobody sees and no script needs in one line: spaces of no width, word joiners,
/// invisible operators and tags. (The joiners of Persian, Hindi and emoji are not among them.)
bool is_unseen(std::uint32_t code_point);
/// A tag, which outside the flag of a region says something in secret.
bool is_tag(std::uint32_t code_point);

} // namespace kith
