// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/life/life.hpp"

namespace kith::daemon {

/// What a plugin says, without those the person wants no contact with: neither name nor address,
/// also where the configuration has them no more.
std::string unnamed(std::string_view text, const Life& life);

/// The sources as others may read of them.
std::vector<Source> unnamed_sources(const Life& life);

/// What goes over the lines of the journal: nobody configured is named there, and nobody without
/// contact. Who they are is asked of `shunned` at every line.
std::function<std::string(std::string_view)>
journal_filter(const Settings& settings, std::function<const policy::Shunned&()> shunned);

} // namespace kith::daemon
