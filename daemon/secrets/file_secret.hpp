// SPDX-License-Identifier: MIT
// Secrets in files: one that only its owner can read, and what systemd hands over.
#pragma once

#include <string>

#include "daemon/fleet/secret_reader.hpp"

namespace kith::daemon {

/// Longer ones are refused.
inline constexpr std::size_t kMaxSecret = std::size_t{64} * 1024;

/// A regular file of this user's that nobody else may open (0600 or less) and that is no link. `~/`
/// is the home folder. One newline at the end is left out.
fleet::SecretAnswer read_private_file(const std::string& name);

/// A file of that name in $CREDENTIALS_DIRECTORY.
fleet::SecretAnswer read_credential(const std::string& name);

/// An editor and most programs end with a newline, nobody's password does. An error where nothing
/// is left, or a NUL stands inside: no plugin could be given it. That error names the `holder`, and
/// then what to do (`mend`).
fleet::SecretAnswer tidy_secret(Secret secret, std::string_view holder, std::string_view mend);

} // namespace kith::daemon
