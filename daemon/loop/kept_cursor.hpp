// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "wire/request.hpp"

namespace kith::daemon {

/// The cursor as the ledger keeps it: with a print of whom it was read for, and with which
/// settings.
std::string kept_cursor(const wire::JobRequest& request, std::string_view cursor);

/// Fills in the cursor from what is kept, and whether it was read for others. One that an older
/// Kith kept tells nothing of that.
void take_up_cursor(wire::JobRequest& request, std::string_view kept);

} // namespace kith::daemon
