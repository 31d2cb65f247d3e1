// SPDX-License-Identifier: MIT
// What an answer need not say twice: saying the same again changes nothing, and is not noted.
#pragma once

#include "daemon/life/life.hpp"

namespace kith::daemon {

/// A touch was noted for this offer, and no other answer to it since.
bool noted_already(Life& life, const policy::Target& target);

/// The offer has ended, `reply` says of it what its last answer said, and that still holds.
bool said_before(Life& life, const policy::Target& target, const policy::Reply& reply);

/// They rest until the person ends it, by a word and not by the configuration.
bool rests_already(const Life& life, const std::string& connection);

/// Something with them is pencilled in that is not over.
bool planned_already(const Life& life, const std::string& connection);

} // namespace kith::daemon
