// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace kith::words {

/// A text as it may be typed in haste: in small letters, Latin, Greek and Cyrillic ones without
/// their accents (an umlaut written with an e is one too), no apostrophes. Pure, whatever the
/// locale.
std::string plain_letters(std::string_view text);

/// One code point so, after nothing it could belong to; nothing for an apostrophe or an accent.
void append_plain(std::string& out, std::uint32_t code_point);

} // namespace kith::words
