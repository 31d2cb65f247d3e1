// SPDX-License-Identifier: MIT
// The two places whose libraries bring GLib along, and so are read in a process of their own.
#pragma once

#include <map>
#include <string>

namespace kith::secret_helper {

/// What there is to say: an exit code of helper_codes.hpp; with kSecretFound the secret has been
/// written to standard output.
using Code = int;

/// The first unlocked item with these attributes, through the Secret Service. Never unlocks.
Code from_keyring(const std::map<std::string, std::string>& attributes);

/// Whether GNOME would have to ask for the keyring's password before it could hand over what it
/// keeps for the online account of this id: kSecretLocked where it is kept, kSecretUsualLocked
/// where it would be put; kSecretFound if not, or where there is no keyring. Never unlocks.
Code lock_of_account(const std::string& id);

/// The token of the GNOME online account of that id or identity, or else its password.
/// Asks only where the keyring is open: GNOME itself would unlock it, with a prompt.
Code from_gnome(const std::string& account);

/// Writes all of it to standard output.
Code hand_over(const char* bytes, std::size_t size);

} // namespace kith::secret_helper
