// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "core/words/bank.hpp"

namespace kith::words {

/// Whether a line about a contact also says that there was none: *called Leo, no answer*, *niemand
/// getroffen*. A word of that kind anywhere is enough, but for those that as well tell how it was.
bool was_in_vain(std::string_view line, const Bank& bank);

} // namespace kith::words
