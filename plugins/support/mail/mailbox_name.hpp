// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace kith::mail {

/// A mailbox name as people read it: modified UTF-7 (RFC 3501, 5.1.3) to UTF-8. What is no valid
/// modified UTF-7 stays as it is.
std::string readable_mailbox(std::string_view raw);

} // namespace kith::mail
