// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace kith {

/// 128 bits from the kernel as 32 hexadecimal digits. Throws std::system_error if it has none.
std::string random_id();

} // namespace kith
