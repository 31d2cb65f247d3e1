// SPDX-License-Identifier: MIT
// What the reading commands' answers are made of. Pure.
#pragma once

#include <string>

#include "base/json.hpp"
#include "daemon/control/say.hpp"

namespace kith::daemon {

/// To two decimals, as figures are shown.
double two(double value);

std::string stamp(const Outlook& outlook, Instant at);

const std::string& name_of(const Outlook& outlook, std::size_t goal);

/// One connection with its figures.
Json goal_json(const Outlook& outlook, std::size_t goal);

/// Its effective settings, each with where it was declared; nobody without contact is named there.
Json settings_json(const Outlook& outlook, const Connection& connection);
void say_settings(Json& text, const Outlook& outlook, const Connection& connection, bool defaults);

} // namespace kith::daemon
