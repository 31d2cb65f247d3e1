// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace kith::email {

/// True for a folder that by its name holds what was thrown away, what nobody asked for, or what is
/// not sent yet, or that lies in such a one: for servers that mark none. `place` is seen from the
/// top, in lower case, with `/` between its parts.
bool is_aside_by_name(std::string_view place);

} // namespace kith::email
