// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "core/words/bank.hpp"

namespace kith::words {

/// Whether a line speaks of whoever wrote it: *I*, *ich*, *yo*, *my life*. Words that mean it in
/// one language alone are heard where that is the bank's. What an offer says of somebody else is
/// never such a line: it may be a cry for help that no list foresaw.
bool speaks_of_oneself(std::string_view text, const Bank& bank);

} // namespace kith::words
