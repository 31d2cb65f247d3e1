// SPDX-License-Identifier: MIT
#pragma once

#include "daemon/ledger/sqlite.hpp"

namespace kith::ledger {

/// The format this program writes (PRAGMA user_version).
int newest_format();

/// How a ledger's connection must behave: durable at every commit, one owner, distrusting the file.
void configure(Db& db);

/// Brings an empty or older file to newest_format() in one transaction. True if it was empty.
/// Throws SqlError; the caller has checked that the file is not newer.
bool migrate(Db& db);

} // namespace kith::ledger
