// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "base/result.hpp"
#include "core/policy/memory.hpp"

namespace kith::ledger {

/// The fold as text: JSON for each connection with a line of minutes after it, JSON for what they
/// share. Reading gives back an equal value; a text of an older Kith gives defaults for what it
/// lacks, and one that is not whole is an error.
std::string encode_connection(const policy::ConnectionMemory& connection);
Result<policy::ConnectionMemory> decode_connection(const std::string& body);
std::string encode_global(const policy::Memory& memory);
Result<policy::Memory> decode_global(const std::string& body);

} // namespace kith::ledger
