// SPDX-License-Identifier: MIT
// What the reading commands' answers are made of. Pure.
#pragma once

#include <string>

#include "base/json.hpp"
#include "core/config/effective.hpp"
#include "daemon/control/say.hpp"

namespace kith::daemon {

/// To two decimals, as figures are shown.
double two(double value);

std::string stamp(const Outlook& outlook, Instant at);

/// As it is written, but for those without contact in it.
std::string name_of(const Outlook& outlook, std::size_t goal);

/// One connection with its figures.
Json goal_json(const Outlook& outlook, std::size_t goal);

/// One setting as it is listed, with where it comes from.
std::string setting_line(const config::Effective& setting, const std::string& value);

/// Its effective settings, each with where it was declared; nobody without contact is named there.
Json settings_json(const Outlook& outlook, const Connection& connection);
void say_settings(Json& text, const Outlook& outlook, const Connection& connection, bool defaults);

/// What there is to say of somebody who is remembered or let go, and nothing more; empty for anyone
/// else.
std::string closed_words(const Outlook& o, std::size_t i);

/// That a `state:` line went from the configuration and still holds, for somebody who is not named.
std::string outlived_words(State state);

/// Whom to lean on, in a hard week and in mourning; empty where nobody is written down, or at any
/// other time.
std::string lean_on_line(const Outlook& o);

/// A text of the person's own, without those nobody is to hear of.
std::string without_shunned(const Outlook& o, std::string_view text);

} // namespace kith::daemon
