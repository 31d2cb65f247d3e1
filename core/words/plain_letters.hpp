// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace kith::words {

/// A text as it may be typed in haste: in lower case, Latin letters without their accents (an
/// umlaut written with an e is one too), no apostrophes. Pure, whatever the locale.
std::string plain_letters(std::string_view text);

} // namespace kith::words
