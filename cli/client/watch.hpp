// SPDX-License-Identifier: MIT
#pragma once

#include "cli/common/connection.hpp"

namespace kith::cli {

/// Shows each offer as it comes and sends what is typed back, until `q`, the end of input or of
/// kithd.
int watch(Connection& connection);

} // namespace kith::cli
