// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/model/vocabulary.hpp"
#include "core/words/bank.hpp"

namespace kith::words {

/// A contact as one says it: with whom, how and when.
struct SaidContact {
    Channel channel = Channel::Together;
    std::string name; ///< as it was written; maybe of several
    std::string when; ///< as `kith log --at` takes it, in English; empty: now
};

/// Reads *met Ana*, *I called dad yesterday*, *Leo gestern angerufen*, *he llamado a Ana*, *la
/// llamé* in the bank's language, or in English. Nothing where it is anything else, or came to
/// nothing. The words behind a time are no names. `line` is one clean line.
std::optional<SaidContact> read_contact(std::string_view line, const Bank& bank);

} // namespace kith::words
