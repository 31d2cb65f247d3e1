// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/config/reading.hpp"
#include "core/model/settings.hpp"

namespace kith::config {

/// One connection; problems go to `reading`. `path` is the full key for problems. Mentions of other
/// ids are noted, and its own id is declared.
Connection read_connection(Reading& reading, std::string_view file, const Node& node,
                           const std::string& path);

class Fields;
/// `since` beside a rule: a day, and one has to stand there where the rule is counted from it.
void read_since(Fields& fields, const std::string& rule, std::string& out);

/// Addresses, each wrong one reported at its place.
std::vector<Address> read_addresses(Fields& fields, std::string_view name);

/// Dates as they were written, each wrong one reported.
std::vector<std::string> read_days(Fields& fields, std::string_view name, bool or_ics);

} // namespace kith::config
