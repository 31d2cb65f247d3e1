// SPDX-License-Identifier: MIT
#pragma once

#include "wire/channel.hpp"

namespace kith::host {

/// One job from request to result: fence in, load, create, call the role, stay while a nudge is
/// outstanding, destroy. Returns the exit code; kithd goes by the result record.
int run_job(wire::HostChannel& channel);

} // namespace kith::host
