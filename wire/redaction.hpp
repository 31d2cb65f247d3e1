// SPDX-License-Identifier: MIT
// Secrets are looked for line by line, without regard to ASCII case, and also as they look once a
// text has been cleaned (base/text.hpp).
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "base/secret.hpp"
#include "wire/record.hpp"
#include "wire/request.hpp"

namespace kith::wire {

/// The secrets of one job, by the settings that hold them.
using Secrets = std::map<std::string, Secret>;

/// `text` with `(a secret)` in place of each secret that stands in it. A line of fewer than four
/// bytes stays: it stands in many a word.
std::string without_secrets(std::string text, const Secrets& secrets);

/// Takes the secrets out of what a record says in words: a log line, a failure, why something was
/// passed over or is a contact, a host that was asked for. A receipt that holds one is emptied.
/// `never` is what may not be kept either.
void redact(Record& record, const Secrets& secrets, const Secrets& never);

/// What a job is given in clear: its settings, and the people's ids, addresses and names.
std::string in_clear(const JobRequest& request);

/// The lines of the secrets that Kith never keeps, one to an entry. A line of fewer than eight
/// bytes is none of them, for by chance it stands in many an id; nor is one that stands in `clear`:
/// a surname as a password is in the addresses of whoever bears it, and no news there.
Secrets never_kept(const Secrets& secrets, std::string_view clear);

/// Whether one of the lines that are never kept stands in what Kith would keep of a record to tell
/// one from another, or in its cursor: there nothing can be put in its place, so the record is
/// refused.
inline constexpr const char* kToldSecret = "a record held a secret";
inline constexpr const char* kCursorWithSecret =
    "put a secret into its cursor, which Kith would keep";
bool tells_secret(const Record& record, const Secrets& never);

} // namespace kith::wire
