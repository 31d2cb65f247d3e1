// SPDX-License-Identifier: MIT
// What kithd and kith-secret say to each other. The request is one JSON object on the helper's
// standard input: {"keyring": {"attribute": "value", ...}} or {"gnome": "account"}. The secret
// comes on its standard output and nowhere else; the exit code says the rest.
#pragma once

namespace kith::daemon {

inline constexpr int kSecretFound = 0;
inline constexpr int kSecretFailed = 1;
inline constexpr int kSecretMissing = 10;     ///< nothing by these attributes, no such account
inline constexpr int kSecretLocked = 11;      ///< it is there, and locked
inline constexpr int kSecretNoService = 12;   ///< no bus, or nobody who keeps secrets on it
inline constexpr int kSecretAttention = 13;   ///< the account wants its person to sign in again
inline constexpr int kSecretSeveral = 14;     ///< more than one account fits
inline constexpr int kSecretNone = 15;        ///< the account has neither password nor token
inline constexpr int kSecretUsualLocked = 16; ///< the keyring is locked in which it would be put

} // namespace kith::daemon
