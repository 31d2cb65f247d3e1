// SPDX-License-Identifier: MIT
#pragma once

#include "wire/channel.hpp"

namespace kith::host {

/// One job: takes the request, parts into the broker and the jailed half, and ends as the jailed
/// half ended (its exit code, or its signal). Returns in the jailed half alone, with its exit code.
int run_in_halves(wire::HostChannel& channel);

} // namespace kith::host
