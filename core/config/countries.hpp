// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace kith::config {

/// Whether these are the two letters of a country (ISO 3166-1), in capitals.
bool is_country(std::string_view code);

/// The two letters of the country that a name means, in English or near it ("UK", "Germany",
/// "Österreich"); empty where none comes near.
std::string country_meant(std::string_view text);

} // namespace kith::config
