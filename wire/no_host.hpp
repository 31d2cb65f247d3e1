// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace kith::wire {

/// Told in the place of a refused name that could be no host's: such a text may say anything.
inline constexpr std::string_view kNoHost = "a name that is no host";

} // namespace kith::wire
