// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace kith::desktop {

/// True for an address another program may be handed: a scheme, no blanks or control characters, at
/// most 2,000 bytes, and no scheme that opens local files or runs text.
bool may_open(std::string_view uri);

} // namespace kith::desktop
