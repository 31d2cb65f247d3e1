// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace kith::ical {

/// The IANA zone for a Windows zone name (`W. Europe Standard Time`), or empty. From the Unicode
/// CLDR's windowsZones, territory 001.
std::string_view windows_zone(std::string_view name);

} // namespace kith::ical
