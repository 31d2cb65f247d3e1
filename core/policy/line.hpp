// SPDX-License-Identifier: MIT
#pragma once

#include "base/json.hpp"
#include "core/policy/rehearse.hpp"

namespace kith::policy {

/// One line of `kith rehearse --json` and `kithd --once --json` (design.md 9).
Json to_json(const RehearsalLine& line, const calendar::Zone& zone);

/// The last line: `{"summary":{...}}`.
Json to_json(const RehearsalSummary& summary);

} // namespace kith::policy
