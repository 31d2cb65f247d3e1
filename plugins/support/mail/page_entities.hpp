// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace kith::mail {

/// Adds the character that the entity at the very beginning of `page` stands for (`&auml;`,
/// `&#8217;`, `&#x2019;`), as UTF-8, and gives how long the entity is; 0, and adds nothing, where
/// there is none or it is not a usual one. What cannot be shown becomes a blank, and what
/// nobody sees nothing. Pure.
std::size_t add_entity(std::string_view page, std::string& out);

} // namespace kith::mail
