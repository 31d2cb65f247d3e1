// SPDX-License-Identifier: MIT
#pragma once

#include "plugins/host/jail.hpp"
#include "wire/channel.hpp"

namespace kith::host {

/// One job, in the jailed half: fence in, say how far that went, load, create, call the role, stay
/// while a nudge is outstanding, destroy. Returns the exit code; kithd goes by the result record.
int run_job(wire::HostChannel& channel, const wire::JobRequest& request, const JailPlan& plan);

} // namespace kith::host
