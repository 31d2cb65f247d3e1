// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "base/result.hpp"
#include "core/model/event.hpp"

namespace kith::ledger {

/// The fields of an event that have no column of their own, as one JSON object; defaults left out.
std::string encode_event(const Event& event);

/// Fills in what encode_event wrote. Unknown keys, of a newer Kith, are ignored.
Result<void> decode_event(const std::string& body, Event& event);

} // namespace kith::ledger
