// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "base/unique_fd.hpp"

namespace kith::wire {

/// A text in memory that can be handed to another process: sealed, so nobody changes it any more.
/// Throws std::system_error where memory or descriptors are out.
UniqueFd make_memfd(std::string_view text);

/// The whole of a memfd made so. An error if it is not sealed or larger than kMaxMemfd.
Result<std::string> read_memfd(int fd);

} // namespace kith::wire
