// SPDX-License-Identifier: MIT
#pragma once

#include "base/result.hpp"
#include "kith/plugin.h"
#include "wire/request.hpp"

namespace kith::host {

/// Loads the library and checks that it is the plugin its manifest describes: symbol, ABI, name,
/// roles, and the functions those roles need. What a plugin built against an older header does not
/// have is null. Never unloads: the process ends with the job.
Result<kith_plugin> load_library(const wire::PluginRef& plugin);

} // namespace kith::host
