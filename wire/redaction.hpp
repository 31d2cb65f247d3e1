// SPDX-License-Identifier: MIT
// Secrets are looked for line by line, without regard to ASCII case, and also as they look once a
// text has been cleaned (base/text.hpp).
#pragma once

#include <map>
#include <string>

#include "base/secret.hpp"
#include "wire/record.hpp"

namespace kith::wire {

/// The secrets of one job, by the settings that hold them.
using Secrets = std::map<std::string, Secret>;

/// `text` with `(a secret)` in place of each secret that stands in it. A line of fewer than four
/// bytes stays: it stands in many a word.
std::string without_secrets(std::string text, const Secrets& secrets);

/// Takes the secrets out of what a record says in words: a log line, a failure, why something was
/// passed over or is a contact, a host that was asked for. A receipt that holds one is emptied.
void redact(Record& record, const Secrets& secrets);

/// Whether a secret stands in what Kith would keep of a record to tell one from another, or in its
/// cursor: there nothing can be put in its place, so the record is refused. A line of fewer than
/// eight bytes, or of letters or digits alone and fewer than fourteen, does not count: by chance it
/// stands in many an id, an address or the name of a folder.
inline constexpr const char* kToldSecret = "a record held a secret";
inline constexpr const char* kCursorWithSecret =
    "put a secret into its cursor, which Kith would keep";
bool tells_secret(const Record& record, const Secrets& secrets);

} // namespace kith::wire
