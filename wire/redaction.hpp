// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>

#include "base/secret.hpp"
#include "wire/record.hpp"

namespace kith::wire {

/// The secrets of one job, by the settings that hold them.
using Secrets = std::map<std::string, Secret>;

/// `text` with `(a secret)` in place of each secret that stands in it as it is. One of fewer than
/// four bytes stays: it stands in many a word.
std::string without_secrets(std::string text, const Secrets& secrets);

/// Takes the secrets out of what a record says in words: a log line, a failure, why something was
/// passed over or is a contact, a host that was asked for.
void redact(Record& record, const Secrets& secrets);

} // namespace kith::wire
